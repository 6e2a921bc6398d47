import { describe, expect, it } from 'vitest';
import { ROW_SELECTION } from '../../src/domain/call-selection.ts';
import { DAY_MS, SECOND_MS } from '../../src/time/instant.ts';
import { makeCall } from '../support/make-call.ts';
import { MINUTE, createWorld, everyMinute, idsOf } from './create-world.ts';

describe('walking on', () => {
  it('does not fetch again what an earlier page read beyond its end', async () => {
    const { walk, a, b } = createWorld({ a: everyMinute(100), b: everyMinute(100) }, { settleMs: 0 });
    const pages = await walk({ first: 10 });
    expect(pages.flatMap(idsOf)).toHaveLength(200);
    // 11 rows at first, then 22 and 44 at a time.
    expect(a.requests.listCalls).toBeLessThanOrEqual(5);
    expect(b.requests.listCalls).toBeLessThanOrEqual(5);
  });

  it('reads young calls anew after five seconds, and finds what came late', async () => {
    const { read, clock, a, now } = createWorld({ a: everyMinute(10), b: [] });
    const { endCursor } = await read({ first: 3 });
    clock.advance(6000);
    a.addCalls([makeCall({ provider: 'a', nativeId: 'late', startedAt: now - 4 * MINUTE - SECOND_MS })]);
    expect(idsOf(await read({ first: 3, after: endCursor }))).toEqual(['a3', 'a4', 'late']);
  });

  it('expects more of a list with each page, and no more than its page where it has only a cursor', async () => {
    const { read, fresh, a } = createWorld({ a: everyMinute(100), b: [] }, { settleMs: 0 });
    const { endCursor } = await read({ first: 3 });
    await read({ first: 3, after: endCursor });
    await fresh({ first: 3, after: endCursor });
    expect(a.queries.map(({ expect: rows }) => rows)).toEqual([4, 8, 5]);
  });

  it('keeps closed history for longer, in either direction', async () => {
    for (const direction of ['ASC', 'DESC'] as const) {
      const old = everyMinute(10, 3 * DAY_MS);
      const { read, clock, a } = createWorld({ a: old, b: old });
      const { endCursor } = await read({ direction, first: 4 });
      clock.advance(60_000);
      await read({ direction, first: 2, after: endCursor });
      expect(a.requests.listCalls).toBe(1);
      clock.advance(600_000);
      await read({ direction, first: 2, after: endCursor });
      expect(a.requests.listCalls).toBe(2);
    }
  });

  it('shows a previous page by the call of the cursor, not by what another provider left', async () => {
    const { read, a } = createWorld({ a: everyMinute(4).slice(1), b: everyMinute(1) });
    const { endCursor } = await read({ first: 1 });
    const alone = [{ provider: a, filter: {}, selection: ROW_SELECTION }];
    expect(await read({ first: 1, after: endCursor, queries: alone })).toMatchObject({ hasPreviousPage: false });
  });

  it('reads everything anew when told so', async () => {
    const { read, a } = createWorld({ a: everyMinute(20), b: [] });
    const { endCursor } = await read({ first: 3 });
    await read({ first: 3, after: endCursor, age: { maxAgeMs: 0 } });
    expect(a.requests.listCalls).toBe(2);
  });

  it('asks for more at a time when a filter that the provider does not apply leaves few calls', async () => {
    const calls = everyMinute(2000).map((call, index) =>
      index % 500 === 499 ? { ...call, outcome: 'BUSY' as const } : call,
    );
    const { read, a } = createWorld({ a: calls, b: [] }, { applies: [], pageSize: 1000 });
    const page = await read({ first: 3, filter: { outcome: ['BUSY'] } });
    expect(idsOf(page)).toEqual(['a499', 'a999', 'a1499']);
    expect(page.hasNextPage).toBe(true);
    expect(a.requests.listCalls).toBeLessThanOrEqual(8);
  });
});
