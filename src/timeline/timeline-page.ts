import type { CallSession } from '../domain/call-session.ts';
import type { ProviderError } from '../domain/provider-error.ts';
import type { Instant } from '../time/instant.ts';

/**
 * A page. Where a provider is missing, `isComplete` is false and `problems` say why. It is missing in one of two ways:
 *
 * - It failed: the others' calls are shown and its own are passed over (`passedOver`). The same cursor asked again, once it
 *   has recovered, gives them too.
 * - It came some way and ran out of time or allowance, as under a filter that leaves one call in ten thousand: the page
 *   ends where it ended, with fewer edges or none, and nothing of it is passed over. The far cursor then names that
 *   moment rather than the last edge, and the next page goes on from there.
 *
 * One unreadable row is a problem of every page that shows rows read together with it, since nobody knows its place.
 */
export type TimelinePage = {
  readonly edges: readonly TimelineEdge[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** The first edge's cursor; null without one, unless a backward page ended early. */
  readonly startCursor: string | null;
  /** The last edge's cursor; null without one, unless a forward page ended early. */
  readonly endCursor: string | null;
  /** Calls of the range under the filter, whatever the cursor. Null: not asked, a provider is missing, or no fair price. */
  readonly totalCount: number | null | ProviderError;
  readonly isComplete: boolean;
  /** When the oldest of what it shows and counts was asked of a vendor; when it was asked for itself, where nothing was. */
  readonly asOf: Instant;
  readonly problems: readonly ProviderError[];
  /** Those of the problems for whose sake the same cursor is worth asking again. */
  readonly passedOver: readonly ProviderError[];
};

/** The cursor is written when it is read. */
export type TimelineEdge = { readonly call: CallSession; readonly cursor: string };
