import { LRUCache } from 'lru-cache';
import type { Instant } from '../time/instant.ts';
import { type Caller, maySee } from '../domain/caller.ts';
import type { KeptHistory } from '../domain/kept-history.ts';
import type { PersonSetting } from '../domain/people.ts';
import type { Provider } from '../domain/provider.ts';
import { type ReadingAge, ageText } from '../domain/reading-age.ts';
import { createFigures } from '../figures/index.ts';
import type { GraphContext, Reading } from '../graph/context.ts';
import { createDeadlines } from '../loaders/create-deadlines.ts';
import { createDirectoryCache } from '../loaders/directory-cache.ts';
import { createLoaders } from '../loaders/index.ts';
import type { MediaLinks } from '../media/media-tokens.ts';
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
    readonly people?: readonly PersonSetting[];
  };
  readonly providers: Providers;
  /** Without it, recordings have no links. */
  readonly links?: MediaLinks;
  /** Null or left out: no history is kept. */
  readonly history?: KeptHistory | null;
  readonly keptRows?: number | undefined;
  readonly now: () => Instant;
};

/** Whose request it is. */
export type AskedContext = {
  readonly request: Request;
  readonly caller: Caller;
  readonly noteRawRead?: GraphContext['noteRawRead'];
  readonly noteTranscriptRead?: GraphContext['noteTranscriptRead'];
  readonly noteMissing?: GraphContext['noteMissing'];
};

/** What outlives requests is made here once; what belongs to one request is made for each. */
export function createContextFactory({
  settings,
  providers: all,
  links,
  history = null,
  keptRows,
  now,
}: ContextOptions): (asked: AskedContext) => GraphContext {
  const timeline = createTimeline({ now, keptRows, ...settings.timeline });
  const figures = createFigures({ now, maxLiveCalls: settings.timeline.maxPageSize });
  const directoryCache = createDirectoryCache({ now });
  const providersOf = createProvidersOf(all);
  return ({ request, caller, ...notes }) => {
    const { noteRawRead = () => {}, noteTranscriptRead = () => {}, noteMissing = () => {} } = notes;
    const providers = providersOf(caller);
    const { signal, headers } = request;
    const age = readAge(headers.get('cache-control'));
    const origin = settings.server.publicUrl ?? new URL(request.url).origin;
    const begin = () => beginAnswer(age, { providers, signal, directoryCache, people: settings.people ?? [] });
    let answer = begin();
    return {
      caller,
      providers,
      timeline,
      figures,
      get loaders() {
        return answer.loaders;
      },
      get deadlines() {
        return answer.deadlines;
      },
      readingAt: (wanted) => answer.readingAt(wanted),
      loadersForRest: () => answer.loadersForRest(),
      pageSizes: settings.timeline,
      signal,
      age,
      refusesPartial: headers.get(PARTIAL_HEADER)?.trim().toLowerCase() === 'refuse',
      now,
      noteRawRead,
      noteTranscriptRead,
      noteMissing,
      history,
      renew() {
        answer = begin();
      },
      linkTo: (provider, key, durationSeconds = null) =>
        links?.linkTo(origin, { provider, key, durationSeconds }, caller) ?? null,
    };
  };
}

type Providers = ReadonlyMap<string, Provider>;

/**
 * Gives the providers that there are for a caller: of the others nothing is asked, found or told. Callers who see the same
 * ones share a map.
 */
function createProvidersOf(all: Providers): (caller: Caller) => Providers {
  const known = new LRUCache<string, Providers>({ max: 100 });
  return (caller) => {
    if (caller.providers === null) return all;
    const seen = [...all].filter(([key]) => maySee(caller, key));
    const name = seen.map(([key]) => key).join(' ');
    const providers = known.get(name) ?? new Map(seen);
    known.set(name, providers);
    return providers;
  };
}

/** What belongs to one answer. */
function beginAnswer(age: ReadingAge, scope: Omit<LoaderScope, 'deadlines' | 'maxAgeMs'>) {
  const deadlines = createDeadlines();
  const readings = new Map<string, Reading>();
  const readingAt = (wanted: ReadingAge): Reading => {
    const name = ageText(wanted);
    const reading = readings.get(name) ?? createReading(wanted, { ...scope, deadlines });
    readings.set(name, reading);
    return reading;
  };
  const { loaders } = readingAt(age);
  return { deadlines, loaders, readingAt, loadersForRest: () => newest([...readings.values()]).loaders };
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
