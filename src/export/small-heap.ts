import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * An export makes garbage as fast as it writes, for as long as it runs. Left to itself, the heap grows to four times what is
 * in use before it is collected; a little time buys most of that back.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=15');
  setFlagsFromString('--semi-space-growth-factor=1');
}

const SWEPT_EVERY_BYTES = 1_000_000;

/** Gives back what was read and written already, each time so much may have piled up: the engine alone would wait for more. */
export function createSweep(): () => void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const bytesUsed = () => getHeapStatistics().used_heap_size;
  let left = 0;
  return () => {
    if (bytesUsed() - left < SWEPT_EVERY_BYTES) return;
    collect();
    left = bytesUsed();
  };
}
