import { rmSync } from 'node:fs';
import { toWriteError } from '../../export/export-error.ts';
import { lockFile } from '../../history/store/sqlite/database-file.ts';
import { UsageError } from '../usage-error.ts';

/**
 * Takes the file of an export for this process, and says how to let go of it: two that write one file would leave neither.
 * Killed, it holds nothing any more.
 */
export function holdFile(out: string): () => void {
  const letGo = lock(out);
  if (letGo === null)
    throw new UsageError(`${out} is being written by another export: wait until it has ended, or name another --out.`);
  return () => {
    rmSync(`${out}.lock`, { force: true });
    letGo();
  };
}

function lock(out: string): (() => void) | null {
  try {
    return lockFile(out);
  } catch (error) {
    throw toWriteError(out, error);
  }
}
