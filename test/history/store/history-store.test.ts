import { describe, expect, it } from 'vitest';
import type { CallSession } from '../../../src/domain/call-session.ts';
import { compareText } from '../../../src/domain/call-session.ts';
import { sumMoney } from '../../../src/domain/money.ts';
import type { Account } from '../../../src/history/store/account.ts';
import type { HistoryStore } from '../../../src/history/store/history-store.ts';
import { CALL_PARTS, type CallPart } from '../../../src/history/store/vendor-reading.ts';
import { HOUR_MS, SECOND_MS } from '../../../src/time/instant.ts';
import {
  READ_AT,
  REQUEST,
  SPAN,
  START,
  applyChanges,
  callAt,
  idsOf,
  readAll,
  readingOf,
  storeWorlds,
  walkChanges,
} from './store-world.ts';

describe.each(storeWorlds())('a history store over $name', (world) => {
  const { isLeftOut } = world;
  async function open(): Promise<{ store: HistoryStore; account: Account }> {
    const store = await world.openEmpty();
    const { account } = await store.openAccount(REQUEST);
    return { store, account };
  }

  describe.skipIf(isLeftOut)('keeps readings', () => {
    it('gives back a call as it was read, with every part', async () => {
      const { store, account } = await open();
      const call = callAt('a', 5, WHOLE);
      const costs = {
        session: { amount: '0.10', currency: 'EUR' },
        legs: new Map([['a:0', { amount: '0.1', currency: null }]]),
      };
      await store.keep(readingOf(account, [{ nativeId: 'a', call, costs }]));
      const [kept] = await store.getCalls(account, ['a'], ['legs', 'recordings', 'costs']);
      expect(kept).toEqual({ call, costs, readAt: READ_AT });
    });

    it('tells a part that was not read from one that is empty', async () => {
      const { store, account } = await open();
      await store.keep(readingOf(account, [callAt('a', 1, { legs: undefined, recordings: [], agents: undefined })]));
      const [kept] = await store.getCalls(account, ['a'], ['legs', 'recordings', 'costs']);
      expect(kept!.call).toMatchObject({ recordings: [] });
      expect([kept!.call.legs, kept!.call.agents, kept!.costs]).toEqual([undefined, undefined, undefined]);
    });

    it('brings only the parts that were asked for', async () => {
      const { store, account } = await open();
      await store.keep(readingOf(account, [callAt('a', 1, WHOLE)]));
      const [kept] = await store.getCalls(account, ['a'], ['recordings']);
      expect(kept!.call.legs).toBeUndefined();
      expect(kept!.call.recordings).toHaveLength(1);
    });

    it('covers what was read whole, and nothing of a reading that covers nothing', async () => {
      const { store, account } = await open();
      await store.keep(readingOf(account, [callAt('a', 1)], { covers: null }));
      expect(await store.coverage(account, SPAN, [])).toEqual([]);
      expect(idsOf(await readAll(store, account))).toEqual(['a']);
      await store.keep(readingOf(account, [callAt('a', 1)], { readAt: READ_AT + 1 }));
      expect(await store.coverage(account, SPAN, ['legs'])).toEqual([
        { range: SPAN, readAt: READ_AT + 1, isSettled: true },
      ]);
    });

    it('covers a range only with parts that were all read, as of the oldest', async () => {
      const { store, account } = await open();
      await store.keep(readingOf(account, [], { covers: { range: SPAN, parts: ['calls'] } }));
      const half = { from: SPAN.from, to: START + HOUR_MS / 2 };
      await store.keep(readingOf(account, [], { readAt: READ_AT + 5, covers: { range: half, parts: ['legs'] } }));
      expect(await store.coverage(account, SPAN, ['calls', 'legs'])).toEqual([
        { range: half, readAt: READ_AT, isSettled: true },
      ]);
      expect(await store.coverage(account, SPAN, ['recordings'])).toEqual([]);
    });

    it('tells what was settled when it was read from what was still open', async () => {
      const { store, account } = await open();
      const settledThrough = START + HOUR_MS / 4;
      await store.keep(readingOf(account, [], { settledThrough }));
      expect(await store.coverage(account, SPAN, [])).toEqual([
        { range: { from: START, to: settledThrough }, readAt: READ_AT, isSettled: true },
        { range: { from: settledThrough, to: SPAN.to }, readAt: READ_AT, isSettled: false },
      ]);
    });

    it('takes a call that a whole reading lacks for gone, and no other', async () => {
      const { store, account } = await open();
      const outside = callAt('outside', 3600);
      await store.keep(readingOf(account, [callAt('a', 1), callAt('b', 2), outside]));
      await store.keep(readingOf(account, [callAt('a', 1)], { readAt: READ_AT + 1, covers: null }));
      expect(idsOf(await readAll(store, account))).toEqual(['a', 'b']);
      const kept = await store.keep(readingOf(account, [callAt('a', 1)], { readAt: READ_AT + 2 }));
      expect(kept).toEqual({ added: 0, changed: 0, removed: 1 });
      expect(await store.getCalls(account, ['a', 'b', 'outside'], [])).toMatchObject([{}, null, {}]);
    });

    it('keeps what the vendor no longer holds', async () => {
      const { store, account } = await open();
      await store.keep(readingOf(account, [callAt('old', 1), callAt('young', 1800)]));
      const heldSince = START + HOUR_MS / 4;
      await store.keep(
        readingOf(account, [], { readAt: READ_AT + 1, covers: { range: SPAN, parts: ['calls'], heldSince } }),
      );
      expect(idsOf(await readAll(store, account))).toEqual(['old']);
    });

    it('removes nothing on a reading of other parts alone', async () => {
      const { store, account } = await open();
      await store.keep(readingOf(account, [callAt('a', 1), callAt('b', 2)]));
      const later = { readAt: READ_AT + 1, covers: { range: SPAN, parts: ['recordings'] as const } };
      const recordings = WHOLE.recordings!.map((recording) => ({ ...recording, sessionId: 'a' }));
      const kept = await store.keep(
        readingOf(
          account,
          [
            { nativeId: 'a', recordings },
            { nativeId: 'unknown', recordings },
          ],
          later,
        ),
      );
      expect(kept).toEqual({ added: 0, changed: 1, removed: 0 });
      const [a] = await store.getCalls(account, ['a'], ['recordings']);
      expect(a!.call.recordings).toEqual(recordings);
    });

    it('moves a call whose start was corrected', async () => {
      const { store, account } = await open();
      await store.keep(readingOf(account, [callAt('a', 1), callAt('b', 2)]));
      await store.keep(readingOf(account, [callAt('a', 3), callAt('b', 2)], { readAt: READ_AT + 1 }));
      expect(idsOf(await readAll(store, account))).toEqual(['b', 'a']);
    });

    it('leaves a later reading alone when an earlier one comes behind it', async () => {
      const { store, account } = await open();
      await store.keep(readingOf(account, [callAt('a', 1, { note: 'new' })], { readAt: READ_AT + 9 }));
      const kept = await store.keep(readingOf(account, [callAt('a', 1, { note: 'old' }), callAt('gone', 2)]));
      expect(kept).toEqual({ added: 0, changed: 0, removed: 0 });
      await store.keep(readingOf(account, []));
      const [a, gone] = await store.getCalls(account, ['a', 'gone'], []);
      expect([a!.call.note, a!.readAt, gone]).toEqual(['new', READ_AT + 9, null]);
      expect(await store.coverage(account, SPAN, [])).toEqual([{ range: SPAN, readAt: READ_AT + 9, isSettled: true }]);
    });

    it('notes that a call was read again though nothing differs', async () => {
      const { store, account } = await open();
      await store.keep(readingOf(account, [callAt('a', 1)]));
      const kept = await store.keep(readingOf(account, [callAt('a', 1)], { readAt: READ_AT + 9 }));
      expect(kept).toEqual({ added: 0, changed: 0, removed: 0 });
      expect((await store.getCalls(account, ['a'], []))[0]!.readAt).toBe(READ_AT + 9);
    });

    it('makes a call of what is written once, whichever part was asked for first, and never shows it as it was', async () => {
      const { store, account } = await open();
      const other = world.openAgain();
      const read = async (parts: readonly CallPart[]) => (await store.getCalls(account, ['a'], parts))[0]!;
      await store.keep(readingOf(account, [callAt('a', 1, { ...WHOLE, note: 'first' })]));
      expect(await read(['legs'])).toBe(await read(['legs']));
      expect(await read(['recordings'])).toEqual((await other.getCalls(account, ['a'], ['recordings']))[0]);
      expect(await read(CALL_PARTS)).toEqual((await other.getCalls(account, ['a'], CALL_PARTS))[0]);
      expect((await readAll(store, account))[0]).toBe(await read(CALL_PARTS));

      await other.keep(readingOf(account, [callAt('a', 1, { ...WHOLE, note: 'second' })], { readAt: READ_AT + 1 }));
      expect((await read(['legs'])).call).toMatchObject({ note: 'second' });
      const third = callAt('a', 1, { ...WHOLE, note: 'second', recordings: [] });
      await other.keep(readingOf(account, [third], { readAt: READ_AT + 2 }));
      expect(await read(CALL_PARTS)).toEqual({ call: third, costs: undefined, readAt: READ_AT + 2 });
      await other.keep(readingOf(account, [third], { readAt: READ_AT + 3 }));
      expect((await read(CALL_PARTS)).readAt).toBe(READ_AT + 3);
    });

    it('writes rows and coverage together or not at all', async () => {
      const { store, account } = await open();
      const broken = { ...callAt('b', 2), row: { toJSON: () => failLoudly() } };
      await expect(store.keep(readingOf(account, [callAt('a', 1), broken]))).rejects.toThrow('cannot be written');
      const unknown = { ...account, id: account.id + 1 };
      await expect(store.keep(readingOf(unknown, [callAt('a', 1)]))).rejects.toMatchObject({ kind: 'begun-anew' });
      expect(await readAll(store, account)).toEqual([]);
      expect(await store.coverage(account, SPAN, [])).toEqual([]);
      expect(await walkChanges(store)).toEqual([]);
    });
  });

  describe.skipIf(isLeftOut)('reads pages', () => {
    it('in order of start and id, forwards and backwards, the calls of one second together', async () => {
      const { store, account } = await open();
      const calls = Array.from({ length: 40 }, (_, index) => callAt(`n${(index * 7) % 40}`, Math.floor(index / 4)));
      await store.keep(readingOf(account, calls));
      const inOrder = calls
        .toSorted((a, b) => a.startedAt - b.startedAt || compareText(a.nativeId, b.nativeId))
        .map(({ nativeId }) => nativeId);
      expect(idsOf(await readAll(store, account))).toEqual(inOrder);

      const page = await store.readPage({ account, range: SPAN, direction: 'DESC', limit: 6, parts: [] });
      expect(idsOf(page.calls)).toEqual(inOrder.toReversed().slice(0, 8));
      expect(page.through).toBe(START + 8 * SECOND_MS);
      expect(page.coverage).toEqual([{ range: { from: page.through, to: SPAN.to }, readAt: READ_AT, isSettled: true }]);
      const range = { from: SPAN.from, to: page.through };
      const next = await store.readPage({ account, range, direction: 'DESC', limit: 100, parts: [] });
      expect(idsOf(next.calls)).toEqual(inOrder.toReversed().slice(8));
      expect(next.through).toBe(SPAN.from);
    });

    it('to the very ends of a range that lie within seconds', async () => {
      const { store, account } = await open();
      await store.keep(readingOf(account, [callAt('early', 1), callAt('in', 2), callAt('late', 3)]));
      const range = { from: START + 1001, to: START + 2999 };
      const page = { account, range, limit: 1, parts: [] };
      const down = await store.readPage({ ...page, direction: 'DESC' });
      expect([idsOf(down.calls), down.through]).toEqual([['in'], range.from]);
      const up = await store.readPage({ ...page, direction: 'ASC' });
      expect([idsOf(up.calls), up.through]).toEqual([['in'], range.to]);
    });

    it('in pieces of a long range whose filter matches few, without leaving any out', async () => {
      const { store, account } = await open();
      const calls = Array.from({ length: 2600 }, (_, index) =>
        callAt(`n${index}`, index, {
          agents: [{ provider: 'portal', nativeId: 'busy' }],
          outcome: index % 1300 === 7 ? 'BLOCKED' : 'ANSWERED',
        }),
      );
      await store.keep(readingOf(account, calls));
      for (const direction of ['ASC', 'DESC'] as const) {
        const filter = { agentIds: ['busy'], outcome: ['BLOCKED' as const] };
        const found: string[] = [];
        let [range, pages] = [SPAN, 0];
        while (range.from < range.to) {
          const page = await store.readPage({ account, range, direction, limit: 10, parts: [], filter });
          found.push(...idsOf(page.calls));
          range = direction === 'ASC' ? { ...range, from: page.through } : { ...range, to: page.through };
          pages += 1;
        }
        expect(found.sort()).toEqual(['n1307', 'n7']);
        expect(pages).toBe(2);
      }
    });

    it('orders ids by code unit, past U+FFFF and with lone surrogates, and gives them back unharmed', async () => {
      const { store, account } = await open();
      const ids = [
        'a',
        'B',
        '\u{10000}',
        '\u{10FFFF}',
        '\uE000',
        '\uFFFF',
        '\uD7FF',
        '\uD800',
        '\uDC00',
        '\u0000',
        '\u0001',
        '\u0002',
        'a\u{1F4DE}',
        'a\uFF5E',
        '',
        'é',
        'z',
      ];
      await store.keep(
        readingOf(
          account,
          ids.map((id) => callAt(id, 7)),
        ),
      );
      const inOrder = ids.toSorted(compareText);
      expect(idsOf(await readAll(store, account))).toEqual(inOrder);
      const page = await store.readPage({ account, range: SPAN, direction: 'DESC', limit: 1, parts: [] });
      expect(idsOf(page.calls)).toEqual(inOrder.toReversed());
      expect((await store.getCalls(account, ids, [])).map((kept) => kept?.call.nativeId)).toEqual(ids);
    });

    it('narrows by columns, and never leaves out what matches', async () => {
      const { store, account } = await open();
      await store.keep(
        readingOf(account, [
          callAt('answered', 1, { outcome: 'ANSWERED', durationSeconds: 10, customer: party('+7 906 123-45-67') }),
          callAt('missed', 2, { outcome: 'MISSED', durationSeconds: 0, line: party('89061234567') }),
          callAt('agent', 3, {
            direction: 'OUTBOUND',
            agents: [{ provider: 'portal', nativeId: '12' }],
            recordings: undefined,
          }),
          callAt('leg', 4, { ...WHOLE, direction: 'OUTBOUND', customer: null }),
        ]),
      );
      const idsWith = async (filter: object) =>
        idsOf((await store.readPage({ account, range: SPAN, direction: 'ASC', limit: 9, parts: [], filter })).calls);
      expect(await idsWith({ outcome: ['MISSED'] })).toEqual(['missed']);
      expect(await idsWith({ outcome: ['MISSED', 'ANSWERED'], direction: ['INBOUND'] })).toEqual([
        'answered',
        'missed',
      ]);
      expect(await idsWith({ number: ['8 (906) 1234567'] })).toEqual(['answered', 'missed']);
      expect(await idsWith({ customerNumber: ['9061234567'] })).toEqual(['answered']);
      expect(await idsWith({ lineNumber: ['+79061234567', '+1'] })).toEqual(['missed']);
      expect(await idsWith({ agentIds: ['12', '77'] })).toEqual(['agent', 'leg']);
      expect(await idsWith({ queueIds: ['q'] })).toEqual(['leg']);
      expect(await idsWith({ durationSeconds: { min: 1 } })).toEqual(['answered', 'leg']);
      // What is not known of the recordings of `agent` leaves it in.
      expect(await idsWith({ hasRecording: true })).toEqual(['agent', 'leg']);
      expect(await idsWith({ direction: [] })).toEqual([]);
    });

    it('counts what columns decide, and says so where they do not', async () => {
      const { store, account } = await open();
      await store.keep(
        readingOf(account, [
          callAt('a', 1, { outcome: 'MISSED' }),
          callAt('b', 2),
          callAt('c', 3, { recordings: undefined }),
        ]),
      );
      const countOf = async (filter: object) => (await store.countCalls({ account, range: SPAN, filter })).count;
      expect(await countOf({})).toBe(3);
      expect(await countOf({ outcome: ['ANSWERED'], durationSeconds: {} })).toBe(2);
      expect(await countOf({ hasRecording: false })).toBeNull();
      expect(await countOf({ number: ['123'] })).toBeNull();
      expect((await store.countCalls({ account, range: SPAN })).coverage).toHaveLength(1);
    });

    it('sums money exactly', async () => {
      const { store, account } = await open();
      const amounts = ['0.1', '0.2', '0.30', '12345678901234567890.123456789', '-0.05', '3'];
      await store.keep(
        readingOf(
          account,
          amounts
            .map((amount, index) => callAt(`m${index}`, index, { cost: { amount, currency: 'EUR' } }))
            .concat(
              callAt('none', 50, { cost: null }),
              callAt('other', 51, { cost: { amount: '1.005', currency: null } }),
              callAt('long', 52, { cost: { amount: '999999999999.999', currency: 'USD' } }),
              callAt('long2', 53, { cost: { amount: '0.001', currency: 'USD' } }),
            ),
        ),
      );
      const page = await store.groupCalls({
        ...{ account, filter: {}, borders: [SPAN.from, SPAN.to] },
        ...{ by: new Set(), figures: new Set(['cost']) },
      });
      expect(sumMoney(page!.groups.flatMap(({ figures }) => figures.cost))).toEqual([
        { currency: null, amount: '1.005' },
        { currency: 'EUR', amount: '12345678901234567893.673456789' },
        { currency: 'USD', amount: '1000000000000.000' },
      ]);
    });
  });

  describe.skipIf(isLeftOut)('tells changes', () => {
    it('in the order in which they were noticed, each call once, as it is now', async () => {
      const { store, account } = await open();
      await store.keep(readingOf(account, [callAt('a', 1), callAt('b', 2), callAt('c', 3), callAt('d', 4)]));
      const seen = await walkChanges(store);
      expect(seen.map(({ kind, nativeId }) => [kind, nativeId])).toEqual(
        ['a', 'b', 'c', 'd'].map((id) => ['ADDED', id]),
      );
      const later = [callAt('a', 1, { note: 'called back' }), callAt('c', 3), callAt('d', 4), callAt('e', 0)];
      await store.keep(readingOf(account, later, { readAt: READ_AT + 1 }));
      await store.keep(readingOf(account, later.slice(0, 3), { readAt: READ_AT + 2 }));
      const changes = await walkChanges(store, seen.at(-1)!.place);
      expect(changes.map(({ kind, nativeId }) => [kind, nativeId])).toEqual([
        ['REMOVED', 'b'],
        ['CHANGED', 'a'],
        ['REMOVED', 'e'],
      ]);
      expect(changes[1]).toMatchObject({
        provider: 'portal',
        startedAt: START + SECOND_MS,
        kept: { call: { note: 'called back' } },
      });
      expect((await walkChanges(store)).map(({ nativeId }) => nativeId)).toEqual(['c', 'd', 'b', 'a', 'e']);
    });

    it('so that a copy made of them is what is kept, from wherever it goes on', async () => {
      const { store, account } = await open();
      const copies = [new Map(), new Map(), new Map()] as Map<string, never>[];
      const places: (Awaited<ReturnType<HistoryStore['readChanges']>>['end'] | null)[] = [null, null, null];
      for (let round = 0; round < 12; round++) {
        const calls = Array.from({ length: 15 }, (_, index) =>
          callAt(`n${index}`, index, { note: `${(round * index) % 5}` }),
        );
        await store.keep(
          readingOf(
            account,
            calls.filter((_, index) => (index * 7 + round * 3) % 5 !== 0),
            { readAt: READ_AT + round },
          ),
        );
        for (const [index, copy] of copies.entries()) {
          if (round % (index + 1) !== 0 && round !== 11) continue;
          applyChanges(copy, await walkChanges(store, places[index]));
          places[index] = (await store.readChanges({ after: places[index]!, limit: 1000, parts: [] })).end;
        }
      }
      const kept = new Map((await readAll(store, account)).map((one) => [one.call.nativeId, one.call]));
      for (const copy of copies)
        expect(new Map([...copy].map(([id, one]) => [id, (one as { call: CallSession }).call]))).toEqual(kept);
    });

    it('and is not fooled by the order of a vendor’s fields', async () => {
      const { store, account } = await open();
      await store.keep(readingOf(account, [callAt('a', 1, { row: { X: 1, Y: { Z: 2, W: 3 } } })]));
      const again = callAt('a', 1, { row: { Y: { W: 3, Z: 2 }, X: 1 } });
      expect(await store.keep(readingOf(account, [again], { readAt: READ_AT + 1 }))).toMatchObject({ changed: 0 });
    });

    it('to those who listen', async () => {
      const { store, account } = await open();
      let told = 0;
      const stop = store.watchChanges(() => (told += 1));
      // Once when it is known where the feed stands, and once for the write.
      await expect.poll(() => told, { timeout: 20_000 }).toBe(1);
      await store.keep(readingOf(account, [callAt('a', 1)]));
      expect(told).toBe(2);
      stop();
    });

    it('and refuses a place of another history, or past the end of this one', async () => {
      const { store, account } = await open();
      await store.keep(readingOf(account, [callAt('a', 1)]));
      const { end } = await store.readChanges({ after: null, limit: 10, parts: [] });
      const ask = (after: typeof end) => store.readChanges({ after, limit: 10, parts: [] });
      await expect(ask(end)).resolves.toMatchObject({ changes: [], hasMore: false });
      await expect(ask({ ...end, historyId: 'another' })).rejects.toMatchObject({ kind: 'begun-anew' });
      await expect(ask({ ...end, number: end.number + 1 })).rejects.toMatchObject({ kind: 'begun-anew' });
    });
  });

  describe.skipIf(isLeftOut)('knows accounts', () => {
    it('again after a restart of the program, with nothing to do', async () => {
      const { store, account } = await open();
      expect(await store.openAccount(REQUEST)).toEqual({
        account,
        isNew: false,
        renamedFrom: null,
        replaced: null,
        hasDroppedCoverage: false,
        needsRemapping: false,
      });
    });

    it('under a new key, with all that is kept of them', async () => {
      const { store, account } = await open();
      await store.keep(readingOf(account, [callAt('a', 1, WHOLE)]));
      const { end } = await store.readChanges({ after: null, limit: 10, parts: [] });
      const renamed = await store.openAccount({ ...REQUEST, key: 'head-office', was: ['portal'] });
      expect(renamed).toMatchObject({
        isNew: false,
        renamedFrom: 'portal',
        account: { id: account.id, key: 'head-office' },
      });
      const [kept] = await readAll(store, renamed.account);
      const { provider, agents, queues, legs, recordings } = kept!.call;
      const keys = [
        provider,
        ...[agents, queues, legs, recordings].flatMap((list) => list!.map((one) => one.provider)),
        legs![0]!.agent!.provider,
      ];
      expect(new Set(keys)).toEqual(new Set(['head-office']));
      // The ids of calls hold the key: a copy of the feed begins anew.
      await expect(store.readChanges({ after: end, limit: 1, parts: [] })).rejects.toMatchObject({
        kind: 'begun-anew',
      });
    });

    it('apart, when another one stands behind a key, until the first comes back', async () => {
      const { store, account } = await open();
      await store.keep(readingOf(account, [callAt('a', 1)]));
      const other = await store.openAccount({ ...REQUEST, identity: 'fingerprint-2' });
      expect(other).toMatchObject({ isNew: true, replaced: { id: account.id } });
      expect(await readAll(store, other.account)).toEqual([]);
      expect(await walkChanges(store)).toEqual([]);
      expect((await store.listAccounts()).map(({ isCurrent, calls }) => [isCurrent, calls]).sort()).toEqual([
        [false, 1],
        [true, 0],
      ]);
      const back = await store.openAccount(REQUEST);
      expect(back).toMatchObject({ account: { id: account.id }, replaced: { id: other.account.id }, isNew: false });
      expect(idsOf(await readAll(store, back.account))).toEqual(['a']);
    });

    it('whose zone changed: nothing that was read counts any more', async () => {
      const { store, account } = await open();
      await store.keep(readingOf(account, [callAt('a', 1)]));
      const moved = await store.openAccount({ ...REQUEST, timeZone: 'Europe/Moscow' });
      expect(moved).toMatchObject({ hasDroppedCoverage: true, account: { id: account.id, timeZone: 'Europe/Moscow' } });
      expect(await store.coverage(account, SPAN, [])).toEqual([]);
      expect(await store.getCalls(account, ['a'], [])).toEqual([null]);
    });

    it('whose mapper changed, and writes their calls again without asking the vendor', async () => {
      const { store, account } = await open();
      await store.keep(readingOf(account, [callAt('a', 1), callAt('b', 2)]));
      const newer = await store.openAccount({ ...REQUEST, mapper: '2' });
      expect(newer.needsRemapping).toBe(true);
      const calls = [callAt('a', 1, { outcome: 'VOICEMAIL' }), callAt('b', 2), callAt('never-kept', 3)];
      const kept = await store.remap({
        account: newer.account,
        lease: null,
        calls: calls.map((call) => ({ nativeId: call.nativeId, call })),
      });
      expect(kept).toEqual({ added: 0, changed: 1, removed: 0 });
      expect((await store.openAccount({ ...REQUEST, mapper: '2' })).needsRemapping).toBe(true);
      await store.finishRemapping(newer.account);
      expect((await store.openAccount({ ...REQUEST, mapper: '2' })).needsRemapping).toBe(false);
      const page = await store.readPage({
        account,
        range: SPAN,
        direction: 'ASC',
        limit: 9,
        parts: [],
        filter: { outcome: ['VOICEMAIL'] },
      });
      expect(page.calls).toMatchObject([{ call: { nativeId: 'a' }, readAt: READ_AT }]);
    });

    it('with figures of what is kept', async () => {
      const { store, account } = await open();
      const range = { from: START, to: START + 4 * HOUR_MS };
      expect(await store.status(account, range, ['calls'])).toEqual({
        calls: 0,
        kept: null,
        transcripts: 0,
        followedThrough: null,
        lastReadAt: null,
        progress: 0,
      });
      const read = (from: number, to: number, given: object) =>
        store.keep(
          readingOf(account, [], {
            covers: { range: { from: START + from * HOUR_MS, to: START + to * HOUR_MS }, parts: ['calls'] },
            ...given,
          }),
        );
      await store.keep(readingOf(account, [callAt('a', 1)], { covers: { range: SPAN, parts: ['calls'] } }));
      await read(2, 3, { readAt: READ_AT + 1 });
      await read(3, 5, { readAt: READ_AT + 2, settledThrough: START + 4 * HOUR_MS });
      expect(await store.status(account, range, ['calls'])).toEqual({
        calls: 1,
        kept: { from: START + 2 * HOUR_MS, to: START + 4 * HOUR_MS },
        transcripts: 0,
        followedThrough: START + 5 * HOUR_MS,
        lastReadAt: READ_AT + 2,
        progress: 0.75,
      });
    });

    it('with notes that outlive the process', async () => {
      const { store, account } = await open();
      expect(await store.getNote(account, 'sync')).toBeNull();
      await store.putNote(account, 'sync', { from: START });
      await store.putNote(account, 'sync', { from: START + 1 });
      expect(await store.getNote(account, 'sync')).toEqual({ from: START + 1 });
    });
  });

  describe.skipIf(isLeftOut)('gives leases', () => {
    it('to one holder at a time, who may take them again', async () => {
      const { store } = await open();
      const first = await store.takeLease('sync', 'one', 60_000);
      expect(await store.takeLease('sync', 'two', 60_000)).toBeNull();
      expect(await store.takeLease('sync', 'one', 60_000)).toMatchObject({ epoch: first!.epoch });
      await store.releaseLease(first!);
      expect(await store.takeLease('sync', 'two', 60_000)).toMatchObject({ epoch: first!.epoch + 1 });
    });

    it('that another takes over once they expire, after which the first writes nothing', async () => {
      const { store, account } = await open();
      const stale = (await store.takeLease('sync', 'one', 1))!;
      await store.keep(readingOf(account, [callAt('a', 1)], { lease: stale }));
      await expect.poll(() => store.takeLease('sync', 'two', 60_000)).not.toBeNull();
      await expect(store.keep(readingOf(account, [], { lease: stale, readAt: READ_AT + 1 }))).rejects.toMatchObject({
        kind: 'stale-lease',
      });
      expect(idsOf(await readAll(store, account))).toEqual(['a']);
      // A release that comes late takes nothing from the new holder.
      await store.releaseLease(stale);
      expect(await store.takeLease('sync', 'three', 60_000)).toBeNull();
    });
  });

  describe.skipIf(isLeftOut)('forgets', () => {
    const number = '+79061234567';
    const forgettable = (): CallSession[] => [
      callAt('customer', 1, { customer: party('8 (906) 123-45-67') }),
      callAt('leg', 2, { legs: WHOLE.legs!.map((leg) => ({ ...leg, to: party('9061234567') })) }),
      callAt('other', 3, { customer: party('+79991234567') }),
    ];

    it('a number in every spelling, wherever it stands, and keeps it from coming back', async () => {
      const { store, account } = await open();
      await store.keep(readingOf(account, forgettable()));
      const [, , remembered] = await readAll(store, account);
      expect(await store.forgetNumber(number)).toBe(2);
      // Nothing stays in memory either.
      expect((await readAll(store, account))[0]).not.toBe(remembered);
      expect(idsOf(await readAll(store, account))).toEqual(['other']);
      const renumbered = callAt('customer', 1, { customer: party('+79990000000') });
      const later = callAt('later', 4, { customer: party('+7 906 123 45 67') });
      await store.keep(readingOf(account, [...forgettable().slice(1), renumbered, later], { readAt: READ_AT + 1 }));
      expect(idsOf(await readAll(store, account))).toEqual(['other']);
      expect(
        (await walkChanges(store)).filter(({ kind }) => kind === 'REMOVED').map(({ nativeId }) => nativeId),
      ).toEqual(['customer', 'leg']);
      expect(JSON.stringify(await walkChanges(store))).not.toMatch(/906\D*123\D*45\D*67/);
    });

    it('what lies before a date, and keeps it from coming back', async () => {
      const { store, account } = await open();
      const calls = [callAt('old', 1), callAt('young', 1800)];
      await store.keep(readingOf(account, calls));
      const border = START + HOUR_MS / 4;
      expect(await store.expire(account, border)).toBe(1);
      await store.keep(readingOf(account, calls, { readAt: READ_AT + 1 }));
      expect(idsOf(await readAll(store, account))).toEqual(['young']);
      expect(await store.coverage(account, SPAN, [])).toMatchObject([{ range: { from: border, to: SPAN.to } }]);
      expect(await store.status(account, SPAN, [])).toMatchObject({ calls: 1 });
    });

    it('all of an account, which can begin again', async () => {
      const { store, account } = await open();
      await store.keep(
        readingOf(
          account,
          Array.from({ length: 1500 }, (_, index) => callAt(`n${index}`, index)),
        ),
      );
      expect(await store.purge(account)).toBe(1500);
      expect(await store.status(account, SPAN, [])).toMatchObject({ calls: 0, kept: null });
      expect(applyChanges(new Map(), await walkChanges(store)).size).toBe(0);
      expect(await store.keep(readingOf(account, [callAt('a', 1)]))).toMatchObject({ added: 1 });
      await store.openAccount({ ...REQUEST, identity: 'fingerprint-2' });
      expect(await store.purge(account)).toBe(1);
      expect(await store.listAccounts()).toHaveLength(1);
    });
  });
});

const party = (number: string) => ({ number, displayName: null, defaultCountry: 'RU' });

function failLoudly(): never {
  throw new Error('This row cannot be written.');
}

const WHOLE: Partial<CallSession> = {
  endedAt: START + 99_000,
  durationSeconds: 90,
  customer: { number: '+79061234567', displayName: 'Ada “Countess” Marsh', defaultCountry: 'RU' },
  line: { number: '+74950000000', displayName: null, defaultCountry: 'RU' },
  agents: [{ provider: 'portal', nativeId: '12', displayName: 'Ann' }],
  queues: [{ provider: 'portal', nativeId: 'q', name: null }],
  legs: [
    {
      provider: 'portal',
      nativeId: 'a:0',
      sessionId: 'a',
      direction: 'INBOUND',
      startedAt: START,
      durationSeconds: 5,
      from: null,
      to: null,
      agent: { provider: 'portal', nativeId: '77' },
      queue: { provider: 'portal', nativeId: 'q', name: 'Sales' },
      outcome: 'MISSED',
      outcomeDetail: { code: '304', reason: null },
      cost: { amount: '0.10', currency: 'EUR' },
      row: { provider: 'a vendor’s own word' },
    },
  ],
  recordings: [
    {
      provider: 'portal',
      nativeId: 'r',
      sessionId: 'a',
      sessionStartedAt: START,
      legId: null,
      kind: 'CALL',
      startedAt: null,
      durationSeconds: 1,
      sizeBytes: 9_007_199_254_740_991,
      mediaType: 'audio/mpeg',
      expiresAt: null,
      isAvailable: true,
      transcript: null,
      cost: null,
      row: [1, 'x'],
    },
  ],
  cost: { amount: '0.10', currency: 'EUR' },
  note: 'NUL \u0000 and \uD800 alone',
  references: { sessionIds: ['s'], externalIds: [] },
  row: { provider: 'a vendor’s own word', ID: '9007199254740993', nested: [null, { a: true }] },
};
