import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/time/instant.ts';
import { ProviderError } from '../../src/domain/provider-error.ts';
import { makeCall } from '../support/make-call.ts';
import type { MemoryProvider } from '../support/memory-provider.ts';
import { MINUTE, createWorld, everyMinute } from './create-world.ts';

const BUSY = { filter: { outcome: ['BUSY' as const] } };
const MONTH_MS = 30 * DAY_MS;

const countsOf = (...providers: readonly MemoryProvider[]): number[] =>
  providers.map(({ requests }) => requests.countCalls);

/** Two providers of which each takes a request a month to count. */
const createDearWorld = () => createWorld({ a: everyMinute(12), b: everyMinute(5) }, { countWindowMs: MONTH_MS });

/** Lets go of whatever is held, and holds what comes until then. */
function createGate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { pass: () => promise, open: resolve };
}

describe('totalCount', () => {
  it('is asked only when it is wanted, and counts all of the range', async () => {
    const { read, a } = createWorld({ a: everyMinute(12), b: everyMinute(5) });
    const first = await read({ first: 3 });
    expect(first.totalCount).toBeNull();
    expect(a.requests.countCalls).toBe(0);
    expect((await read({ first: 3, after: first.endCursor, wantsTotal: true })).totalCount).toBe(17);
    expect((await read({ first: 0, wantsTotal: true })).totalCount).toBe(17);
  });

  it('is not asked of a provider whose page has said it before', async () => {
    const { read, a, b, clock } = createWorld({ a: everyMinute(12), b: everyMinute(5) }, { bringsTotal: true });
    const first = await read({ first: 3 });
    expect((await read({ first: 3, after: first.endCursor, wantsTotal: true })).totalCount).toBe(17);
    clock.advance(6000);
    const lists = a.requests.listCalls;
    expect((await read({ first: 3, wantsTotal: true })).totalCount).toBe(17);
    expect(a.requests.listCalls).toBe(lists + 1);
    expect(countsOf(a, b)).toEqual([0, 0]);
  });

  it('is known to come with the page also when it was asked beside it, and arrived later', async () => {
    const { read, a, b, clock } = createWorld({ a: everyMinute(12), b: everyMinute(5) }, { bringsTotal: true });
    for (const provider of [a, b])
      provider.intercept((method) => (method === 'countCalls' ? new Promise(setImmediate) : undefined));
    for (const _time of [1, 2]) {
      expect((await read({ first: 3, wantsTotal: true })).totalCount).toBe(17);
      clock.advance(6000);
    }
    expect(countsOf(a, b)).toEqual([1, 1]);
  });

  it('is known again in whichever order the fields of a filter are written', async () => {
    const { read, a } = createWorld({ a: everyMinute(12), b: everyMinute(5) });
    const written = { direction: ['INBOUND' as const], durationSeconds: { min: 0, max: 900 } };
    const otherwise = { durationSeconds: { max: 900, min: 0 }, direction: ['INBOUND' as const] };
    const { totalCount } = await read({ first: 3, wantsTotal: true, filter: written });
    expect((await read({ first: 3, wantsTotal: true, filter: otherwise })).totalCount).toBe(totalCount);
    expect(a.requests.countCalls).toBe(1);
  });

  it.each([
    ['forwards', { first: 20 }],
    ['backwards', { last: 20 }],
    ['without room for another call', { first: 17 }],
    ['without a look at what follows', { first: 18, wantsHasNextPage: false }],
  ])(
    'is the length of a first page that is the whole list, %s, also where a filter is applied here',
    async (_, size) => {
      const rows = { a: everyMinute(12), b: everyMinute(5) };
      const { read, a } = createWorld(rows, { applies: [], countWindowMs: MINUTE });
      const page = await read({ ...size, filter: { direction: ['INBOUND'] }, wantsTotal: true });
      expect([page.edges.length, page.totalCount]).toEqual([17, 17]);
      expect(a.requests.countCalls).toBe(0);
    },
  );

  it('is not the length of a page that is less than the list', async () => {
    const { read } = createWorld({ a: everyMinute(12), b: everyMinute(5) }, { applies: [] });
    const filter = { direction: ['INBOUND' as const] };
    const { endCursor, totalCount } = await read({ first: 5, filter, wantsTotal: true });
    expect(totalCount).toBeNull();
    expect((await read({ first: 20, after: endCursor, filter, wantsTotal: true })).totalCount).toBeNull();
    expect((await read({ first: 20, before: endCursor, filter, wantsTotal: true })).totalCount).toBeNull();
    expect((await read({ first: 17, filter, wantsTotal: true, wantsHasNextPage: false })).totalCount).toBeNull();
  });

  it('is not the length of a page that lacks a provider', async () => {
    const { read, b } = createWorld({ a: everyMinute(12), b: everyMinute(5) });
    b.failWith('unavailable');
    expect((await read({ first: 20, wantsTotal: true })).totalCount).toBeNull();
  });

  it('is asked at the same time as the page', async () => {
    const { read, a } = createWorld({ a: everyMinute(12), b: everyMinute(5) });
    const counted = createGate();
    a.intercept((method) => (method === 'countCalls' ? counted.open() : counted.pass()));
    expect((await read({ first: 3, wantsTotal: true })).totalCount).toBe(17);
  });

  it('is null when a filter is applied above, and nobody is asked', async () => {
    const busy = everyMinute(3).map((row) => ({ ...row, outcome: 'BUSY' as const }));
    const { read, a } = createWorld({ a: busy, b: [] }, { applies: [] });
    expect((await read({ ...BUSY, first: 1, wantsTotal: true })).totalCount).toBeNull();
    expect(a.requests.countCalls).toBe(0);
  });

  it('is null when a provider would need too many requests for it, and the others are left alone', async () => {
    const { read, a, b, clock, now } = createDearWorld();
    const range = { from: now - 2000 * DAY_MS };
    expect((await read({ range, first: 1, wantsTotal: true })).totalCount).toBeNull();
    const asked = countsOf(a, b);
    clock.advance(6000);
    expect((await read({ range, first: 1, wantsTotal: true })).totalCount).toBeNull();
    expect(countsOf(a, b)).toEqual(asked);
  });

  it('is null when a provider is missing, and an error when only the counting failed', async () => {
    const { read, b } = createWorld({ a: everyMinute(3), b: everyMinute(3) });
    b.intercept((method) => {
      if (method === 'countCalls') throw new ProviderError('b', 'unavailable', 'no counting today');
    });
    const page = await read({ first: 1, wantsTotal: true });
    expect(page).toMatchObject({ isComplete: true, totalCount: { kind: 'unavailable', provider: 'b' } });
    b.failWith('unavailable');
    expect((await read({ wantsTotal: true })).totalCount).toBeNull();
  });

  it('is no longer counted once the page misses a provider', async () => {
    const { read, a, b } = createWorld({ a: everyMinute(3), b: everyMinute(3) });
    let isStopped = false;
    a.intercept((method, signal) => {
      if (method !== 'countCalls') return undefined;
      const { promise, reject } = Promise.withResolvers<never>();
      signal.addEventListener('abort', () => {
        isStopped = true;
        reject(signal.reason as Error);
      });
      return promise;
    });
    b.failWith('unavailable');
    expect(await read({ wantsTotal: true })).toMatchObject({ isComplete: false, totalCount: null });
    expect(isStopped).toBe(true);
  });
});

describe('a total that is known', () => {
  it('costs the other pages of a walk nothing, while the clock goes on', async () => {
    const { read, a, b, clock } = createWorld({ a: everyMinute(12), b: everyMinute(5) });
    let after: string | null = null;
    for (let second = 0; second < 4; second += 1) {
      const page = await read({ first: 3, after, wantsTotal: true });
      expect(page.totalCount).toBe(17);
      after = page.endCursor;
      clock.advance(1000);
    }
    expect(countsOf(a, b)).toEqual([1, 1]);
  });

  it('is counted anew after a moment, since calls appear late', async () => {
    const { read, a, clock, now } = createWorld({ a: everyMinute(12), b: everyMinute(5) });
    await read({ first: 3, wantsTotal: true });
    a.addCalls([makeCall({ provider: 'a', nativeId: 'late', startedAt: now - 30 * MINUTE })]);
    clock.advance(6000);
    expect((await read({ first: 3, wantsTotal: true })).totalCount).toBe(18);
  });

  it('is counted anew for its young end alone where counting is dear, and whole when minutes have passed', async () => {
    const { read, a, b, clock, now } = createDearWorld();
    const ask = async () => (await read({ first: 3, wantsTotal: true })).totalCount;
    expect(await ask()).toBe(17);
    expect(countsOf(a, b)).toEqual([14, 14]);
    a.addCalls([makeCall({ provider: 'a', nativeId: 'late', startedAt: now - 30 * MINUTE })]);
    clock.advance(6000);
    expect(await ask()).toBe(18);
    expect(countsOf(a, b)).toEqual([15, 15]);
    clock.advance(301_000);
    expect(await ask()).toBe(18);
    expect(countsOf(a, b)).toEqual([29, 29]);
  });

  it('is kept for minutes when all it counts is closed history', async () => {
    const { read, a, clock, now } = createWorld({ a: everyMinute(12, 3 * DAY_MS), b: [] });
    const range = { from: now - 9 * DAY_MS, to: now - 2 * DAY_MS };
    const ask = async () => (await read({ range, first: 3, wantsTotal: true })).totalCount;
    expect(await ask()).toBe(12);
    clock.advance(299_000);
    expect(await ask()).toBe(12);
    expect(countsOf(a)).toEqual([1]);
    clock.advance(2000);
    expect(await ask()).toBe(12);
    expect(countsOf(a)).toEqual([2]);
  });

  it('is that of its filter, its range and its provider alone', async () => {
    const busy = everyMinute(12).map((row, index) => (index < 4 ? { ...row, outcome: 'BUSY' as const } : row));
    const { read, a, b, now } = createWorld({ a: busy, b: everyMinute(5) });
    const ask = async (asked: Parameters<typeof read>[0]) => (await read({ ...asked, wantsTotal: true })).totalCount;
    for (const _time of [1, 2]) {
      expect(await ask({ first: 2 })).toBe(17);
      expect(await ask({ first: 2, ...BUSY })).toBe(4);
      expect(await ask({ first: 2, range: { from: now - 2.5 * MINUTE } })).toBe(6);
      expect(await ask({ first: 2, range: { to: now - 2.5 * MINUTE } })).toBe(11);
      expect(await ask({ first: 2, range: { from: now - 2.5 * MINUTE, to: now + MINUTE } })).toBe(6);
    }
    expect(countsOf(a, b)).toEqual([5, 5]);
  });

  it('serves both directions and every page size', async () => {
    const { read, a, b } = createWorld({ a: everyMinute(12), b: everyMinute(5) });
    for (const asked of [{ first: 3 }, { last: 4 }, { direction: 'ASC' as const }, { first: 0 }])
      expect((await read({ ...asked, wantsTotal: true })).totalCount).toBe(17);
    expect(countsOf(a, b)).toEqual([1, 1]);
  });

  it('is asked once by all who want it at the same time, and anew by who wants it fresh', async () => {
    const { read, a, b } = createWorld({ a: everyMinute(12), b: everyMinute(5) });
    const pages = await Promise.all([1, 2, 3].map((first) => read({ first, wantsTotal: true })));
    expect(pages.map(({ totalCount }) => totalCount)).toEqual([17, 17, 17]);
    expect(countsOf(a, b)).toEqual([1, 1]);
    await read({ first: 3, wantsTotal: true, age: { maxAgeMs: 0 } });
    expect(countsOf(a, b)).toEqual([2, 2]);
  });

  it('is not one that failed', async () => {
    const { read, a, b } = createWorld({ a: everyMinute(12), b: everyMinute(5) });
    b.intercept((method) => {
      if (method === 'countCalls') throw new ProviderError('b', 'unavailable', 'no counting today');
    });
    expect((await read({ first: 1, wantsTotal: true })).totalCount).toBeInstanceOf(ProviderError);
    b.recover();
    expect((await read({ first: 1, wantsTotal: true })).totalCount).toBe(17);
    expect(countsOf(a, b)).toEqual([1, 2]);
  });

  it('is asked again by those who stay when the one who asked first goes away', async () => {
    const { read, a, b } = createWorld({ a: everyMinute(12), b: everyMinute(5) });
    const gate = createGate();
    a.intercept((method, signal) => {
      if (method !== 'countCalls') return undefined;
      const { promise, reject } = Promise.withResolvers<never>();
      signal.addEventListener('abort', () => reject(signal.reason as Error));
      return Promise.race([promise, gate.pass()]);
    });
    const leaving = new AbortController();
    const first = read({ first: 3, wantsTotal: true }, leaving.signal);
    const second = read({ first: 3, wantsTotal: true });
    await new Promise(setImmediate);
    leaving.abort();
    await expect(first).rejects.toThrow();
    gate.open();
    expect((await second).totalCount).toBe(17);
    expect(countsOf(a, b)).toEqual([2, 1]);
  });
});
