import { afterEach, describe, expect, it } from 'vitest';
import { createDataSet } from '../../../src/demo/data-sets.ts';
import { createChangingSource } from '../../../src/demo/changing-source.ts';
import { indexAtOrAfter } from '../../../src/demo/call-source.ts';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import type { RateLimit } from '../../../src/domain/provider.ts';
import type { KeepingProvider } from '../../../src/history/reading.ts';
import { CALL_PARTS } from '../../../src/history/store/vendor-reading.ts';
import { DAY_MS, HOUR_MS, SECOND_MS } from '../../../src/time/instant.ts';
import { NOW } from '../../conformance/world.ts';
import { SETTINGS, SYNC_VENDORS, type SyncWorld, readKept, runUntilIdle, startSyncWorld } from './sync-world.ts';

const vendor = SYNC_VENDORS.find(({ kind }) => kind === 'bitrix24')!;
const callgear = SYNC_VENDORS.find(({ kind }) => kind === 'callgear')!;
const never = new AbortController().signal;
const endings: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

const start = async (...given: Parameters<typeof startSyncWorld>): Promise<SyncWorld> => {
  const world = await startSyncWorld(...given);
  endings.push(() => world.close());
  return world;
};

const pass = (world: SyncWorld, ms: number): void => {
  world.clock.advance(ms);
  world.timer.advance(ms);
};

describe('a sync', () => {
  it('reads what people want before anything older or newer that is missing', async () => {
    const world = await start(vendor, 'even', { since: NOW - 100 * DAY_MS });
    const syncer = await world.createSyncer();
    await syncer.step(never);
    const wanted = { from: NOW - 60 * DAY_MS, to: NOW - 55 * DAY_MS };
    syncer.readNext(wanted);
    const step = await syncer.step(never);
    expect(step).toMatchObject({ did: 'filled', range: wanted });
    const [span] = await world.store.coverage(world.account, wanted, CALL_PARTS);
    expect(span!.range).toEqual(wanted);
    // What is there already is not read for it again.
    world.vendor.server.resetCounts();
    syncer.readNext({ from: wanted.from + DAY_MS, to: wanted.to });
    const next = await syncer.step(never);
    expect(next.did).toBe('followed');
    const after = await syncer.step(never);
    expect(after.range!.to).toBeGreaterThan(wanted.to);
  });

  it('believes a list that ends before its range does as far as it came, and says so', async () => {
    const world = await start(vendor, 'even', { since: NOW - 30 * DAY_MS });
    const endsEarly: KeepingProvider = {
      ...world.provider,
      prepare(filter, selection) {
        const question = world.provider.prepare(filter, selection);
        return {
          ...question,
          async *list(query, signal) {
            let pages = 0;
            for await (const page of question.list(query, signal)) {
              if ((pages += 1) > 2) return;
              yield page;
            }
          },
        };
      },
    };
    const syncer = await world.createSyncer({ provider: endsEarly });
    const range = { from: NOW - 29 * DAY_MS, to: NOW - 2 * DAY_MS };
    await expect(syncer.readAgain(range, never)).rejects.toThrow(/^the list of the calls of bitrix24 ended at 2026-/);
    const [kept] = await world.store.coverage(world.account, range, CALL_PARTS);
    expect(kept!.range.to).toBe(range.to);
    expect(kept!.range.from).toBeGreaterThan(range.from);
    const { server } = world.vendor;
    server.resetCounts();
    await expect(syncer.fresh(range, 0, never)).rejects.toThrow(ProviderError);
    expect(server.count()).toBeLessThan(10);
  });

  it('goes back no further than keepDays, and drops what has become older', async () => {
    const world = await start(vendor, 'even', { since: NOW - 100 * DAY_MS });
    const syncer = await world.createSyncer({ settings: { ...SETTINGS, keepDays: 20 } });
    await runUntilIdle(syncer);
    expect(syncer.target().from).toBe(NOW - 20 * DAY_MS);
    const oldest = async () => (await readKept(world.store, world.account))[0]!.call.startedAt;
    expect(await oldest()).toBeGreaterThanOrEqual(NOW - 20 * DAY_MS);
    pass(world, 5 * DAY_MS);
    await runUntilIdle(syncer);
    expect(await oldest()).toBeGreaterThanOrEqual(NOW - 15 * DAY_MS);
    expect((await world.store.status(world.account, syncer.target(), CALL_PARTS)).progress).toBe(1);
  });

  it('covers nothing of a page with a row that cannot be read, keeps its other rows, and tries again later', async () => {
    const world = await start(vendor, 'even', { since: NOW - 20 * DAY_MS });
    const syncer = await world.createSyncer();
    await syncer.step(never);
    world.vendor.server.fault({ fault: { kind: 'bad-row' }, times: 1, operation: 'statistic' });
    const steps = await runUntilIdle(syncer);
    expect(steps.flatMap(({ problem }) => problem?.kind ?? [])).toContain('unreadable');
    const range = syncer.target();
    const before = await world.store.status(world.account, range, CALL_PARTS);
    expect(before.progress).toBeLessThan(1);
    const truth = world.vendor.truth().filter(({ startedAt }) => startedAt >= range.from && startedAt < range.to);
    const kept = await readKept(world.store, world.account, range);
    expect(kept).toHaveLength(truth.length - 1);

    pass(world, 61 * SECOND_MS);
    await runUntilIdle(syncer);
    expect((await world.store.status(world.account, range, CALL_PARTS)).progress).toBe(1);
    expect(await readKept(world.store, world.account, range)).toHaveLength(truth.length);
  });

  it('covers the calls and not the part that failed, and asks for it again later', async () => {
    const world = await start(callgear, 'even', { since: NOW - 10 * DAY_MS });
    let isDown = true;
    const provider: KeepingProvider = {
      ...world.provider,
      getCosts(calls, signal) {
        if (isDown) throw new ProviderError(world.provider.key, 'unavailable', 'no charges today');
        return world.provider.getCosts!(calls, signal);
      },
    };
    const syncer = await world.createSyncer({ provider });
    const steps = await runUntilIdle(syncer);
    expect(steps.some(({ problem }) => problem?.message === 'no charges today')).toBe(true);
    const range = syncer.target();
    expect((await world.store.status(world.account, range, ['calls', 'legs', 'recordings'])).progress).toBe(1);
    expect((await world.store.status(world.account, range, ['costs'])).progress).toBe(0);
    isDown = false;
    pass(world, 61 * SECOND_MS);
    await runUntilIdle(syncer);
    expect((await world.store.status(world.account, range, CALL_PARTS)).progress).toBe(1);
  });

  it('keeps no part of before of a call that its vendor no longer knew when it was asked for the part', async () => {
    const world = await start(callgear, 'even', { since: NOW - 10 * DAY_MS });
    let knows = true;
    const provider: KeepingProvider = {
      ...world.provider,
      getCosts: async (calls, signal) =>
        knows ? await world.provider.getCosts!(calls, signal) : calls.map(() => null),
    };
    const syncer = await world.createSyncer({ provider });
    await runUntilIdle(syncer);
    const day = { from: NOW - 5 * DAY_MS, to: NOW - 4 * DAY_MS };
    const costOf = async () =>
      (await readKept(world.store, world.account, day)).filter(({ costs }) => costs?.session != null).length;
    expect(await costOf()).toBeGreaterThan(0);
    knows = false;
    pass(world, SECOND_MS);
    await syncer.readAgain(day, new AbortController().signal);
    expect(await costOf()).toBe(0);
  });

  it('does not ask for ever for a part that the account may not see', async () => {
    const world = await start(callgear, 'even', { since: NOW - 10 * DAY_MS });
    world.vendor.server.fault({ fault: { kind: 'forbidden' }, operation: 'financial' });
    const syncer = await world.createSyncer();
    await runUntilIdle(syncer);
    const range = syncer.target();
    expect((await world.store.status(world.account, range, CALL_PARTS)).progress).toBe(1);
    const [first] = await readKept(world.store, world.account, range);
    expect(first!.costs).toBeUndefined();
  });

  it('keeps what came before a vendor broke off, and goes on there', async () => {
    const world = await start(vendor, 'even', { since: NOW - 100 * DAY_MS });
    // Its list breaks off after the third page.
    let pages = 0;
    const broken: KeepingProvider = {
      ...world.provider,
      prepare(filter, selection) {
        const question = world.provider.prepare(filter, selection);
        return {
          ...question,
          async *list(query, signal) {
            for await (const page of question.list(query, signal)) {
              if ((pages += 1) === 5)
                throw new ProviderError(world.provider.key, 'unavailable', 'the vendor broke off');
              yield page;
            }
          },
        };
      },
    };
    const syncer = await world.createSyncer({ provider: broken });
    await syncer.step(never);
    const followed = pages;
    await expect(syncer.step(never)).rejects.toThrow('the vendor broke off');
    const { kept } = await world.store.status(world.account, syncer.target(), CALL_PARTS);
    expect(followed).toBe(1);
    expect(kept!.to).toBe(syncer.target().to);
    await syncer.step(never);
    const next = await syncer.step(never);
    expect(next.range!.to).toBe(kept!.from);
  });

  it('keeps what its vendor has dropped for its age, and drops what was removed there', async () => {
    const source = createChangingSource(createDataSet('even').sources.bitrix24);
    const since = NOW - 36 * DAY_MS;
    const world = await start(vendor, source, { since });
    const syncer = await world.createSyncer();
    await runUntilIdle(syncer);
    const count = async () => (await readKept(world.store, world.account, { from: since, to: NOW })).length;
    const whole = await count();
    // The set ends at noon: two in the morning is when old days are looked at.
    pass(world, 14 * HOUR_MS);
    const nights = async (count: number): Promise<void> => {
      for (let night = 0; night < count; night += 1) {
        await runUntilIdle(syncer);
        pass(world, DAY_MS);
      }
    };
    source.hide(indexAtOrAfter(source, NOW - 33.5 * DAY_MS));
    await nights(9);
    expect(await count()).toBe(whole - 1);
    for (let index = 0; index < indexAtOrAfter(source, NOW - 33.2 * DAY_MS); index += 1) source.hide(index);
    await nights(20);
    expect(await count()).toBe(whole - 1);
  });

  it('waits for the next minute within a step, and goes on with what there is to do', async () => {
    const world = await start(vendor, 'even');
    const { provider, clock, timer } = world;
    let rateLimit: RateLimit | null = { limit: 10, remaining: 1, resetsAt: clock.now() + 30_000 };
    const status: KeepingProvider['status'] = () => ({ ...provider.status(), rateLimit });
    const syncer = await world.createSyncer({ provider: { ...provider, status } });
    const step = syncer.step(never);
    await expect.poll(() => timer.waits()).toEqual([30_000]);
    rateLimit = null;
    timer.advance(30_000);
    // Whoever steps is not told that there is nothing to do.
    expect(await step).toMatchObject({ did: expect.any(String) as string, waitMs: 0 });
    await syncer.close(new Error('the test is over'));
  });
});
