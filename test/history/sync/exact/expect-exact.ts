import type { Account } from '../../../../src/history/store/account.ts';
import type { HistoryStore } from '../../../../src/history/store/history-store.ts';
import { CALL_PARTS } from '../../../../src/history/store/vendor-reading.ts';
import { HOUR_MS, type Instant } from '../../../../src/time/instant.ts';
import { EVER, readKept } from '../sync-world.ts';
import type { ChangingVendor } from './changing-vendor.ts';
import type { ExactVendor } from './exact-vendors.ts';

/** Thrown where what is kept, or what is shown of it, is not what the vendor held. */
export class NotExact extends Error {}

/** What was kept when: the end of each reading by its beginning. */
export type ReadingEnds = ReadonlyMap<Instant, Instant>;

/** What is kept must be what the vendor held at some moment of its reading; what is covered must be all of it. */
export async function expectExact(
  store: HistoryStore,
  account: Account,
  { isSame, hasRecording }: ExactVendor,
  changing: ChangingVendor,
  ends: ReadingEnds,
): Promise<void> {
  const kept = await readKept(store, account, EVER);
  const endOf = (readAt: Instant): Instant => ends.get(readAt) ?? readAt;
  for (const { call, costs, readAt } of kept) {
    const held = changing.heldWithin(call.nativeId, readAt, endOf(readAt));
    if (!held.some((one) => one !== null && isSame({ call, costs, readAt }, one)))
      throw new NotExact(`${call.nativeId} is kept as it was not when it was read`);
  }
  const byId = new Map(kept.map((one) => [one.call.nativeId, one]));
  for (const { range, readAt } of await store.coverage(account, EVER, ['calls'])) {
    for (const id of changing.heldThroughout(range, readAt, endOf(readAt)))
      if (!byId.has(id)) throw new NotExact(`${id} is missing from a span that was read whole`);
    for (const one of kept) {
      const { startedAt, nativeId } = one.call;
      if (startedAt >= range.from && startedAt < range.to && one.readAt < readAt)
        throw new NotExact(`${nativeId} is still there after a span was read whole without it`);
    }
  }
  for (const { range, readAt } of await store.coverage(account, EVER, CALL_PARTS))
    for (const { call } of kept) {
      // A call that a filtered reading has brought has no recordings until they are read.
      if (call.startedAt < range.from || call.startedAt >= range.to || call.recordings === undefined) continue;
      // Recordings come some time after their calls.
      if (call.startedAt > readAt - 2 * HOUR_MS) continue;
      const shown = (call.recordings ?? []).length > 0;
      const held = changing.heldWithin(call.nativeId, readAt, Infinity);
      // A call that went while it was read has none left.
      if (!held.some((one) => (one === null ? false : (hasRecording(one) ?? shown)) === shown))
        throw new NotExact(`the recordings of ${call.nativeId} are older than their coverage says`);
    }
}
