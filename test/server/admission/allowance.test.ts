import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAllowance } from '../../../src/server/admission/allowance.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

describe('what a caller may use up a minute', () => {
  it('is there at once, and comes back as time goes by', () => {
    const allowance = createAllowance(60);
    allowance.take('one', 60);
    expect([allowance.left('one'), allowance.msUntil('one', 1)]).toEqual([0, 1_000]);
    vi.advanceTimersByTime(30_000);
    expect([allowance.left('one'), allowance.msUntil('one', 30), allowance.msUntil('one', 31)]).toEqual([30, 0, 1_000]);
    vi.advanceTimersByTime(3_600_000);
    expect(allowance.left('one')).toBe(60);
  });

  it('is that of each caller', () => {
    const allowance = createAllowance(60);
    allowance.take('one', 60);
    expect(allowance.msUntil('two', 60)).toBe(0);
  });

  it('lets through what is more than a minute brings, once nothing is used', () => {
    const allowance = createAllowance(60);
    expect(allowance.msUntil('one', 90)).toBe(0);
    allowance.take('one', 90);
    expect(allowance.msUntil('one', 90)).toBe(90_000);
  });

  it('is given back for what was not done', () => {
    const allowance = createAllowance(60);
    allowance.take('one', 40);
    allowance.giveBack('one', 40);
    expect(allowance.left('one')).toBe(60);
  });
});
