import type { TimeRange } from '../../../time/time-range.ts';
import { selectChangedDays } from '../changed-days.ts';
import { selectSpans, toCoverage, toSeconds } from '../coverage/read-coverage.ts';
import type { Engine } from '../engine.ts';
import type { Account } from '../account.ts';
import type { KeptDays } from '../grouped-calls.ts';
import type { CallPart } from '../vendor-reading.ts';

/** Reads coverage and changes; see `HistoryStore.readDays`. */
export async function readDays(
  engine: Engine,
  account: Account,
  range: TimeRange,
  parts: readonly CallPart[],
): Promise<KeptDays> {
  const span = toSeconds(range);
  const [spans = [], days = []] = await engine.read([selectSpans(account, span), selectChangedDays(account, span)]);
  const changes = new Map(days.map((row) => [row['day'] as number, row['number'] as number]));
  return { coverage: toCoverage(spans, span, parts), changeOf: (day) => changes.get(day) ?? 0 };
}
