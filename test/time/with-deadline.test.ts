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
  beforeEach(() => void vi.useFakeTimers({ now: 1_000 }));
  afterEach(() => void vi.useRealTimers());

  it('aborts when the time has passed, and says that it was the deadline', async () => {
    const signal = withDeadline(never(), 500);
    await vi.advanceTimersByTimeAsync(499);
    expect(signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(signal.reason).toBeInstanceOf(DeadlinePassed);
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
    expect(deadlineOf(outer)).toBe(1_500);
    expect(deadlineOf(withDeadline(outer, 2_000))).toBe(1_500);
    expect(deadlineOf(withDeadline(outer, 200))).toBe(1_200);
    expect(deadlineOf(never())).toBeNull();
  });

  it('follows a deadline above it that moves', () => {
    const above = never();
    let at = 1_200;
    announceDeadline(above, () => at);
    const signal = withDeadline(above, 2_000);
    expect(deadlineOf(signal)).toBe(1_200);
    at = 2_500;
    expect(deadlineOf(signal)).toBe(2_500);
    at = 9_000;
    expect(deadlineOf(signal)).toBe(3_000);
  });

  it('ends nothing once it is lifted, and leaves the deadline above it and the caller', async () => {
    const caller = new AbortController();
    const { signal, lift } = withLiftableDeadline(withDeadline(caller.signal, 2_000), 500);
    expect(deadlineOf(signal)).toBe(1_500);
    lift();
    expect(deadlineOf(signal)).toBe(3_000);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(signal.aborted).toBe(false);
    caller.abort(new Error('gone'));
    expect(signal.reason).toEqual(new Error('gone'));
  });
});
