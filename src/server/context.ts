import type { Instant } from '../time/instant.ts';
import type { Deadlines } from '../domain/deadlines.ts';
import type { KeptHistory } from '../domain/kept-history.ts';
import type { Provider } from '../domain/provider.ts';
import type { GraphContext } from '../graph/context.ts';
import { createDeadlines } from '../loaders/create-deadlines.ts';
import { createDirectory } from '../loaders/directory.ts';
import { type Loaders, createLoaders } from '../loaders/index.ts';
import type { LoaderScope } from '../loaders/port-loader.ts';
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
  /** Null or left out: no history is kept. */
  readonly history?: KeptHistory | null;
  readonly now: () => Instant;
};

/** What outlives requests is made here once; what belongs to one request is made for each. */
export function createContextFactory({
  settings,
  providers,
  links,
  history = null,
  now,
}: ContextOptions): (initial: { readonly request: Request }) => GraphContext {
  const timeline = createTimeline({ now, ...settings.timeline });
  const directory = createDirectory({ now });
  return ({ request }) => {
    const { signal, headers } = request;
    const isFresh = /\bno-cache\b/i.test(headers.get('cache-control') ?? '');
    const origin = settings.server.publicUrl ?? new URL(request.url).origin;
    const createMemory = () => {
      const deadlines = createDeadlines();
      const scope = { providers, deadlines, signal, directory };
      const loaders = createLoaders({ ...scope, fresh: isFresh });
      return { scope, deadlines, loaders, freshLoaders: isFresh ? loaders : null };
    };
    let memory: AnswerMemory = createMemory();
    return {
      providers,
      timeline,
      get loaders() {
        return memory.loaders;
      },
      get deadlines() {
        return memory.deadlines;
      },
      freshLoaders: () => (memory.freshLoaders ??= createLoaders({ ...memory.scope, fresh: true })),
      loadersForRest: () => memory.freshLoaders ?? memory.loaders,
      pageSizes: settings.timeline,
      signal,
      isFresh,
      refusesPartial: headers.get(PARTIAL_HEADER)?.trim().toLowerCase() === 'refuse',
      now,
      history,
      renew() {
        memory = createMemory();
      },
      linkTo: (provider, key, durationSeconds = null) => links?.linkTo(origin, provider, key, durationSeconds) ?? null,
    };
  };
}

/** What belongs to one answer. */
type AnswerMemory = {
  readonly scope: Omit<LoaderScope, 'fresh'>;
  readonly deadlines: Deadlines;
  readonly loaders: Loaders;
  freshLoaders: Loaders | null;
};
