import { describe, expect, it } from 'vitest';
import { createWorld, everyMinute, idsOf } from './create-world.ts';

const ROWS = 20_000;
const FOUND = [9_999, 19_999];

/** Two calls of twenty thousand pass, and no provider can be asked for them. */
function createHaystack() {
  const calls = everyMinute(ROWS).map((row, index) =>
    FOUND.includes(index) ? { ...row, outcome: 'BUSY' as const } : row,
  );
  return createWorld({ a: calls, b: everyMinute(50) }, { applies: [], pageSize: 1000 });
}

describe('a filter that leaves one call in ten thousand', () => {
  const filter = { outcome: ['BUSY' as const] };

  it('finds it in few requests, since lists grow while they bring nothing', async () => {
    const { fresh, a, b } = createHaystack();
    const page = await fresh({ filter, first: 2 });
    expect(idsOf(page)).toEqual(FOUND.map((index) => `a${index}`));
    expect(page).toMatchObject({ isComplete: true, hasNextPage: false });
    expect(a.requests.total).toBeLessThan(1.5 * (ROWS / 1000));
    expect(b.requests.total).toBeLessThanOrEqual(3);
  });

  it('pages through what it leaves, in both directions and from both ends', async () => {
    const { fresh } = createHaystack();
    for (const direction of ['ASC', 'DESC'] as const) {
      const ids = FOUND.map((index) => `a${index}`);
      const [one, two] = direction === 'ASC' ? ids.toReversed() : ids;
      const first = await fresh({ filter, direction, first: 1 });
      expect([idsOf(first), first.hasNextPage, first.hasPreviousPage]).toEqual([[one], true, false]);
      const second = await fresh({ filter, direction, first: 1, after: first.endCursor });
      expect([idsOf(second), second.hasNextPage, second.hasPreviousPage]).toEqual([[two], false, true]);
      const back = await fresh({ filter, direction, last: 1, before: second.startCursor });
      expect([idsOf(back), back.hasNextPage, back.hasPreviousPage]).toEqual([[one], true, false]);
    }
  });
});
