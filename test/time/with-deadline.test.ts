import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  DeadlinePassed,
  announceDeadline,
  deadlineOf,
  withDeadline,
  withLiftableDeadline,
} from '../../src/time/with-deadline.ts';
import { never } from '../transport/exchange-stub.ts';

describe('withDeadline', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('aborts when the time has passed, and says that it was the deadline', async () => {
    const signal = withDeadline(never(), 500);
    await vi.advanceTimersByTimeAsync(499);
    expect(signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(signal.reason).toBeInstanceOf(DeadlinePassed);
  });

  it('is as far away as before when the wall clock is set back or forth an hour', async () => {
    for (const ms of [-3_600_000, 3_600_000]) {
      const signal = withDeadline(never(), 500);
      vi.setSystemTime(Date.now() + ms);
      expect((deadlineOf(signal) ?? 0) - performance.now()).toBe(500);
      await vi.advanceTimersByTimeAsync(500);
      expect(signal.reason).toBeInstanceOf(DeadlinePassed);
    }
  });

  it("passes on the caller's own reason", () => {
    const caller = new AbortController();
    const signal = withDeadline(caller.signal, 500);
    caller.abort(new Error('gone'));
    expect(signal.reason).toEqual(new Error('gone'));
  });

  it('is aborted from the start where the caller has gone already', () => {
    expect(withDeadline(AbortSignal.abort(new Error('gone')), 500).reason).toEqual(new Error('gone'));
  });

  it('knows the earliest of the deadlines it stands under', () => {
    const outer = withDeadline(never(), 500);
    expect(deadlineOf(outer)).toBe(500);
    expect(deadlineOf(withDeadline(outer, 2_000))).toBe(500);
    expect(deadlineOf(withDeadline(outer, 200))).toBe(200);
    expect(deadlineOf(never())).toBeNull();
  });

  it('follows a deadline above it that moves', () => {
    const above = never();
    let at = 200;
    announceDeadline(above, () => at);
    const signal = withDeadline(above, 2_000);
    expect(deadlineOf(signal)).toBe(200);
    at = 1_500;
    expect(deadlineOf(signal)).toBe(1_500);
    at = 8_000;
    expect(deadlineOf(signal)).toBe(2_000);
  });

  it('ends nothing once it is lifted, and leaves the deadline above it and the caller', async () => {
    const caller = new AbortController();
    const { signal, lift } = withLiftableDeadline(withDeadline(caller.signal, 2_000), 500);
    expect(deadlineOf(signal)).toBe(500);
    lift();
    expect(deadlineOf(signal)).toBe(2_000);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(signal.aborted).toBe(false);
    caller.abort(new Error('gone'));
    expect(signal.reason).toEqual(new Error('gone'));
  });
});
