import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { NOW } from '../../conformance/world.ts';

const SOURCE = pathToFileURL(join(import.meta.dirname, '../../../src/')).href;

/** Counts calls in a process of its own, in which `patch` has changed the file system; tells how it ended. */
export function askInAnotherProcess(settings: object, patch = '') {
  const script = `
    import { syncBuiltinESMExports } from 'node:module';
    import fs from 'node:fs/promises';
    const die = () => process.kill(process.pid, 'SIGKILL');
    /** Changes the functions of every file that is opened. */
    const onFiles = (change) => {
      const { open } = fs;
      fs.open = async (...asked) => {
        const file = await open(...asked);
        Object.assign(file, change({ write: file.write.bind(file), sync: file.sync.bind(file) }));
        return file;
      };
    };
    ${patch}
    syncBuiltinESMExports();
    const load = (name) => import(${JSON.stringify(SOURCE)} + name);
    const { createBitrix24 } = await load('providers/bitrix24/index.ts');
    const { bitrix24Settings } = await load('providers/bitrix24/settings.ts');
    const { PLACE_SELECTION } = await load('domain/call-selection.ts');
    const { createHttpClient } = await load('transport/create-http-client.ts');
    const { SILENT_LOG } = await load('transport/log.ts');
    const tools = { http: createHttpClient({ provider: 'portal' }), log: SILENT_LOG, now: () => ${NOW} };
    const provider = createBitrix24(bitrix24Settings.parse(${JSON.stringify(settings)}), tools);
    const range = { from: ${NOW} - 30 * 86_400_000, to: ${NOW} };
    const count = await provider.prepare({}, PLACE_SELECTION).count(range, new AbortController().signal);
    await provider.close();
    console.log(count);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]).then(
    ([said, complained, exit]) => ({ said: said.trim(), complained, signal: exit[1] as NodeJS.Signals | null }),
  );
  return { kill: () => child.kill('SIGKILL'), ended };
}
