import type { CallFilter } from '../domain/call-filter.ts';
import type { CallSelection } from '../domain/call-selection.ts';
import type { OrderDirection } from '../domain/call-session.ts';
import type { Deadlines } from '../domain/deadlines.ts';
import type { Instant } from '../time/instant.ts';
import type { Provider } from '../domain/provider.ts';
import type { ReadingAge } from '../domain/reading-age.ts';
import type { PageSizeArguments } from './page-size.ts';
import type { JoinParts } from './residual-filter.ts';

/** A page as it is asked for. */
export type TimelineRequest = PageSizeArguments & {
  /** Who is asked for what. Nobody, or only filters that match nothing: an empty page that costs nothing. */
  readonly queries: readonly ProviderQuery[];
  /** Default: from each provider's historySince() to now. A cursor lies in it or not; it limits all the same. */
  readonly range?: { readonly from?: Instant | undefined; readonly to?: Instant | undefined } | undefined;
  readonly direction: OrderDirection;
  readonly after?: string | null | undefined;
  readonly before?: string | null | undefined;
  /** Whether hasNextPage is read; otherwise it may be false without anybody having looked. Default true. */
  readonly wantsHasNextPage?: boolean;
  /** Likewise hasPreviousPage. The one against the direction of reading can cost a request to each provider. */
  readonly wantsHasPreviousPage?: boolean;
  /** Whether totalCount is asked for. Default false. */
  readonly wantsTotal?: boolean;
  /** How old an answer may be, what earlier pages left included: the providers of the queries answer with nothing older. */
  readonly age?: ReadingAge;
  /** Throws the first problem instead of giving a page without its rows. */
  readonly requireComplete?: boolean;
  /** This request's deadlines: other pages and the joins share them. */
  readonly deadlines: Deadlines;
  /** Joins what a filter reads and a provider leaves out of its rows: `createJoinParts` of the loaders. */
  readonly joinParts?: JoinParts;
};

/** A provider that takes part, and what it is asked. */
type ProviderQuery = {
  readonly provider: Provider;
  readonly filter: CallFilter;
  readonly selection: CallSelection;
};
