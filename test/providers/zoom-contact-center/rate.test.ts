import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRateLimits } from '../../../src/demo/zoom-contact-center/rate-limits.ts';
import { type Label, ratesOf } from '../../../src/providers/zoom-contact-center/api/client.ts';
import { type Budget, createBudget } from '../../../src/transport/budget.ts';

const createRateBudget = () => createBudget({ rates: ratesOf('pro') });
const take = async (budget: Budget, label: Label): Promise<void> =>
  (await budget.enter(label, new AbortController().signal)).answered();

describe("the budget of Zoom's limits per second", () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 2, 1) + 400 }));
  afterEach(() => void vi.useRealTimers());

  it.each([
    ['heavy', 'Heavy', 5],
    ['medium', 'Medium', 10],
    ['light', 'Light', 20],
  ] as const)('draws no refusal in a burst that follows a first request: %s', async (label, vendorLabel, most) => {
    const budget = createRateBudget();
    const limits = createRateLimits(Date.now, 1_000_000, false);
    const times: number[] = [];
    let refusals = 0;
    const ask = async (): Promise<void> => {
      await take(budget, label);
      times.push(Date.now());
      if (limits.take(vendorLabel).refusal) refusals += 1;
    };
    await ask();
    await vi.advanceTimersByTimeAsync(950);
    const burst = Promise.all(Array.from({ length: 4 * most }, ask));
    await vi.runAllTimersAsync();
    await burst;
    expect(refusals).toBe(0);
    for (const time of times) {
      const within = times.filter((other) => other >= time && other < time + 1000);
      expect(within.length).toBeLessThanOrEqual(most);
    }
  });

  it('makes nobody wait for what a second holds', async () => {
    const budget = createRateBudget();
    const start = Date.now();
    await Promise.all(Array.from({ length: 5 }, () => take(budget, 'heavy')));
    expect(Date.now()).toBe(start);
  });

  it('believes what Zoom says of the limit', async () => {
    const budget = createRateBudget();
    budget.learn('heavy', 2);
    const start = Date.now();
    const drawn = Promise.all(Array.from({ length: 4 }, () => take(budget, 'heavy')));
    await vi.runAllTimersAsync();
    await drawn;
    expect(Date.now() - start).toBeGreaterThanOrEqual(1000);
  });
});
