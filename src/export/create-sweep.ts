import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const SWEPT_EVERY_BYTES = 2_000_000;

/**
 * Gives back what was read and written already. Left alone, the engine lets half as much again pile up before it does, as it
 * would for a server: an export is to fit beside one on a small machine.
 */
export function createSweep(): () => void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let left = 0;
  return () => {
    if (process.memoryUsage().heapUsed - left < SWEPT_EVERY_BYTES) return;
    collect();
    left = process.memoryUsage().heapUsed;
  };
}
