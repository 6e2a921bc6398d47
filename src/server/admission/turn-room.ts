import type { Room } from './fair-gate.ts';
import type { Waiting } from './fair-line.ts';
import { createMean } from './mean.ts';

/** A room whose place may be given back within its turn, by who does nothing with it. */
export type TurnRoom = Room<Waiting> & { giveBack(): void };

/** What beginning a request takes, as it was measured. */
const ASSUMED_MS = 3;

/**
 * Room for one request in each turn of the event loop, so that whatever is quick is answered in between. `onRoom` is told of
 * the next turn.
 */
export function createTurnRoom(onRoom: () => void): TurnRoom {
  const time = createMean(ASSUMED_MS);
  let isTaken = false;
  let nextTurn: NodeJS.Immediate | undefined;
  return {
    hasRoom: () => !isTaken,
    take() {
      isTaken = true;
      const beganAt = performance.now();
      nextTurn = setImmediate(() => {
        isTaken = false;
        time.note(performance.now() - beganAt);
        onRoom();
      });
    },
    everyMs: () => time.now(),
    giveBack() {
      clearImmediate(nextTurn);
      isTaken = false;
      onRoom();
    },
  };
}
