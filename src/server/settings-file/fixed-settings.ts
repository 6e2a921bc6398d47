import { isDeepStrictEqual } from 'node:util';
import type { Settings } from '../settings.ts';
import type { SettingsPath, SettingsProblem } from './settings-error.ts';
import { valueAt } from './settings-outline.ts';

/** What a running server has begun with, and why it stays so. */
const FIXED: readonly (readonly [path: SettingsPath, why: string])[] = [
  [['server', 'host'], 'the server listens there already'],
  [['server', 'port'], 'the server listens there already'],
  [['auth', 'mode'], 'who asks now was let in under the one before'],
  [['store'], 'it is open, and what it holds does not move along'],
  [['tracing'], 'traces are begun with it'],
];

/** Of other settings for a running server, what it cannot change. Values are not repeated: some are secrets. */
export function findFixedChanges(before: Settings, after: Settings): SettingsProblem[] {
  const problems = FIXED.filter(([path]) => !isDeepStrictEqual(valueAt(before, path), valueAt(after, path))).map(
    ([path, why]) => ({ path, message: `cannot change while the server runs: ${why}. ${REMEDY}` }),
  );
  if ((before.history === null) === (after.history === null)) return problems;
  const message = `cannot be switched ${after.history === null ? 'off' : 'on'} while the server runs. ${REMEDY}`;
  return [...problems, { path: ['history'], message }];
}

const REMEDY = 'Stop it and start it again, or put back what was there';
