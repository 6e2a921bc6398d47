import type { Timer } from '../../src/time/timer.ts';
import type { FakeClock } from './fake-clock.ts';

/** A timer that never waits: time has passed as soon as somebody waits for it. */
export type FakeTimer = Timer & { advance(ms: number): void };

/** Makes a timer; a clock that is given goes with it. */
export function createFakeTimer(clock?: FakeClock): FakeTimer {
  let elapsed = 0;
  const advance = (ms: number): void => {
    elapsed += ms;
    clock?.advance(ms);
  };
  return {
    elapsed: () => elapsed,
    advance,
    async wait(ms, signal) {
      signal.throwIfAborted();
      advance(ms);
    },
  };
}
