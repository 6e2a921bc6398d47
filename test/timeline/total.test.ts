import { describe, expect, it } from 'vitest';

import { ProviderError } from '../../src/domain/provider-error.ts';
import { createWorld, everyMinute } from './create-world.ts';

describe('totalCount', () => {
  it('is asked only when it is wanted, and counts all of the range', async () => {
    const { read, a } = createWorld({ a: everyMinute(12), b: everyMinute(5) });
    const first = await read({ first: 3 });
    expect(first.totalCount).toBeNull();
    expect(a.requests.countCalls).toBe(0);
    expect((await read({ first: 3, after: first.endCursor, wantsTotal: true })).totalCount).toBe(17);
    expect((await read({ first: 0, wantsTotal: true })).totalCount).toBe(17);
  });

  it('is not asked of a provider whose page says it', async () => {
    const { read, a, b } = createWorld({ a: everyMinute(12), b: everyMinute(5) }, { bringsTotal: true });
    expect((await read({ first: 3, wantsTotal: true })).totalCount).toBe(17);
    expect([a, b].map(({ requests }) => requests.total)).toEqual([1, 1]);
  });

  it('is null when a filter is applied above, and nobody is asked', async () => {
    const { read, a } = createWorld({ a: everyMinute(3), b: [] }, { applies: [] });
    expect((await read({ filter: { outcome: ['BUSY'] }, wantsTotal: true })).totalCount).toBeNull();
    expect(a.requests.countCalls).toBe(0);
  });

  it('is null when a provider is missing, and an error when only the counting failed', async () => {
    const { read, b } = createWorld({ a: everyMinute(3), b: everyMinute(3) });
    b.intercept((method) => {
      if (method === 'countCalls') throw new ProviderError('b', 'unavailable', 'no counting today');
    });
    const page = await read({ wantsTotal: true });
    expect(page).toMatchObject({ isComplete: true, totalCount: { kind: 'unavailable', provider: 'b' } });
    b.failWith('unavailable');
    expect((await read({ wantsTotal: true })).totalCount).toBeNull();
  });
});
