import { createCounts } from '../../transport/counts.ts';
import type { Room } from './fair-gate.ts';
import type { Waiting } from './fair-line.ts';
import { createMean } from './mean.ts';

/** Room for requests that this process works on. */
export type WorkingRoom = Room<Waiting> & {
  /** One has ended, or waits for vendors from now on. */
  leave(caller: string, ms: number): void;
  inFlight(): number;
};

/** An answer from what is kept, as it was measured. */
const ASSUMED_MS = 10;

/** Makes a room in which nobody works. */
export function createWorkingRoom(bounds: () => { readonly inAll: number; readonly ofCaller: number }): WorkingRoom {
  const working = createCounts();
  const time = createMean(ASSUMED_MS);
  return {
    hasRoom: ({ caller }) => working.all() < bounds().inAll && working.of(caller) < bounds().ofCaller,
    take: ({ caller }) => working.add(caller),
    everyMs: () => time.now() / Math.min(bounds().inAll, bounds().ofCaller),
    leave(caller, ms) {
      working.remove(caller);
      time.note(ms);
    },
    inFlight: () => working.all(),
  };
}
