import { KEPT_SELECTION } from '../../domain/call-selection.ts';
import type { CallSession } from '../../domain/call-session.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { CallPage, Provider, Question } from '../../domain/provider.ts';
import type { Instant } from '../../time/instant.ts';
import { type TimeRange, isEmptyRange } from '../../time/time-range.ts';
import { DeadlinePassed, withDeadline } from '../../time/with-deadline.ts';
import type { Lease } from '../store/lease.ts';
import type { CallPart, Kept } from '../store/vendor-reading.ts';
import { type Paced, bringParts } from './bring-parts.ts';
import type { SyncerOptions } from './syncer-options.ts';

/** What a reading needs beside its span. */
export type ReadingTools = Pick<SyncerOptions, 'provider' | 'store' | 'account' | 'now'> & {
  /** Null for a reading that somebody asked for. */
  readonly lease: Lease | null;
  /** Calls that started before this no longer appear newly. */
  readonly settledThrough: () => Instant;
  readonly paced: Paced;
};

/** What is read, newest first: whole seconds. */
export type SpanRequest = {
  readonly range: TimeRange;
  readonly parts: readonly CallPart[];
  /** Whether the vendor may have dropped calls of this age by itself: then their absence has to be looked into. */
  readonly mayHaveExpired?: boolean;
};

/** What came of it. */
export type SpanReading = {
  /** How far back it came, and was kept. */
  readonly through: Instant;
  readonly kept: Kept;
  readonly calls: number;
  /** Pieces of it that are not kept whole, and why. */
  readonly uncovered: readonly TimeRange[];
  readonly problems: readonly ProviderError[];
};

/** About ten pages of any vendor: what is lost when a process dies, and what memory a reading takes. */
export const callsAtOnce = ({ traits }: Provider): number => 10 * Math.min(traits.maxPageSize, 200);

/**
 * Reads the newest part of a span from its vendor, about ten pages, and keeps it: rows and what they cover together. The
 * pages of one list follow each other without a gap, so a span costs its pages and no more, wherever a reading ends.
 * What came before a failure is kept; then it is thrown.
 */
export async function readSpan(tools: ReadingTools, request: SpanRequest, signal: AbortSignal): Promise<SpanReading> {
  const { provider, now } = tools;
  const paced = inTime(tools, signal);
  // Before the vendor is asked: what it notes down meanwhile may or may not be among the rows.
  const times = { readAt: now(), settledThrough: tools.settledThrough() };
  const question = provider.prepare(provider.keeping.everything, KEPT_SELECTION);
  const expect = callsAtOnce(provider);
  const listing = withDeadline(signal, longestMs(provider));
  const heldSince =
    request.mayHaveExpired === true ? await findHeldSince({ ...tools, paced }, question, request.range, listing) : null;
  const pieces = createPieces(request.range);
  let failure: Error | null = null;
  const pages = question.list({ range: request.range, direction: 'DESC', expect }, listing)[Symbol.asyncIterator]();
  try {
    // It comes forward, however many calls stand in one second.
    const isEnough = (): boolean => pieces.calls() >= expect && pieces.through() < request.range.to;
    while (pieces.through() > request.range.from && !isEnough()) {
      const next = await paced(() => pages.next());
      if (next.done === true) throw endedEarly(provider, pieces.through(), request.range);
      pieces.add(next.value);
    }
  } catch (error) {
    signal.throwIfAborted();
    failure = error as Error;
  } finally {
    await pages.return?.();
  }

  const kept = { added: 0, changed: 0, removed: 0 };
  const uncovered: TimeRange[] = [];
  const problems: ProviderError[] = [];
  for (const piece of pieces.all()) {
    const joining = withDeadline(signal, longestMs(provider));
    const brought = await bringParts(provider, piece.calls, request.parts, paced, joining);
    const covers = piece.isReadable ? { range: piece.range, parts: brought.whole } : null;
    const more = await tools.store.keep({
      account: tools.account,
      lease: tools.lease,
      ...times,
      covers: covers && { ...covers, ...(heldSince !== null && { heldSince: heldSince(piece.calls) }) },
      calls: brought.calls,
    });
    for (const key of ['added', 'changed', 'removed'] as const) kept[key] += more[key];
    problems.push(...piece.problems, ...brought.problems);
    if (covers === null || brought.whole.length < request.parts.length) uncovered.push(piece.range);
  }
  if (failure !== null) throw failure;
  return { through: pieces.through(), kept, calls: pieces.calls(), uncovered, problems };
}

/** What a list passes over is missing for good: one that ends before its range does is believed as far as it came. */
const endedEarly = ({ key }: Provider, through: Instant, { from }: TimeRange): ProviderError => {
  const [came, end] = [through, from].map((instant) => new Date(instant).toISOString());
  return new ProviderError(
    key,
    'unreadable',
    `the list of the calls of ${key} ended at ${came}, and should reach ${end}`,
  );
};

/** A vendor that hangs holds the sync no longer than this: ten pages and the waits between them. */
const longestMs = ({ deadlineMs }: Provider): number => 12 * deadlineMs;

/** What takes too long is a failure of the vendor; that the caller has gone is none. */
const inTime =
  ({ provider, paced }: ReadingTools, signal: AbortSignal): Paced =>
  (ask) =>
    paced(ask).catch((error: unknown) => {
      if (!(error instanceof DeadlinePassed) || signal.aborted) throw error;
      const seconds = Math.round(longestMs(provider) / 1000);
      const message = `${provider.key} brought no ten pages of its history within ${seconds} seconds`;
      throw new ProviderError(provider.key, 'timed-out', message, { cause: error });
    });

type Piece = {
  readonly range: TimeRange;
  readonly calls: readonly CallSession[];
  /** Whether every row of it could be read. */
  readonly isReadable: boolean;
  readonly problems: readonly ProviderError[];
};

/** Pages put together, as long as all their rows can be read: a row that cannot may have started anywhere in its page. */
function createPieces({ from, to }: TimeRange) {
  const done: Piece[] = [];
  let open: { from: Instant; to: Instant; calls: CallSession[] } = { from: to, to, calls: [] };
  let calls = 0;
  const close = (): void => {
    const range = { from: open.from, to: open.to };
    if (!isEmptyRange(range)) done.push({ range, calls: open.calls, isReadable: true, problems: [] });
    open = { from: range.from, to: range.from, calls: [] };
  };
  return {
    add(page: CallPage): void {
      calls += page.calls.length;
      const through = Math.max(page.through, from);
      if ((page.problems ?? []).length === 0) {
        open.from = through;
        for (const call of page.calls) open.calls.push(call);
        return;
      }
      close();
      const range = { from: through, to: open.to };
      done.push({ range, calls: page.calls, isReadable: false, problems: page.problems ?? [] });
      open = { from: through, to: through, calls: [] };
    },
    through: (): Instant => open.from,
    calls: (): number => calls,
    all(): readonly Piece[] {
      close();
      return done;
    },
  };
}

/**
 * A vendor that has calls from before a span still holds the span, and what it lacks there was removed. One that has none
 * holds no more than what it sends.
 */
async function findHeldSince(
  { provider, paced }: ReadingTools,
  question: Question,
  { from, to }: TimeRange,
  signal: AbortSignal,
): Promise<(calls: readonly CallSession[]) => Instant> {
  const before = { from: provider.historySince(), to: from };
  const pages = question.list({ range: before, direction: 'ASC', expect: 1 }, signal)[Symbol.asyncIterator]();
  try {
    while (!isEmptyRange(before)) {
      const next = await paced(() => pages.next());
      if (next.done === true) break;
      if (next.value.calls.length > 0) return () => -Infinity;
    }
  } finally {
    await pages.return?.();
  }
  return (calls) => calls.reduce((oldest, { startedAt }) => Math.min(oldest, startedAt), to);
}
