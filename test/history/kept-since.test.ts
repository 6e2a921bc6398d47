import { beforeEach, describe, expect, it } from 'vitest';
import { createKeptHistory } from '../../src/history/create-kept-history.ts';
import { DAY_MS, HOUR_MS } from '../../src/time/instant.ts';
import { NOW, SETTLED, SINCE, callAt, keeping, now, startKept } from '../figures/kept-figures.ts';
import { createQueryRunner } from '../support/run-query.ts';

const KEEP_DAYS = 10;
const KEPT_FROM = NOW - KEEP_DAYS * DAY_MS;

describe('a provider that goes back further than its calls are kept', () => {
  let kept: Awaited<ReturnType<typeof startKept>>;
  let provider: ReturnType<typeof keeping>;
  beforeEach(async () => {
    const calls = [callAt('old', SINCE + HOUR_MS), callAt('new', KEPT_FROM + HOUR_MS)];
    kept = await startKept(calls, { from: KEPT_FROM, to: SETTLED }, { settleMs: NOW - SETTLED });
    provider = keeping(kept.vendor, kept.store, kept.account, { keepDays: KEEP_DAYS });
  });

  it('has all of its history once that is kept which is to be', async () => {
    expect((await createKeptHistory(kept.store).status(provider))?.progress).toBe(1);
    const goesFurther = keeping(kept.vendor, kept.store, kept.account, { keepDays: 2 * KEEP_DAYS });
    expect((await createKeptHistory(kept.store).status(goesFurther))?.progress).toBeCloseTo(8 / 18, 5);
  });

  it('knows whom its calls name as well as it is going to', async () => {
    expect(await provider.listKept!('lines')).toMatchObject({ isWhole: true, keptFrom: KEPT_FROM });
    const goesFurther = keeping(kept.vendor, kept.store, kept.account, { keepDays: 2 * KEEP_DAYS });
    expect(await goesFurther.listKept!('lines')).toMatchObject({ isWhole: false });
  });

  it('is counted from there where figures name no range, and pages go on beyond', async () => {
    const run = createQueryRunner([provider], { now });
    const { data, errors } = await run<{
      readonly callStats: { readonly totals: { readonly calls: number } };
      readonly callSessions: { readonly nodes: readonly object[] };
    }>('{ callStats { isComplete buckets { from } totals { calls } } callSessions { nodes { nativeId } } }');
    expect(errors).toEqual([]);
    expect(data.callStats).toMatchObject({
      isComplete: true,
      totals: { calls: 1 },
      buckets: [{ from: new Date(KEPT_FROM).toISOString() }],
    });
    expect(data.callSessions.nodes).toEqual([{ nativeId: 'new' }, { nativeId: 'old' }]);
  });
});
