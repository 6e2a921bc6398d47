import { describe, expect, it } from 'vitest';
import { MINUTE, createWorld, everyMinute, idsOf } from './create-world.ts';

describe('a page of the timeline', () => {
  it('asks every provider once, at the same time, for no more than the page needs', async () => {
    const { read, a, b } = createWorld({ a: everyMinute(50), b: everyMinute(50) });
    let together = 0;
    const meet = async () => {
      together += 1;
      await new Promise(setImmediate);
      expect(together).toBe(2);
    };
    a.intercept(meet);
    b.intercept(meet);
    const page = await read({ first: 5 });
    expect(page.edges).toHaveLength(5);
    expect([a, b].map(({ requests }) => requests.total)).toEqual([1, 1]);
    expect(a.queries.map((query) => query.expect)).toEqual([6]);
  });

  it('has 50 calls unless told otherwise', async () => {
    const { read } = createWorld({ a: everyMinute(80), b: [] });
    expect((await read({})).edges).toHaveLength(50);
  });

  it('of size 0 asks nothing', async () => {
    const { read, a } = createWorld({ a: everyMinute(3), b: [] });
    expect(await read({ first: 0 })).toMatchObject({
      edges: [],
      hasNextPage: false,
      isComplete: true,
      endCursor: null,
    });
    expect(a.requests.total).toBe(0);
  });

  it('asks nothing when its filters match nothing, or nobody is asked', async () => {
    const { read, a, b } = createWorld({ a: everyMinute(3), b: everyMinute(3) });
    expect((await read({ filter: { direction: [] }, wantsTotal: true })).totalCount).toBe(0);
    expect((await read({ queries: [] })).edges).toEqual([]);
    expect(a.requests.total + b.requests.total).toBe(0);
  });

  it('is refused before anything is asked when its size or its cursor is wrong', async () => {
    const { read, a } = createWorld({ a: everyMinute(3), b: [] });
    await expect(read({ first: -1 })).rejects.toMatchObject({ code: 'BAD_PAGE_SIZE', message: /`first: -1`/ });
    await expect(read({ last: 1001 })).rejects.toMatchObject({ code: 'BAD_PAGE_SIZE', message: /at most 1000/ });
    await expect(read({ first: 1, last: 1 })).rejects.toMatchObject({ code: 'BAD_PAGE_SIZE', message: /from one end/ });
    await expect(read({ first: 1.5 })).rejects.toMatchObject({ code: 'BAD_PAGE_SIZE' });
    await expect(read({ after: 'nonsense' })).rejects.toMatchObject({ code: 'BAD_CURSOR' });
    expect(a.requests.total).toBe(0);
  });

  it('includes a call at the start of the range and not one at its end', async () => {
    const { read, now } = createWorld({ a: everyMinute(10), b: [] });
    const range = { from: now - 8 * MINUTE, to: now - 5 * MINUTE };
    expect(idsOf(await read({ range }))).toEqual(['a6', 'a7', 'a8']);
  });

  it('lies between two cursors when both are given', async () => {
    const { read } = createWorld({ a: everyMinute(10), b: [] });
    const cursors = (await read({})).edges.map(({ cursor }) => cursor);
    const between = { after: cursors[2] ?? '', before: cursors[6] ?? '' };
    const page = await read({ ...between, first: 9 });
    expect(idsOf(page)).toEqual(['a3', 'a4', 'a5']);
    expect(page).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    expect(idsOf(await read({ ...between, last: 2 }))).toEqual(['a4', 'a5']);
  });

  it('looks for a previous page only when that is wanted', async () => {
    const { read, fresh, a } = createWorld({ a: everyMinute(10), b: [] });
    const { endCursor } = await read({ first: 5 });
    // The cursor's own call does not pass this filter, so nothing but another question can tell.
    const request = { first: 2, after: endCursor, filter: { outcome: ['BUSY' as const] } };
    await fresh(request, { wantsHasPreviousPage: false });
    expect(a.requests.listCalls).toBe(2);
    expect(await fresh(request)).toMatchObject({ hasPreviousPage: false });
    expect(a.requests.listCalls).toBe(4);
    expect(a.queries.at(-1)).toMatchObject({ direction: 'ASC', expect: 1 });
  });
});
