import type { Room } from './fair-gate.ts';
import type { Waiting } from './fair-line.ts';
import { createMean } from './mean.ts';

/** A room whose place may be given back within its turn, by who does nothing with it. */
export type TurnRoom = Room<Waiting> & { giveBack(): void };

/** What beginning a request takes, as it was measured. */
const ASSUMED_MS = 3;
/** To refuse somebody takes a moment too: no more of them in one turn. */
const MOST_GIVEN_BACK = 16;

/**
 * Room for one request in each turn of the event loop, so that whatever is quick is answered in between. `onRoom` is told of
 * the next turn.
 */
export function createTurnRoom(onRoom: () => void): TurnRoom {
  const time = createMean(ASSUMED_MS);
  let isTaken = false;
  let givenBack = 0;
  let nextTurn: NodeJS.Immediate | null = null;
  const beginTurn = (beganAt: number): void => {
    time.note(performance.now() - beganAt);
    isTaken = false;
    givenBack = 0;
    nextTurn = null;
    onRoom();
  };
  return {
    hasRoom: () => !isTaken,
    take() {
      isTaken = true;
      nextTurn ??= setImmediate(beginTurn, performance.now());
    },
    everyMs: () => time.now(),
    giveBack() {
      if (givenBack >= MOST_GIVEN_BACK) return;
      givenBack += 1;
      isTaken = false;
      onRoom();
    },
  };
}
