import type { CallSession, OrderDirection } from '../domain/call-session.ts';
import type { Share } from '../domain/deadlines.ts';
import type { Instant } from '../time/instant.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { Provider, Question } from '../domain/provider.ts';
import { type TimeRange, endOf, isEmptyRange, isWithin, restOf } from '../time/time-range.ts';
import { createCallPages } from './call-pages.ts';
import type { Ahead } from './look-ahead.ts';
import type { Source } from './merge.ts';
import { type Place, countThrough, rangeFrom } from './place.ts';
import type { ResidualFilter } from './residual-filter.ts';

/** One provider's calls in reading order, as a source of the merge. */
export type CallStream = Source<CallSession> & {
  /** How far it has come: a border between two seconds. */
  through(): Instant;
  /** What ended it before its time, and the rows that could not be read among those it has. */
  problems(): readonly ProviderError[];
  hasFailed(): boolean;
  /** Why its calls are passed over from where it ended; null while they are not. */
  passedOver(): ProviderError | null;
  /** Whether it saw a call at or before the place it started from. */
  followsCall(): boolean;
  /** When the oldest of what it has read was asked of its vendor; null where nothing was read. */
  asOf(): Instant | null;
  /** Calls of its whole range, where the vendor said so unasked; filters that are applied above are not part of it. */
  total(): (Pick<Ahead, 'readAt' | 'settledThrough'> & { readonly count: number }) | null;
  /** What was read and not taken; null where nothing was asked. */
  ahead(): Omit<Ahead, 'followsCall'> | null;
  close(): void;
};

/** What is read of one provider, from where, and within which time. */
type CallStreamOptions = {
  readonly provider: Provider;
  readonly question: Question;
  readonly residual: ResidualFilter;
  readonly direction: OrderDirection;
  readonly range: TimeRange;
  /** Where it starts, when not at the end of the range; `inclusive` gives the place's own call too. */
  readonly start: { readonly place: Place; readonly inclusive: boolean } | null;
  /** What an earlier page left. */
  readonly ahead: Ahead | null;
  readonly expect: number;
  readonly maxExpect: number;
  readonly share: Share;
  readonly now: () => Instant;
};

/** After this part of its time, a source that has come some way asks nothing more: the joins need time too. */
const PATIENCE = 0.7;

/** Makes a source that asks its provider only when the merge needs more than it has. */
export function createCallStream(options: CallStreamOptions): CallStream {
  const { provider, residual, direction, start, ahead, share, now } = options;
  const isAscending = direction === 'ASC';
  const range = start ? rangeFrom(start.place, provider.key, options.range, direction) : options.range;
  const clamp = (instant: Instant): Instant => Math.min(range.to, Math.max(range.from, instant));
  const pages = createCallPages(options);

  let through = clamp(ahead?.through ?? (isAscending ? range.from : range.to));
  let rows: readonly CallSession[] = ahead?.rows.filter(({ startedAt }) => isWithin(range, startedAt)) ?? [];
  let taken = 0;
  // Those of the rows at hand stand on the next page too, where some of these rows do; this page tells all it met.
  let rowProblems: readonly ProviderError[] = ahead?.problems ?? [];
  let earlierProblems: readonly ProviderError[] = [];
  // What was met only when somebody looked whether more follows is missing from the page that follows.
  let told: ReadonlySet<ProviderError> = new Set();
  let asOf = ahead?.asOf ?? null;
  let failure: ProviderError | null = null;
  let isAbandoned = false;
  let hasMoved = ahead !== null;
  let followsCall = ahead?.followsCall === true && isWithin(range, start?.place.startedAt ?? range.to);
  let total: ReturnType<CallStream['total']> = null;
  let asked = ahead && { readAt: ahead.readAt, settledThrough: ahead.settledThrough };
  let pulling: Promise<void> | null = null;

  const rest = (): TimeRange => restOf(range, direction, through);
  const isOver = (): boolean => isEmptyRange(rest());

  const hasStalled = (): boolean => hasMoved && failure !== null && RAN_OUT.has(failure.kind);

  const readPage = async (): Promise<void> => {
    const isWholeRange = !hasMoved && rest().from === options.range.from && rest().to === options.range.to;
    const askedAt = now();
    asked ??= { readAt: askedAt, settledThrough: provider.settledThrough() };
    const page = await pages.next(rest());
    asOf = Math.min(asOf ?? Infinity, page?.asOf ?? askedAt);
    const calls = page?.calls ?? [];
    const passing = await share.ask('what its filter reads', () => residual(calls));
    const passed = start ? idsThrough(calls, start.place, direction, start.inclusive) : NONE;
    const beyond = passed.size === 0 ? passing.calls : passing.calls.filter(({ nativeId }) => !passed.has(nativeId));
    followsCall ||= beyond.length < passing.calls.length;
    if (isWholeRange && page?.total !== undefined) total = { ...asked, count: page.total };
    const isUsedUp = taken === rows.length;
    rows = isUsedUp ? beyond : [...rows.slice(taken), ...beyond];
    // What is missing among rows that were shown is missing from this page, and from none that goes on behind them.
    if (isUsedUp) earlierProblems = [...earlierProblems, ...rowProblems];
    rowProblems = [...(isUsedUp ? [] : rowProblems), ...(page?.problems ?? []), ...passing.problems];
    taken = 0;
    // A list that ends has reached the end of its range.
    through = clamp(page?.through ?? endOf(range, direction));
    hasMoved = true;
  };

  const pull = async (): Promise<void> => {
    try {
      if (hasMoved && share.spent() > PATIENCE) throw outOfTime(provider);
      await readPage();
    } catch (error) {
      // What is no ProviderError is the reason of a caller who has gone, and whom the page tells itself.
      if (error instanceof ProviderError) failure = error;
      else isAbandoned = true;
    }
  };

  return {
    head: () => rows[taken],
    take() {
      taken += 1;
    },
    canPull: () => failure === null && !isAbandoned && !isOver(),
    pull() {
      pulling ??= pull().finally(() => {
        pulling = null;
      });
      return pulling;
    },
    reaches: ({ startedAt }) => isOver() || (isAscending ? startedAt < through : startedAt >= through),
    progress: () => (isOver() ? Infinity : isAscending ? through : -through),
    hasStalled,
    through: () => through,
    problems() {
      told = new Set([...earlierProblems, ...rowProblems]);
      return [...told, ...(failure ? [failure] : [])];
    },
    hasFailed: () => failure !== null,
    passedOver: () => (hasStalled() ? null : failure),
    followsCall: () => followsCall,
    asOf: () => asOf,
    total: () => total,
    ahead: () =>
      asked && {
        ...asked,
        asOf: asOf ?? asked.readAt,
        rows: rows.slice(taken),
        through,
        problems: [
          ...earlierProblems.filter((problem) => !told.has(problem)),
          ...rowProblems.filter((problem) => taken < rows.length || !told.has(problem)),
        ],
        expect: pages.expect(),
      },
    close: pages.close,
  };
}

const NONE: ReadonlySet<string> = new Set();

/** A provider that was cut short by these had no time or no allowance left; it is there, and goes on later. */
const RAN_OUT: ReadonlySet<ProviderError['kind']> = new Set(['timed-out', 'rate-limited']);

/** Ids of the calls, in reading order, that a page which starts from the place does not show again. */
function idsThrough(
  calls: readonly CallSession[],
  place: Place,
  direction: OrderDirection,
  inclusive: boolean,
): ReadonlySet<string> {
  const count = countThrough(calls, place, direction, { inclusive });
  return count === 0 ? NONE : new Set(calls.slice(0, count).map(({ nativeId }) => nativeId));
}

const outOfTime = ({ key, deadlineMs }: Provider): ProviderError =>
  new ProviderError(
    key,
    'timed-out',
    `${key} was still being searched when most of its ${deadlineMs} ms had passed: read on from the end of this page.`,
  );
