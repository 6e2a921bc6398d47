import { createCounts } from '../../transport/counts.ts';
import type { Waiting } from './fair-line.ts';
import { createMean } from './mean.ts';

/** An answer from what is kept, as it was measured. */
const ASSUMED_MS = 10;

/** Room for requests that this process works on; nobody does yet. */
export function createWorkingRoom(bounds: () => { readonly inAll: number; readonly ofCaller: number }) {
  const working = createCounts();
  const time = createMean(ASSUMED_MS);
  return {
    hasRoom: ({ caller }: Waiting): boolean => working.all() < bounds().inAll && working.of(caller) < bounds().ofCaller,
    take: ({ caller }: Waiting): void => working.add(caller),
    everyMs: (): number => time.now() / Math.min(bounds().inAll, bounds().ofCaller),
    /** One has ended, or waits for vendors from now on. */
    leave(caller: string, ms: number): void {
      working.remove(caller);
      time.note(ms);
    },
    inFlight: (): number => working.all(),
  };
}
