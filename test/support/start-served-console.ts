import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type ServedDemo, type ServedDemoSettings, startServedDemo } from './start-served-demo.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Builds the console where it is older than its sources, and serves it over the demo: its clock stands at DATA_SETS_END. */
export async function startServedConsole(
  options: Parameters<typeof startServedDemo>[0] = {},
  { server, ...settings }: ServedDemoSettings = {},
): Promise<ServedDemo> {
  await (built ??= build());
  return startServedDemo(options, { ...settings, server: { ...server, console: true } });
}

let built: Promise<unknown> | undefined;

const build = () => promisify(execFile)(process.execPath, ['scripts/build-web.js', '--when-changed'], { cwd: ROOT });
