import { onTestFinished, vi } from 'vitest';

const runningTime = performance.now.bind(performance);
let aheadMs = 0;

/** Lets time pass for everything that waits by the monotonic clock, until the test is over. Timers are not moved. */
export function passTime(ms: number): void {
  if (aheadMs === 0) {
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => runningTime() + aheadMs);
    onTestFinished(() => {
      clock.mockRestore();
      aheadMs = 0;
    });
  }
  aheadMs += ms;
}
