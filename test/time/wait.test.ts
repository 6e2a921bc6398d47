import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { wait } from '../../src/time/wait.ts';
import { never } from '../transport/exchange-stub.ts';

describe('wait', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }));
  afterEach(() => {
    // First the spy, which would put the false timer back in its place.
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  it.each([2 ** 31, 1e15, Infinity])('does not end at once where a timer cannot hold the time: %d ms', async (ms) => {
    const timers = vi.spyOn(globalThis, 'setTimeout');
    const caller = new AbortController();
    const waiting = expect(wait(ms, caller.signal)).rejects.toThrow('gone');
    expect(timers.mock.calls.map(([, delay]) => delay)).toEqual([2 ** 31 - 1]);
    await vi.advanceTimersByTimeAsync(86_400_000);
    caller.abort(new Error('gone'));
    await waiting;
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends when the time has passed, and listens to nobody any more', async () => {
    const waiting = wait(500, never());
    await vi.advanceTimersByTimeAsync(500);
    await waiting;
    expect(vi.getTimerCount()).toBe(0);
  });
});
