import { readFileSync } from 'node:fs';
import type { AnyProviderSettings } from './provider-kinds.ts';
import { fingerprint } from './fingerprint.ts';

/**
 * Tells whether a provider would be made otherwise: by its settings, and by what stands in the files that they name. What
 * Trunkline writes itself, as the tokens of a portal, is named further down and does not count.
 */
export function settingsPrint(settings: AnyProviderSettings): string {
  const files = Object.entries(settings).filter(
    (entry): entry is [string, string] => entry[0].endsWith('File') && typeof entry[1] === 'string',
  );
  return fingerprint(JSON.stringify(settings), ...files.map(([, path]) => readFileSync(path, 'utf8')));
}
