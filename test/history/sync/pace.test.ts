import { describe, expect, it } from 'vitest';
import { createPace } from '../../../src/history/sync/pace.ts';
import type { RateLimit } from '../../../src/domain/provider.ts';
import { DAY_MS, HOUR_MS } from '../../../src/time/instant.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFakeTimer } from '../../support/fake-timer.ts';
import { createMemoryProvider } from '../../support/memory-provider.ts';

const never = new AbortController().signal;

const start = (share: number, limit: RateLimit | null = null) => {
  const [clock, timer] = [createFakeClock(), createFakeTimer()];
  const provider = createMemoryProvider({ key: 'm', calls: [], now: clock.now });
  const dayLimit = (): RateLimit | null => limit && { ...limit };
  const pace = createPace({ ...provider, dayLimit }, { share, timer, now: clock.now });
  const ask = (ms: number): Promise<void> => pace.paced(never)(async () => timer.advance(ms));
  return { pace, clock, timer, ask };
};

describe('the pace of a sync', () => {
  it('leaves the vendor alone for as long as its share of the time wants', async () => {
    const { timer, ask } = start(0.25);
    await ask(100);
    const second = ask(100);
    expect(timer.waits()).toEqual([300]);
    timer.advance(300);
    await second;
    expect(timer.elapsed()).toBe(500);
  });

  it('waits for nothing when all of the time is its share', async () => {
    const { timer, ask } = start(1);
    await ask(100);
    await ask(100);
    expect(timer.elapsed()).toBe(200);
  });

  it('spreads its share of a limit by the day over the day', async () => {
    const noon = createFakeClock().now();
    const { pace, clock, ask } = start(0.5, { limit: 100, remaining: 90, resetsAt: noon + DAY_MS / 2 });
    // At noon, half of its fifty requests may have been made.
    expect(pace.msUntilFree()).toBe(0);
    for (let request = 0; request < 25; request += 1) await ask(0);
    expect(pace.msUntilFree()).toBe(0);
    await ask(0);
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
