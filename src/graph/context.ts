import type { CallSession } from '../domain/call-session.ts';
import type { Caller } from '../domain/caller.ts';
import type { Deadlines } from '../domain/deadlines.ts';
import type { KeptHistory } from '../domain/kept-history.ts';
import type { Instant } from '../time/instant.ts';
import type { MediaKey } from '../domain/media.ts';
import type { Provider } from '../domain/provider.ts';
import type { ProviderError } from '../domain/provider-error.ts';
import type { Recording } from '../domain/recording.ts';
import type { ReadingAge } from '../domain/reading-age.ts';
import type { Figures } from '../figures/index.ts';
import type { Loaders } from '../loaders/index.ts';
import type { Timeline } from '../timeline/index.ts';
import type { PageSizeLimits } from '../timeline/page-size.ts';

/** What resolvers know of one request. They read nothing else: no header, no setting, no environment. */
export type GraphContext = {
  /** Who asks, and what they may see. */
  readonly caller: Caller;
  /** Those that there are for the caller, by key, in the order of the settings. */
  readonly providers: ReadonlyMap<string, Provider>;
  readonly timeline: Timeline;
  readonly figures: Figures;
  /** As old as the request allows. */
  readonly loaders: Loaders;
  /** What reads nothing older than an age; one for each age for the whole request. */
  readonly readingAt: (age: ReadingAge) => Reading;
  /** Loaders for what no page planned (behind @defer): as fresh as any field of the request wanted. */
  readonly loadersForRest: () => Loaders;
  /** This request's share of time at each provider: pages and joins together. */
  readonly deadlines: Deadlines;
  readonly pageSizes: PageSizeLimits;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
  /** How old an answer may be where its field does not say. */
  readonly age: ReadingAge;
  /** Whether the client would rather have an error than a page with something missing. */
  readonly refusesPartial: boolean;
  readonly now: () => Instant;
  /** Told of each call whose row is shown as its vendor sent it. */
  readonly noteRawRead: (call: CallSession) => void;
  /** Told of each recording of which is shown what was said. */
  readonly noteTranscriptRead: (recording: Recording) => void;
  /** Told of each provider and kind of failure because of which something is missing from a page. */
  readonly noteMissing: (problem: ProviderError) => void;
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

/** Providers and loaders that answer with nothing older than an age. */
export type Reading = {
  readonly age: ReadingAge;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly loaders: Loaders;
};

/** An absolute, signed link, and when it stops working. */
export type MediaLink = { readonly url: string; readonly expiresAt: Instant };
