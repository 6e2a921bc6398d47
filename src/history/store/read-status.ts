import { SECOND_MS } from '../../time/instant.ts';
import { type TimeRange, intersectRanges } from '../../time/time-range.ts';
import { selectSpans, toCoverage, toSeconds } from './coverage/read-coverage.ts';
import { type Engine, statement } from './engine.ts';
import type { Account } from './account.ts';
import type { KeptSpan, KeptStatus } from './kept-page.ts';
import type { CallPart } from './vendor-reading.ts';

/** Figures of one account; see `HistoryStore.status`. */
export async function readStatus(
  engine: Engine,
  account: Account,
  range: TimeRange,
  parts: readonly CallPart[],
): Promise<KeptStatus> {
  const within = toSeconds({ from: range.from, to: Number.MAX_SAFE_INTEGER });
  const [[row] = [], [newest] = [], [said] = [], spans = []] = await engine.read([
    statement('SELECT calls FROM accounts WHERE account = $1', [account.id]),
    statement(
      "SELECT MAX(to_second) AS through, MAX(read_at) AS read_at FROM spans WHERE account = $1 AND part = 'calls'",
      [account.id],
    ),
    statement('SELECT COUNT(*) AS kept FROM transcripts WHERE account = $1 AND characters > 0', [account.id]),
    selectSpans(account, within),
  ]);
  const settled = toCoverage(spans, within, parts).filter(({ isSettled }) => isSettled);
  const through = newest?.['through'] as number | null | undefined;
  return {
    calls: (row?.['calls'] as number | undefined) ?? 0,
    transcripts: (said?.['kept'] as number | undefined) ?? 0,
    kept: newestStretch(settled),
    followedThrough: through == null ? null : through * SECOND_MS,
    lastReadAt: (newest?.['read_at'] as number | null | undefined) ?? null,
    progress: shareOf(settled, range),
  };
}

function newestStretch(spans: readonly KeptSpan[]): TimeRange | null {
  const last = spans.at(-1);
  if (last === undefined) return null;
  let from = last.range.from;
  for (const { range } of spans.toReversed()) {
    if (range.to < from) break;
    from = Math.min(from, range.from);
  }
  return { from, to: last.range.to };
}

function shareOf(spans: readonly KeptSpan[], range: TimeRange): number {
  const length = range.to - range.from;
  if (length <= 0) return 1;
  const kept = spans
    .map((span) => intersectRanges(span.range, range))
    .reduce((sum, { from, to }) => sum + to - from, 0);
  return Math.min(1, kept / length);
}
