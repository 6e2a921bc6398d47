import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import type { Demo } from '../demo/index.ts';
import { UsageError } from './usage-error.ts';

const HEADER = '# Written by the demo of Trunkline; good for as long as that demo runs.';

/** Writes a settings file that names the running demo vendors; it holds their keys, so only its owner reads it. */
export function writeDemoSettings(demo: Demo, path: string): void {
  const providers = Object.values(demo.vendors).map(({ settings }) => settings);
  try {
    if (existsSync(path)) {
      if (!readFileSync(path, 'utf8').startsWith(HEADER))
        throw new UsageError(
          `--write-settings: ${path} is there already, and no demo has written it. Name another file.`,
        );
      rmSync(path);
    }
    writeFileSync(path, `${HEADER}\n${stringify({ people: demo.people, providers })}`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`--write-settings: ${path} cannot be written: ${String(error)}.`);
  }
}
