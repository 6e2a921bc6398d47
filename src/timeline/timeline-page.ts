import type { CallSession } from '../domain/call-session.ts';
import type { ProviderError } from '../domain/provider-error.ts';

/**
 * A page. Where a provider is missing, `isComplete` is false and `problems` say why; its calls are missing between the
 * page's ends, and the same cursor asked again gives them once it has recovered. A provider that came some way and
 * ran out of time or allowance ends the page where it ended: nothing is passed over, the page is shorter (or has no
 * edges at all), and the far cursor names that moment, so that the next page goes on from there.
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
  readonly problems: readonly ProviderError[];
};

/** The cursor is written when it is read. */
export type TimelineEdge = { readonly call: CallSession; readonly cursor: string };
