import { describe, expect, it, vi } from 'vitest';
import { ProviderError } from '../../src/domain/provider-error.ts';
import { createWorld, everyMinute, idsOf } from './create-world.ts';

describe('a provider that fails', () => {
  it('takes only its own calls away, and the page says so', async () => {
    for (const kind of ['unavailable', 'forbidden', 'rate-limited', 'unreadable'] as const) {
      const { read, b } = createWorld({ a: everyMinute(10), b: everyMinute(10) });
      b.failWith(kind, { retryAfterSeconds: 7 });
      const page = await read({ first: 4 });
      expect(idsOf(page)).toEqual(['a0', 'a1', 'a2', 'a3']);
      expect(page).toMatchObject({ isComplete: false, problems: [{ provider: 'b', kind, retryAfterSeconds: 7 }] });
    }
  });

  it('makes no page slower than its deadline, even when it does not listen to being stopped', async () => {
    const { read, b } = createWorld({ a: everyMinute(10), b: everyMinute(10) }, { deadlineMs: 30 });
    b.intercept(() => new Promise(() => {}));
    const page = await read({ first: 4 });
    expect(idsOf(page)).toEqual(['a0', 'a1', 'a2', 'a3']);
    expect(page.problems).toMatchObject([{ provider: 'b', kind: 'timed-out' }]);
    expect(page.problems[0]?.message).toBe('b, asked for the list of calls, did not answer within 30 ms.');
  });

  it('is believed when it knows better why it took so long', async () => {
    const { read, b } = createWorld({ a: [], b: everyMinute(1) }, { deadlineMs: 30 });
    b.intercept(
      (_method, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new ProviderError('b', 'rate-limited', 'wait for 60 s')));
        }),
    );
    expect((await read({})).problems).toMatchObject([{ kind: 'rate-limited' }]);
  });

  it('gives its calls to the same cursor once it has recovered', async () => {
    const { read, b } = createWorld({ a: everyMinute(10), b: everyMinute(10) });
    const { endCursor } = await read({ first: 4 });
    b.failWith('unavailable');
    expect(idsOf(await read({ first: 4, after: endCursor, age: { maxAgeMs: 0 } }))).toEqual(['a2', 'a3', 'a4', 'a5']);
    b.recover();
    expect(idsOf(await read({ first: 4, after: endCursor, age: { maxAgeMs: 0 } }))).toEqual(
      ['b2', 'a2', 'b3', 'a3'].sort(byMinute),
    );
  });

  it('together with all others leaves an empty page that does not lead on', async () => {
    const { read, a, b } = createWorld({ a: everyMinute(2), b: everyMinute(2) });
    a.failWith('unavailable');
    b.failWith('unauthorized');
    const page = await read({ wantsTotal: true });
    expect(page).toMatchObject({ edges: [], hasNextPage: false, endCursor: null, totalCount: null, isComplete: false });
    expect(page.problems.map(({ provider }) => provider)).toEqual(['a', 'b']);
  });

  it('after some way and for want of time ends the page there, and nothing is passed over', async () => {
    const { read, walk, b } = createWorld({ a: everyMinute(30), b: everyMinute(30) }, { deadlineMs: 40, pageSize: 5 });
    let asked = 0;
    b.intercept(() => ((asked += 1) === 3 ? new Promise(() => {}) : undefined));
    const pages = await walk({ first: 40 });
    const short = pages.find(({ isComplete }) => !isComplete);
    expect(short).toMatchObject({ hasNextPage: true, problems: [{ provider: 'b', kind: 'timed-out' }] });
    expect(pages.flatMap(idsOf)).toHaveLength(60);
    expect(pages.flatMap(idsOf)).toEqual(idsOf(await read({ first: 60 })));
  });

  it('names a moment to go on from when a filter left nothing in the time there was', async () => {
    const calls = everyMinute(40).map((call, index) => (index === 30 ? { ...call, outcome: 'BUSY' as const } : call));
    const { read, a } = createWorld({ a: calls, b: [] }, { applies: [], pageSize: 5, deadlineMs: 40 });
    let asked = 0;
    a.intercept(() => ((asked += 1) === 3 ? new Promise(() => {}) : undefined));
    const filter = { outcome: ['BUSY' as const] };
    const first = await read({ first: 1, filter });
    expect(first).toMatchObject({ edges: [], hasNextPage: true, isComplete: false, startCursor: null });
    expect(first.endCursor).toEqual(expect.any(String));
    const second = await read({ first: 1, after: first.endCursor, filter });
    expect(idsOf(second)).toEqual(['a30']);
    const goneOn = a.queries.findLast(({ direction }) => direction === 'DESC');
    expect(goneOn?.range.to).toBeLessThan(a.queries[0]?.range.to ?? 0);
    expect(second).toMatchObject({ isComplete: true, hasPreviousPage: false });
  });

  it('is not searched to the last of its time, so that the joins of what was found have some', async () => {
    const calls = everyMinute(200).map((call, index) => (index === 7 ? { ...call, outcome: 'BUSY' as const } : call));
    const { read, a } = createWorld({ a: calls, b: [] }, { applies: [], pageSize: 5, deadlineMs: 10_000 });
    const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
    a.intercept(() => void clock.mockReturnValue(performance.now() + 1500));
    const page = await read({ first: 3, filter: { outcome: ['BUSY'] } });
    clock.mockRestore();
    expect(a.requests.listCalls).toBe(5);
    expect(idsOf(page)).toEqual(['a7']);
    expect(page.problems).toMatchObject([
      { kind: 'timed-out', message: /still being searched .* read on from the end of this page\.$/ },
    ]);
  });

  it('leaves out a row that cannot be read, and says so', async () => {
    const { read, a } = createWorld({ a: everyMinute(3), b: [] });
    a.garble(['a1']);
    const page = await read({});
    expect(idsOf(page)).toEqual(['a0', 'a2']);
    expect(page).toMatchObject({ isComplete: false, problems: [{ kind: 'unreadable', provider: 'a' }] });
  });

  it('says so of every reading that a page takes, also of one that brought nothing else', async () => {
    const { read, a } = createWorld({ a: everyMinute(6), b: [] }, { pageSize: 2 });
    a.garble(['a0', 'a1', 'a3']);
    const page = await read({});
    expect(idsOf(page)).toEqual(['a2', 'a4', 'a5']);
    expect(page.isComplete).toBe(false);
    expect(page.problems.map(({ message }) => message.slice(-2))).toEqual(['a0', 'a1', 'a3']);
  });

  it('has sent an unreadable row somewhere among rows that two pages share, and both say so', async () => {
    const { read, a } = createWorld({ a: everyMinute(8), b: everyMinute(8) });
    a.garble(['a3']);
    const first = await read({ first: 4 });
    const second = await read({ first: 2, after: first.endCursor });
    expect([first, second].map(({ problems }) => problems.length)).toEqual([1, 1]);
    expect(a.requests.listCalls).toBe(1);
  });

  it('has sent rows behind a page that cannot be read, and the page that follows says so', async () => {
    const { read, a } = createWorld({ a: everyMinute(6), b: [] }, { pageSize: 2 });
    a.garble(['a2', 'a3']);
    const first = await read({ first: 2 });
    const second = await read({ first: 2, after: first.endCursor });
    expect([first, second].map(idsOf)).toEqual([
      ['a0', 'a1'],
      ['a4', 'a5'],
    ]);
    expect([first, second].map(({ problems }) => problems.map(({ message }) => message.slice(-2)))).toEqual([
      [],
      ['a2', 'a3'],
    ]);
  });

  it('has sent nothing behind a page but rows that cannot be read, and this page says so: no other follows', async () => {
    const { read, a } = createWorld({ a: everyMinute(4), b: [] }, { pageSize: 2 });
    a.garble(['a2', 'a3']);
    const page = await read({ first: 2 });
    expect(page).toMatchObject({ hasNextPage: false, isComplete: false });
    expect(page.problems.map(({ message }) => message.slice(-2))).toEqual(['a2', 'a3']);
  });

  it('with a bug of its reader is a problem like any other', async () => {
    const { read, a } = createWorld({ a: everyMinute(3), b: everyMinute(1) });
    a.intercept(() => {
      throw new TypeError('token=secret is not a function');
    });
    const page = await read({});
    expect(idsOf(page)).toEqual(['b0']);
    expect(page.problems).toMatchObject([{ kind: 'unreadable', provider: 'a' }]);
    expect(page.problems[0]?.message).not.toContain('secret');
  });

  it('fails the page when only a whole one will do', async () => {
    const { read, b } = createWorld({ a: everyMinute(3), b: everyMinute(3) });
    b.failWith('unavailable');
    await expect(read({ requireComplete: true })).rejects.toMatchObject({ provider: 'b', kind: 'unavailable' });
  });
});

const byMinute = (x: string, y: string): number => Number(x.slice(1)) - Number(y.slice(1)) || (x < y ? 1 : -1);
