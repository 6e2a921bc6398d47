import { createMean } from './mean.ts';

/** What beginning a request takes, as it was measured. */
const ASSUMED_MS = 3;
/** To refuse somebody takes a moment too: no more of them in one turn. */
const MOST_GIVEN_BACK = 16;

/**
 * Room for one request in each turn of the event loop, so that whatever is quick is answered in between. `onRoom` is told of
 * the next turn.
 */
export function createTurnRoom(onRoom: () => void) {
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
    hasRoom: (): boolean => !isTaken,
    take(): void {
      isTaken = true;
      nextTurn ??= setImmediate(beginTurn, performance.now());
    },
    everyMs: (): number => time.now(),
    /** The place is given back within its turn, by who does nothing with it. */
    giveBack(): void {
      if (givenBack >= MOST_GIVEN_BACK) return;
      givenBack += 1;
      isTaken = false;
      onRoom();
    },
  };
}
