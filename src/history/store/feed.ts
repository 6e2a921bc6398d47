import type { Instant } from '../../time/instant.ts';
import type { KeptCall } from './kept-page.ts';
import type { CallPart } from './vendor-reading.ts';

/** A place in the change feed. */
export type FeedPlace = {
  readonly historyId: string;
  readonly number: number;
  /** Where the feed ended when a walk from its beginning began: what was gone before then, it has never met. */
  readonly firstMetThrough?: number;
};

export type FeedQuestion = {
  /** Null: from the beginning of what is kept. */
  readonly after: FeedPlace | null;
  readonly limit: number;
  readonly parts: readonly CallPart[];
};

export type FeedChange = {
  readonly kind: 'ADDED' | 'CHANGED' | 'REMOVED';
  readonly place: FeedPlace;
  readonly at: Instant;
  readonly provider: string;
  readonly nativeId: string;
  readonly startedAt: Instant;
  /** As it is now; null when it is gone. */
  readonly kept: KeptCall | null;
};

export type FeedPage = {
  readonly changes: readonly FeedChange[];
  /** Where to go on: the last change, or where the question began. */
  readonly end: FeedPlace;
  /** The end of the whole feed at that moment. */
  readonly newest: FeedPlace;
  /** Whether more had been noticed when the page was read. */
  readonly hasMore: boolean;
};
