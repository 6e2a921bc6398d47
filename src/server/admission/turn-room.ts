import type { Room } from './fair-gate.ts';
import type { Waiting } from './fair-line.ts';
import { createMean } from './mean.ts';

/** What beginning a request takes, as it was measured. */
const ASSUMED_MS = 3;

/**
 * Room for one request in each turn of the event loop, so that whatever is quick is answered in between. `onRoom` is told of
 * the next turn.
 */
export function createTurnRoom(onRoom: () => void): Room<Waiting> {
  const time = createMean(ASSUMED_MS);
  let isTaken = false;
  return {
    hasRoom: () => !isTaken,
    take() {
      isTaken = true;
      const beganAt = performance.now();
      setImmediate(() => {
        isTaken = false;
        time.note(performance.now() - beganAt);
        onRoom();
      });
    },
    everyMs: () => time.now(),
  };
}
