import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { readTokenFile, writeTokenFile } from '../../../src/providers/bitrix24/api/token-file.ts';

let folder = '';
let path = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'token-file-'));
  path = join(folder, 'token.json');
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

const SOURCE = pathToFileURL(join(import.meta.dirname, '../../../src/providers/bitrix24/api/token-file.ts')).href;

/** Writes a token in a process of its own, in which `patch` has changed the file system. */
function writeElsewhere(patch: string) {
  const script = `
    import { syncBuiltinESMExports } from 'node:module';
    import fs from 'node:fs/promises';
    ${patch}
    syncBuiltinESMExports();
    const { writeTokenFile } = await import(${JSON.stringify(SOURCE)});
    await writeTokenFile(${JSON.stringify(path)}, 'new-token');
  `;
  return spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
}

describe('the token file', () => {
  it('is not there at first, and holds what was written afterwards', async () => {
    expect(await readTokenFile(path)).toBeNull();
    await writeTokenFile(path, 'first');
    await writeTokenFile(path, 'second');
    expect(await readTokenFile(path)).toBe('second');
    expect(await readdir(folder)).toEqual(['token.json']);
  });

  it("is for the owner's eyes alone, also where an operator made it readable for all", async () => {
    await writeFile(path, '{"refreshToken": "old-token"}', { mode: 0o644 });
    await writeTokenFile(path, 'new-token');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('keeps the old token, whole, when the process dies before the new one has its name', async () => {
    await writeTokenFile(path, 'old-token');
    const { signal } = writeElsewhere("fs.rename = () => process.kill(process.pid, 'SIGKILL');");
    expect(signal).toBe('SIGKILL');
    expect(await readTokenFile(path)).toBe('old-token');
    // The new one had been written beside it, for the owner alone.
    const [beside = ''] = (await readdir(folder)).filter((name) => name !== 'token.json');
    expect(await readFile(join(folder, beside), 'utf8')).toBe('{"refreshToken":"new-token"}\n');
    expect((await stat(join(folder, beside))).mode & 0o777).toBe(0o600);
  });

  it('keeps the old token and leaves nothing beside it when the new one cannot be written', async () => {
    await writeTokenFile(path, 'old-token');
    const { status, stderr } = writeElsewhere("fs.rename = async () => { throw new Error('no space left'); };");
    expect([status, stderr]).toEqual([1, expect.stringContaining('no space left')]);
    expect(await readTokenFile(path)).toBe('old-token');
    expect(await readdir(folder)).toEqual(['token.json']);
  });

  it('is on the disk under its name before the token is used: first the file, then the name, then the folder', () => {
    const { status, stdout } = writeElsewhere(`
      const { open, rename } = fs;
      fs.open = async (path, ...rest) => {
        const handle = await open(path, ...rest);
        const sync = handle.sync.bind(handle);
        handle.sync = () => { console.log('sync', path); return sync(); };
        return handle;
      };
      fs.rename = (from, to) => { console.log('rename', to); return rename(from, to); };
    `);
    expect(status).toBe(0);
    expect(stdout.trim().split('\n')).toEqual([
      expect.stringMatching(/^sync .*\.token\.json\..*\.tmp$/),
      `rename ${path}`,
      `sync ${folder}`,
    ]);
  });

  it('is written all the same where a folder cannot be synced', async () => {
    const { status } = writeElsewhere(`
      const { open } = fs;
      fs.open = (path, flags, ...rest) =>
        flags === 'r' ? Promise.reject(Object.assign(new Error('is a folder'), { code: 'EISDIR' })) : open(path, flags, ...rest);
    `);
    expect(status).toBe(0);
    expect(await readTokenFile(path)).toBe('new-token');
  });
});
