import { SECOND_MS } from '../../time/instant.ts';
import { type Account, addCalls, lockAccount } from './account.ts';
import { noteChangedDays } from './changed-days.ts';
import { dropOldRemovals } from './changes/drop-old-removals.ts';
import { dropRemovals, numberChanges, writeRemovals } from './changes/number-changes.ts';
import { type Seconds, selectSpans, toSeconds, toSpan, writeCoverage } from './coverage/read-coverage.ts';
import type { StoredSpan } from './coverage/overlay-span.ts';
import type { Engine, Row, Transaction } from './engine.ts';
import type { Kept, ReadCall, VendorReading, Remapping } from './vendor-reading.ts';
import { checkLease } from './lease.ts';
import { toOrderText } from './order-text.ts';
import { type KnownCall, type MergedCall, findKnownCalls, mergeCall } from './rows/known-call.ts';
import { deleteCalls, touchCalls, writeCalls } from './rows/write-calls.ts';
import { withoutForgotten } from './tombstones.ts';
import { dropTranscriptsOf } from './transcripts/drop-transcripts.ts';

/** Keeps a reading; see `HistoryStore.keep`. */
export function keep(engine: Engine, reading: VendorReading): Promise<Kept> {
  const { account, lease, readAt, covers } = reading;
  return engine.write(async (transaction) => {
    const retainedFrom = await lockAccount(transaction, account);
    if (lease) await checkLease(transaction, lease);

    const young = distinct(reading.calls).filter(({ call }) => !call || secondOf(call) >= retainedFrom);
    const calls = await withoutForgotten(transaction, account, young);
    const known = await findKnownCalls(transaction, account, calls.map(idOf));
    const later = await findLaterSpans(transaction, reading, calls);
    const merged = calls.flatMap((call) => {
      const before = known.get(idOf(call));
      // A later reading of that second did not see it: it is gone, or stands elsewhere by now.
      if (before === undefined && call.call && later.some(isWithin(secondOf(call.call)))) return [];
      return mergeCall(before, call, readAt, account.key) ?? [];
    });

    const span = covers && cutBefore(toSeconds(covers.range), retainedFrom);
    const gone = span && covers.parts.includes('calls') ? await findGone(transaction, reading, span, calls) : [];
    const kept = await writeDifferences(transaction, account, { merged, gone });
    await touchCalls(
      transaction,
      merged.filter(({ isDifferent }) => !isDifferent),
      readAt,
    );
    if (span)
      await writeCoverage(
        transaction,
        account,
        { ...span, readAt, settledThrough: reading.settledThrough },
        covers.parts,
      );
    return kept;
  });
}

/** Writes calls again as a newer mapper has them; see `HistoryStore.remap`. */
export function remap(engine: Engine, { account, lease, calls }: Remapping): Promise<Kept> {
  return engine.write(async (transaction) => {
    await lockAccount(transaction, account);
    if (lease) await checkLease(transaction, lease);
    const known = await findKnownCalls(transaction, account, calls.map(idOf));
    const merged = distinct(calls).flatMap((call) => {
      const before = known.get(idOf(call));
      return before === undefined ? [] : (mergeCall(before, call, null, account.key) ?? []);
    });
    return writeDifferences(transaction, account, { merged });
  });
}

/** What the feed must know of a call that goes. */
export type GoneCall = Pick<KnownCall, 'row' | 'nativeId' | 'startSecond'>;

export const toGone = (row: Row): GoneCall => ({
  row: row['call'] as number,
  nativeId: row['native_id'] as string,
  startSecond: row['start_second'] as number,
});

/** Writes calls that are new or differ, drops those that are gone, and tells the feed. */
export async function writeDifferences(
  transaction: Transaction,
  account: Account,
  { merged = [], gone = [] }: { readonly merged?: readonly MergedCall[]; readonly gone?: readonly GoneCall[] },
): Promise<Kept> {
  const different = merged.filter(({ isDifferent }) => isDifferent);
  const added = different.filter(({ known }) => known === undefined);
  const places = await numberChanges(transaction, different.length + gone.length);

  await deleteCalls(transaction, gone);
  await dropTranscriptsOf(transaction, account, gone);
  await writeRemovals(
    transaction,
    account,
    gone.map((call, index) => ({ ...call, ...places[index]! })),
  );
  if (gone.length > 0) await dropOldRemovals(transaction, places[0]!.at);
  const back = await dropRemovals(transaction, account, added.map(idOf));
  const written = await writeCalls(
    transaction,
    account,
    different.map((call, index) => ({ ...call, ...places[gone.length + index]!, isBack: back.has(idOf(call)) })),
  );
  const before = [...gone, ...different.flatMap(({ known }) => known ?? [])].map(({ startSecond }) => startSecond);
  const newest = places.at(-1);
  if (newest) await noteChangedDays(transaction, account, [...before, ...written], newest.number);
  if (added.length !== gone.length) await addCalls(transaction, account, added.length - gone.length);
  return { added: added.length, changed: different.length - added.length, removed: gone.length };
}

/** Calls that are kept in a span which was read whole, but which the reading lacks. */
async function findGone(
  { run }: Transaction,
  { account, readAt, covers }: VendorReading,
  span: Seconds,
  calls: readonly ReadCall[],
): Promise<GoneCall[]> {
  const heldSince = Math.ceil((covers?.heldSince ?? -Infinity) / SECOND_MS);
  const rows = await run(
    `SELECT call, native_id, start_second FROM calls
     WHERE account = $1 AND start_second >= $2 AND start_second < $3 AND read_at <= $4`,
    [account.id, Math.max(span.from, heldSince), span.to, readAt],
  );
  const present = new Set(calls.map(idOf));
  return rows.map(toGone).filter(({ nativeId }) => !present.has(nativeId));
}

/** Spans that hold starts of these calls and were read whole later than they. */
async function findLaterSpans(
  { run }: Transaction,
  { account, readAt }: VendorReading,
  calls: readonly ReadCall[],
): Promise<StoredSpan[]> {
  const seconds = calls.flatMap(({ call }) => (call ? secondOf(call) : []));
  if (seconds.length === 0) return [];
  const reach = { from: seconds.reduce((a, b) => Math.min(a, b)), to: seconds.reduce((a, b) => Math.max(a, b)) + 1 };
  const { sql, values } = selectSpans(account, reach);
  const rows = await run(sql, values);
  return rows.filter((row) => row['part'] === 'calls' && (row['read_at'] as number) > readAt).map(toSpan);
}

const isWithin =
  (second: number) =>
  ({ from, to }: StoredSpan): boolean =>
    second >= from && second < to;

const secondOf = ({ startedAt }: { readonly startedAt: number }): number => Math.floor(startedAt / SECOND_MS);

const idOf = ({ nativeId }: { readonly nativeId: string }): string => toOrderText(nativeId);

/** Each call once, as it was read last. */
const distinct = (calls: readonly ReadCall[]): ReadCall[] => [
  ...new Map(calls.map((call) => [call.nativeId, call])).values(),
];

function cutBefore({ from, to }: Seconds, second: number): Seconds | null {
  const start = Math.max(from, second);
  return start < to ? { from: start, to } : null;
}
