import { describe, expect, it } from 'vitest';
import { createPace } from '../../../src/history/sync/pace.ts';
import type { Provider, RateLimit } from '../../../src/domain/provider.ts';
import { DAY_MS, HOUR_MS } from '../../../src/time/instant.ts';
import { currentWaiter } from '../../../src/time/waiting-as.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFakeTimer } from '../../support/fake-timer.ts';
import { createMemoryProvider } from '../../support/memory-provider.ts';

const never = new AbortController().signal;

const start = (share: number, limit: RateLimit | null = null, minute: () => RateLimit | null = () => null) => {
  const [clock, timer] = [createFakeClock(), createFakeTimer()];
  const provider = createMemoryProvider({ key: 'm', calls: [], now: clock.now });
  const dayLimit = (): RateLimit | null => limit && { ...limit };
  const status: Provider['status'] = () => ({ ...provider.status(), rateLimit: minute() });
  const pace = createPace({ ...provider, dayLimit, status }, { share, timer, now: clock.now });
  /** One question that is so many requests. */
  const ask = (requests = 1): Promise<void> =>
    pace.paced(never)(async () => {
      for (let request = 0; request < requests; request += 1) currentWaiter().way!.asked('m', 0);
    });
  return { pace, clock, timer, ask };
};

describe('the pace of a sync', () => {
  it('asks behind everybody else, for its share', async () => {
    const { pace } = start(0.25);
    const waiter = await pace.paced(never)(() => Promise.resolve(currentWaiter()));
    expect(waiter).toMatchObject({ caller: 'sync', urgency: 'sync', share: 0.25 });
  });

  it('leaves the rest of a limit by the minute to people, and goes on in the next one', async () => {
    const noon = createFakeClock().now();
    // What people have drawn of it does not count as the sync's.
    const minute = { limit: 10, remaining: 6, resetsAt: noon + 30_000 };
    const { pace, timer, ask } = start(0.3, null, () => minute);
    await ask(2);
    expect(pace.minuteMs()).toBe(0);
    await ask();
    expect(pace.minuteMs()).toBe(30_000);
    const next = ask();
    expect(timer.waits()).toEqual([30_000]);
    timer.advance(30_000);
    await next;
  });

  it('knows a minute whose end is told a little later for the same', async () => {
    const noon = createFakeClock().now();
    let minute = { limit: 10, remaining: 10, resetsAt: noon + 60_000 };
    const { pace, clock, ask } = start(0.3, null, () => minute);
    await ask(3);
    minute = { ...minute, resetsAt: noon + 61_500 };
    clock.advance(10_000);
    expect(pace.minuteMs()).toBe(51_500);
  });

  it('takes what one question drew above its share of a minute from the next one', async () => {
    const noon = createFakeClock().now();
    let minute = { limit: 10, remaining: 10, resetsAt: noon + 60_000 };
    const { pace, clock, ask } = start(0.3, null, () => minute);
    await ask(5);
    expect(pace.minuteMs()).toBe(60_000);
    clock.advance(60_000);
    minute = { ...minute, resetsAt: noon + 120_000 };
    expect(pace.minuteMs()).toBe(0);
    await ask();
    expect(pace.minuteMs()).toBe(60_000);
  });

  it('spreads its share of a limit by the day over the day', async () => {
    const noon = createFakeClock().now();
    const { pace, clock, ask } = start(0.5, { limit: 100, remaining: 90, resetsAt: noon + DAY_MS / 2 });
    // At noon, half of its fifty requests may have been made.
    expect(pace.msUntilFree()).toBe(0);
    for (let request = 0; request < 25; request += 1) await ask();
    expect(pace.msUntilFree()).toBe(0);
    await ask();
    expect(pace.msUntilFree()).toBeCloseTo(DAY_MS / 50, -3);
    clock.advance(HOUR_MS);
    expect(pace.msUntilFree()).toBe(0);
  });

  it('leaves the last tenth of a day to people', () => {
    const noon = createFakeClock().now();
    const { pace } = start(1, { limit: 100, remaining: 9, resetsAt: noon + 6 * HOUR_MS });
    expect(pace.msUntilFree()).toBe(6 * HOUR_MS);
  });

  it('takes no limit by the minute for one by the day', () => {
    const noon = createFakeClock().now();
    const { pace } = start(0.1, { limit: 100, remaining: 1, resetsAt: noon + 30_000 });
    expect(pace.msUntilFree()).toBe(0);
  });
});
