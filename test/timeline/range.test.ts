import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/time/instant.ts';
import { createWorld, everyMinute, idsOf } from './create-world.ts';

describe('a range that ends in the future', () => {
  it('is walked no further than calls can be, in either direction', async () => {
    const { fresh, a, now } = createWorld({ a: everyMinute(3), b: [] });
    const range = { to: now + 10_000 * DAY_MS };
    expect(idsOf(await fresh({ range, first: 5 }))).toEqual(['a0', 'a1', 'a2']);
    expect(idsOf(await fresh({ range, first: 5, direction: 'ASC' }))).toEqual(['a2', 'a1', 'a0']);
    expect(a.queries.length).toBeGreaterThan(0);
    for (const query of a.queries) expect(query.range.to).toBeLessThanOrEqual(now + 2 * DAY_MS);
  });

  it('is asked alike for the rest of the day', async () => {
    const { fresh, a, clock, now } = createWorld({ a: everyMinute(3), b: [] });
    const range = { from: now - DAY_MS, to: now + 10_000 * DAY_MS };
    await fresh({ range });
    clock.advance(3_600_000);
    await fresh({ range });
    expect(a.queries[0]!.range).toEqual(a.queries.at(-1)!.range);
  });

  it('shows a call of a vendor whose clock is ahead', async () => {
    const { fresh, now } = createWorld({ a: [{ minute: -3 }, { minute: 0 }], b: [] });
    expect(idsOf(await fresh({ range: { to: now + 10_000 * DAY_MS } }))).toEqual(['a0', 'a1']);
  });

  it('costs nothing where it begins there too', async () => {
    const { fresh, a, b, now } = createWorld({ a: everyMinute(3), b: [] });
    const range = { from: now + 5_000 * DAY_MS, to: now + 10_000 * DAY_MS };
    expect(await fresh({ range, wantsTotal: true })).toMatchObject({ edges: [], totalCount: 0, isComplete: true });
    expect(a.requests.total + b.requests.total).toBe(0);
  });
});
