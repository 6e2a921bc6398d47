import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** npm and node as npm scripts see them, and nothing of the npm that runs the tests. */
export const environment = Object.fromEntries(
  Object.entries({
    ...process.env,
    PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
  }).filter(([name]) => !name.toLowerCase().startsWith('npm_')),
);

/** Copies what is committed, or would be, into a folder of its own, as a clone is after `npm ci`. */
export function copyCheckout(): string {
  const folder = mkdtempSync(join(tmpdir(), 'trunkline-checkout-'));
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  for (const file of files.trim().split('\n')) cpSync(join(ROOT, file), join(folder, file));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Runs npm to its end, and gives what it said. */
export const npm = (folder: string, ...args: string[]): string =>
  execFileSync('npm', args, { cwd: folder, env: environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
