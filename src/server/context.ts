import type { Instant } from '../time/instant.ts';
import type { Provider } from '../domain/provider.ts';
import { type ReadingAge, ageText } from '../domain/reading-age.ts';
import type { GraphContext, Reading } from '../graph/context.ts';
import { createDeadlines } from '../loaders/create-deadlines.ts';
import { createDirectory } from '../loaders/directory.ts';
import { createLoaders } from '../loaders/index.ts';
import type { MediaLinks } from '../media/media-links.ts';
import type { LoaderScope } from '../loaders/port-loader.ts';
import { createTimeline } from '../timeline/index.ts';
import { readAge } from './http/cache-control.ts';
import type { Settings } from './settings.ts';

/** `x-trunkline-partial: refuse` asks for an error where an answer would have to leave something out. */
const PARTIAL_HEADER = 'x-trunkline-partial';

/** What the contexts of all requests share. */
export type ContextOptions = {
  readonly settings: {
    readonly server: Pick<Settings['server'], 'publicUrl'>;
    readonly timeline: Settings['timeline'];
  };
  readonly providers: ReadonlyMap<string, Provider>;
  /** Without it, recordings have no links. */
  readonly links?: MediaLinks;
  readonly now: () => Instant;
};

/** What outlives requests is made here once; what belongs to one request is made for each. */
export function createContextFactory({
  settings,
  providers,
  links,
  now,
}: ContextOptions): (initial: { readonly request: Request }) => GraphContext {
  const timeline = createTimeline({ now, ...settings.timeline });
  const directory = createDirectory({ now });
  return ({ request }) => {
    const { signal, headers } = request;
    const deadlines = createDeadlines();
    const age = readAge(headers.get('cache-control'));
    const origin = settings.server.publicUrl ?? new URL(request.url).origin;
    const readings = new Map<string, Reading>();
    const readingAt = (wanted: ReadingAge): Reading => {
      const name = ageText(wanted);
      const reading = readings.get(name) ?? createReading(wanted, { providers, deadlines, signal, directory });
      readings.set(name, reading);
      return reading;
    };
    const { loaders } = readingAt(age);
    return {
      providers,
      timeline,
      loaders,
      readingAt,
      loadersForRest: () => newest([...readings.values()]).loaders,
      deadlines,
      pageSizes: settings.timeline,
      signal,
      age,
      refusesPartial: headers.get(PARTIAL_HEADER)?.trim().toLowerCase() === 'refuse',
      now,
      linkTo: (provider, key, durationSeconds = null) => links?.linkTo(origin, provider, key, durationSeconds) ?? null,
    };
  };
}

/** Everything that answers with nothing older than an age. */
function createReading(age: ReadingAge, scope: Omit<LoaderScope, 'maxAgeMs'>): Reading {
  const views = [...scope.providers].map(([key, provider]) => [key, provider.at?.(age) ?? provider] as const);
  const providers = new Map(views);
  return { age, providers, loaders: createLoaders({ ...scope, providers, maxAgeMs: age.maxAgeMs }) };
}

/** The one of several that accepts the least age. */
const newest = (readings: readonly Reading[]): Reading =>
  readings.reduce((least, reading) =>
    (reading.age.maxAgeMs ?? Infinity) < (least.age.maxAgeMs ?? Infinity) ? reading : least,
  );
