import type { Instant } from '../time/instant.ts';
import type { Provider } from '../domain/provider.ts';
import type { GraphContext } from '../graph/context.ts';
import { createDeadlines } from '../loaders/create-deadlines.ts';
import { createDirectoryCache } from '../loaders/directory-cache.ts';
import { createLoaders } from '../loaders/index.ts';
import type { MediaLinks } from '../media/media-links.ts';
import { createTimeline } from '../timeline/index.ts';
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
  const directoryCache = createDirectoryCache({ now });
  return ({ request }) => {
    const { signal, headers } = request;
    const deadlines = createDeadlines();
    const isFresh = /\bno-cache\b/i.test(headers.get('cache-control') ?? '');
    const origin = settings.server.publicUrl ?? new URL(request.url).origin;
    const scope = { providers, deadlines, signal, directoryCache };
    const loaders = createLoaders({ ...scope, fresh: isFresh });
    let freshLoaders = isFresh ? loaders : null;
    return {
      providers,
      timeline,
      loaders,
      freshLoaders: () => (freshLoaders ??= createLoaders({ ...scope, fresh: true })),
      loadersForRest: () => freshLoaders ?? loaders,
      deadlines,
      pageSizes: settings.timeline,
      signal,
      isFresh,
      refusesPartial: headers.get(PARTIAL_HEADER)?.trim().toLowerCase() === 'refuse',
      now,
      linkTo: (provider, key, durationSeconds = null) => links?.linkTo(origin, provider, key, durationSeconds) ?? null,
    };
  };
}
