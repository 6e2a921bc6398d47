import type { Instant } from '../../src/time/instant.ts';

/** A clock that stands still until it is told to move. */
export type FakeClock = { readonly now: () => Instant; advance(ms: number): void; set(instant: Instant): void };

/** Makes a clock that stands at a whole second. */
export function createFakeClock(start: Instant = Date.UTC(2026, 3, 30, 12, 0, 0)): FakeClock {
  let instant = start;
  return {
    now: () => instant,
    advance(ms) {
      instant += ms;
    },
    set(to) {
      instant = to;
    },
  };
}
