import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type HistoryStore, createHistoryStore } from '../../../src/history/store/history-store.ts';
import type { Account } from '../../../src/history/store/account.ts';
import type { KeptCall } from '../../../src/history/store/kept-page.ts';
import type { VendorReading } from '../../../src/history/store/vendor-reading.ts';
import { openEngine } from '../../../src/history/store/open-history-store.ts';
import { SECOND_MS } from '../../../src/time/instant.ts';
import { REQUEST, START, applyChanges, callAt, emptyEngine, readAll, readingOf, walkChanges } from './store-world.ts';

/** A minute of a vendor's history, in which calls appear, change and go. */
const SECONDS = 60;
const WHOLE = { from: START, to: START + SECONDS * SECOND_MS };
type Vendor = ReadonlyMap<number, string>;

type Step =
  | { readonly do: 'set'; readonly call: number; readonly note: string }
  | { readonly do: 'drop'; readonly call: number }
  | { readonly do: 'read'; readonly from: number; readonly length: number; readonly how: 'whole' | 'filtered' }
  | { readonly do: 'keep'; readonly which: number };

const second = fc.integer({ min: 0, max: SECONDS - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('set' as const), call: second, note: fc.constantFrom('a', 'b', 'c') }),
  fc.record({ do: fc.constant('drop' as const), call: second }),
  fc.record({
    do: fc.constant('read' as const),
    from: second,
    length: fc.integer({ min: 1, max: 30 }),
    how: fc.constantFrom('whole' as const, 'whole' as const, 'filtered' as const),
  }),
  fc.record({ do: fc.constant('keep' as const), which: fc.nat() }),
);

describe('readings that are kept in any order', async () => {
  const engine = await openEngine({ kind: 'memory' }, { as: 'server', onSetAside: () => {} });
  afterAll(() => engine.close());

  it('leave in every covered span what the vendor held when it was read, and a feed that tells the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 100, size: 'max' }), async (steps) => {
        await emptyEngine(engine);
        const store = createHistoryStore(engine);
        const { account } = await store.openAccount(REQUEST);
        const versions: Vendor[] = [new Map()];
        let pending: VendorReading[] = [];
        const keepAt = async (index: number): Promise<void> => {
          const [reading] = pending.splice(index, 1);
          await store.keep(reading!);
          await expectTrue(store, account, versions);
        };
        for (const one of steps) {
          const now = new Map(versions.at(-1));
          if (one.do === 'set') now.set(one.call, one.note);
          else if (one.do === 'drop') now.delete(one.call);
          else if (one.do === 'read') pending = [...pending, read(account, now, one, versions.length)];
          else if (pending.length > 0) await keepAt(one.which % pending.length);
          // Every step is a moment of its own.
          versions.push(now);
        }
        while (pending.length > 0) await keepAt(0);
      }),
      { numRuns: 150 },
    );
  });
});

/** What a vendor answers at a moment, over some seconds; a filter lets every second call through and covers nothing. */
function read(
  account: Account,
  vendor: Vendor,
  { from, length, how }: Step & { do: 'read' },
  readAt: number,
): VendorReading {
  const calls = [...vendor]
    .filter(([call]) => call >= from && call < from + length && (how === 'whole' || call % 2 === 0))
    .map(([call, note]) => callAt(`n${call}`, call, { note }));
  const range = { from: START + from * SECOND_MS, to: START + (from + length) * SECOND_MS };
  return readingOf(account, calls, { readAt, covers: how === 'whole' ? { range, parts: ['calls'] } : null });
}

async function expectTrue(store: HistoryStore, account: Account, versions: readonly Vendor[]): Promise<void> {
  const kept = await readAll(store, account, WHOLE);
  const numberOf = ({ call }: KeptCall): number => Number(call.nativeId.slice(1));
  const wrong = kept.filter((one) => versions[one.readAt]?.get(numberOf(one)) !== one.call.note);
  expect(wrong).toEqual([]);

  for (const { range, readAt } of await store.coverage(account, WHOLE, [])) {
    const isIn = (call: number): boolean =>
      START + call * SECOND_MS >= range.from && START + call * SECOND_MS < range.to;
    const held = [...versions[readAt]!.keys()].filter(isIn);
    const rows = new Map(kept.filter((one) => isIn(numberOf(one))).map((one) => [numberOf(one), one.readAt]));
    expect(held.filter((call) => (rows.get(call) ?? -1) < readAt)).toEqual([]);
    expect([...rows].filter(([call, at]) => at <= readAt && !held.includes(call))).toEqual([]);
  }

  const changes = await walkChanges(store);
  expect(new Set(changes.map(({ nativeId }) => nativeId)).size).toBe(changes.length);
  const copy = applyChanges(new Map(), changes);
  const notes = (calls: Iterable<KeptCall>) => [...calls].map((one) => [numberOf(one), one.call.note]).sort();
  expect(notes(copy.values())).toEqual(notes(kept));
  expect((await store.listAccounts())[0]!.calls).toBe(kept.length);
}
