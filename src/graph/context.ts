import type { Deadlines } from '../domain/deadlines.ts';
import type { KeptHistory } from '../domain/kept-history.ts';
import type { Instant } from '../time/instant.ts';
import type { MediaKey } from '../domain/media.ts';
import type { Provider } from '../domain/provider.ts';
import type { Loaders } from '../loaders/index.ts';
import type { Timeline } from '../timeline/index.ts';
import type { PageSizeLimits } from '../timeline/page-size.ts';

/** What resolvers know of one request. They read nothing else: no header, no setting, no environment. */
export type GraphContext = {
  /** By key, in the order of the settings. */
  readonly providers: ReadonlyMap<string, Provider>;
  readonly timeline: Timeline;
  readonly loaders: Loaders;
  /** Loaders that ask anew what earlier requests left; the same ones for the whole request. */
  readonly freshLoaders: () => Loaders;
  /** Loaders for what no page planned (behind @defer): as fresh as any field of the request wanted. */
  readonly loadersForRest: () => Loaders;
  /** This request's share of time at each provider: pages and joins together. */
  readonly deadlines: Deadlines;
  readonly pageSizes: PageSizeLimits;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
  /** Whether everything is read anew, whatever is remembered. */
  readonly isFresh: boolean;
  /** Whether the client would rather have an error than a page with something missing. */
  readonly refusesPartial: boolean;
  readonly now: () => Instant;
  /** Null where no history is kept. */
  readonly history: KeptHistory | null;
  /** Begins anew what an answer remembers and how long it may take: each event of a subscription is an answer of its own. */
  readonly renew: () => void;
  /**
   * A link on this server to something with bytes at a vendor; null where this server has none to give. It lives long
   * enough for something of that duration to be played.
   */
  readonly linkTo: (provider: string, key: MediaKey, durationSeconds?: number | null) => MediaLink | null;
};

/** An absolute, signed link, and when it stops working. */
export type MediaLink = { readonly url: string; readonly expiresAt: Instant };
