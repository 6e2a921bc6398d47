import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { environment, npm } from './checkout.ts';

const SCRIPT = resolve(import.meta.dirname, '../../scripts/packed-manifest.ts');
/** Goes on until somebody ends what waits for it. */
const HOLD = 'node -e "setInterval(() => process.ppid === 1 && process.exit(), 50)"';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trunkline-manifest-'));
  mkdirSync(join(folder, 'scripts'));
  copyFileSync(SCRIPT, join(folder, 'scripts/packed-manifest.ts'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A checkout that packs as ours does, with something else in between. */
function writeManifest(between = ''): string {
  const manifest = {
    ...{ name: 'packed', version: '1.0.0', type: 'module', files: ['README.md'], engines: { node: '>=20' } },
    scripts: {
      prepack: `node scripts/packed-manifest.ts write${between}`,
      postpack: 'node scripts/packed-manifest.ts restore',
    },
    dependencies: { yaml: '2.9.1' },
  };
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  writeFileSync(join(folder, 'package.json'), text);
  return text;
}

const manifestNow = (): string => readFileSync(join(folder, 'package.json'), 'utf8');

it('a pack leaves package.json as it was', () => {
  const text = writeManifest();
  npm(folder, 'pack');
  expect(readdirSync(folder)).toContain('packed-1.0.0.tgz');
  expect([manifestNow(), existsSync(join(folder, 'package.checkout.json'))]).toEqual([text, false]);
});

it('a pack goes its way where no ps tells who runs it', () => {
  const text = writeManifest();
  const bare = join(folder, 'bin');
  mkdirSync(bare);
  for (const [name, path] of [
    ['node', process.execPath],
    ['sh', '/bin/sh'],
  ] as const)
    symlinkSync(path, join(bare, name));
  const npmCli = execFileSync('sh', ['-c', 'realpath "$(command -v npm)"'], {
    env: environment,
    encoding: 'utf8',
  }).trim();
  const env = { ...environment, PATH: bare };
  execFileSync(process.execPath, [npmCli, 'pack'], { cwd: folder, env, stdio: 'pipe' });
  expect(readdirSync(folder)).toContain('packed-1.0.0.tgz');
  expect(manifestNow()).toBe(text);
});

it('a pack that is killed on its way leaves package.json as it was', async () => {
  const text = writeManifest(` && ${HOLD}`);
  const child = spawn('npm', ['pack'], { cwd: folder, env: environment, stdio: 'ignore', detached: true });
  await expect.poll(() => manifestNow(), { timeout: 20_000 }).not.toContain('dependencies');
  child.kill('SIGKILL');
  await once(child, 'exit');
  await expect.poll(manifestNow, { timeout: 20_000 }).toBe(text);
  expect(existsSync(join(folder, 'package.checkout.json'))).toBe(false);
  try {
    // What it had begun goes on without it.
    process.kill(-child.pid!, 'SIGKILL');
  } catch {
    // It has ended too.
  }
});
