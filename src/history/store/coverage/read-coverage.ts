import { SECOND_MS } from '../../../time/instant.ts';
import type { TimeRange } from '../../../time/time-range.ts';
import { type Engine, type Row, type Statement, type Transaction, statement } from '../engine.ts';
import type { Account } from '../account.ts';
import type { KeptSpan } from '../kept-page.ts';
import { CALL_PARTS, type CallPart } from '../vendor-reading.ts';
import { type StoredSpan, intersectParts, overlaySpan, cutOut } from './overlay-span.ts';

/** Half-open, in whole seconds. */
export type Seconds = { readonly from: number; readonly to: number };

/** The whole seconds whose calls all lie in a range. */
export const toSeconds = ({ from, to }: TimeRange): Seconds => ({
  from: Math.ceil(from / SECOND_MS),
  to: Math.ceil(to / SECOND_MS),
});

/** Asks for the spans that touch a range, of all parts. */
export const selectSpans = (account: Account, { from, to }: Seconds): Statement =>
  statement(spansBetween('$1', 'CAST($2 AS BIGINT)', 'CAST($3 AS BIGINT)'), [account.id, from, to]);

/**
 * The same for ends that SQL knows. Spans of one part do not overlap: the first that touches a range is the last that
 * begins no later, and none before it is looked at.
 */
export const spansBetween = (account: string, from: string, to: string): string =>
  `WITH range (first_second, end_second) AS (SELECT ${from}, ${to}), parts (part) AS (VALUES ${PARTS})
   SELECT s.part, s.from_second, s.to_second, s.read_at, s.is_settled
   FROM range CROSS JOIN parts JOIN spans s ON s.account = ${account} AND s.part = parts.part
     AND s.from_second < end_second AND s.to_second > first_second
     AND s.from_second >= COALESCE(
       (SELECT MAX(b.from_second) FROM spans b
        WHERE b.account = ${account} AND b.part = parts.part AND b.from_second <= first_second), first_second)
   ORDER BY s.from_second`;

const PARTS = CALL_PARTS.map((part) => `('${part}')`).join(', ');

/** What is kept with all of the parts within a range. */
export function toCoverage(rows: readonly Row[], within: Seconds, parts: readonly CallPart[]): KeptSpan[] {
  const distinct = [...new Set<CallPart>(['calls', ...parts])];
  return intersectParts(distinct.map((part) => rows.filter((row) => row['part'] === part).map(toSpan)))
    .map((span) => ({ ...span, from: Math.max(span.from, within.from), to: Math.min(span.to, within.to) }))
    .filter(({ from, to }) => from < to)
    .map(({ from, to, readAt, isSettled }) => ({
      range: { from: from * SECOND_MS, to: to * SECOND_MS },
      readAt,
      isSettled,
    }));
}

export async function readCoverage(
  engine: Engine,
  account: Account,
  range: TimeRange,
  parts: readonly CallPart[],
): Promise<KeptSpan[]> {
  const within = toSeconds(range);
  const [rows = []] = await engine.read([selectSpans(account, within)]);
  return toCoverage(rows, within, parts);
}

/** Writes that a span was read whole, in the transaction of its rows. Where it was settled and where not is told apart. */
export async function writeCoverage(
  { run }: Transaction,
  account: Account,
  covered: Seconds & { readonly readAt: number; readonly settledThrough: number },
  parts: readonly CallPart[],
): Promise<void> {
  const { from, to, readAt } = covered;
  const border = Math.min(Math.max(Math.floor(covered.settledThrough / SECOND_MS), from), to);
  const laid = [
    { from, to: border, readAt, isSettled: true },
    { from: border, to, readAt, isSettled: false },
  ].filter((span) => span.from < span.to);
  for (const part of parts) {
    // Those that end or begin where this one does may become one with it.
    const rows = await run(
      `DELETE FROM spans WHERE account = $1 AND part = $2 AND to_second >= $3 AND from_second <= $4
       RETURNING from_second, to_second, read_at, is_settled`,
      [account.id, part, from, to],
    );
    const known = rows.map(toSpan).sort((a, b) => a.from - b.from);
    await insertSpans(run, account, part, laid.reduce(overlaySpan, known));
  }
}

/** Takes back that anything before a second was read whole. */
export async function cutCoverageBefore({ run }: Transaction, account: Account, second: number): Promise<void> {
  const rows = await run(
    `DELETE FROM spans WHERE account = $1 AND from_second < $2
     RETURNING part, from_second, to_second, read_at, is_settled`,
    [account.id, second],
  );
  for (const row of rows)
    await insertSpans(run, account, row['part'] as CallPart, cutOut(toSpan(row), { from: -Infinity, to: second }));
}

async function insertSpans(
  run: Transaction['run'],
  account: Account,
  part: CallPart,
  spans: readonly StoredSpan[],
): Promise<void> {
  for (const { from, to, readAt, isSettled } of spans)
    await run(
      `INSERT INTO spans (account, part, from_second, to_second, read_at, is_settled) VALUES ($1, $2, $3, $4, $5, $6)`,
      [account.id, part, from, to, readAt, isSettled ? 1 : 0],
    );
}

export const toSpan = (row: Row): StoredSpan => ({
  from: row['from_second'] as number,
  to: row['to_second'] as number,
  readAt: row['read_at'] as number,
  isSettled: row['is_settled'] === 1,
});
