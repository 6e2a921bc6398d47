import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const preload = (file: string): string => pathToFileURL(join(import.meta.dirname, file)).href;

export type LogLine = Readonly<Record<string, unknown>>;

/** Starts the program with settings of its own, and notes which packages of OpenTelemetry it loads. */
export async function startWatched(
  settings: Readonly<Record<string, unknown>>,
  { preloads = [], env = {} }: { readonly preloads?: readonly string[]; readonly env?: Record<string, string> } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'trunkline-watched-'));
  const file = join(folder, 'trunkline.yaml');
  const noted = join(folder, 'modules');
  writeFileSync(noted, '');
  const portal = { id: 'portal', kind: 'bitrix24', webhookUrl: 'http://127.0.0.1:9/rest/1/no-such-portal/' };
  const value = { server: { port: 0 }, store: { kind: 'memory' }, history: 'off', providers: [portal], ...settings };
  writeFileSync(file, JSON.stringify(value));
  const imports = ['note-modules.ts', ...preloads].flatMap((name) => ['--import', preload(name)]);
  const child: ChildProcess = spawn(process.execPath, [...imports, MAIN, '--settings', file], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NOTED_MODULES: noted, ...env },
  });
  const lines: LogLine[] = [];
  const complaints: string[] = [];
  child.stderr!.on('data', (chunk) => complaints.push(String(chunk)));
  const reader = createInterface(child.stdout!);
  const listening = new Promise<string | null>((resolve) => {
    reader.on('line', (line) => {
      const fields = JSON.parse(line) as LogLine;
      lines.push(fields);
      if (fields['msg'] === 'listening') resolve(String(fields['url']));
    });
    child.once('exit', () => resolve(null));
  });
  const stop = async (): Promise<number | null> => {
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    return child.exitCode;
  };
  return {
    /** Null where it ended instead of listening. */
    url: await listening,
    lines,
    complaints,
    modules: () => [...new Set(readFileSync(noted, 'utf8').split('\n').filter(Boolean))],
    stop,
    async close() {
      await stop();
      rmSync(folder, { recursive: true });
    },
  };
}
