import { type ChildProcess, execSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { type Demo, startDemo } from '../../src/demo/index.ts';
import { copyCheckout, environment } from './checkout.ts';
import { readAdmitted, readImage } from './image.ts';

/** Nobody, who may write nowhere; only root can become somebody else. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
const image = readImage();
let demo: Demo;
let root: string;
let child: ChildProcess | undefined;

/**
 * The files of the image, made of what .dockerignore lets in by the commands of the Dockerfile, below a folder of which all
 * but the volume is read-only.
 */
beforeAll(async () => {
  demo = await startDemo({ count: 20 });
  const checkout = copyCheckout();
  const admitted = new Set(['node_modules', ...readAdmitted()]);
  for (const name of readdirSync(checkout)) if (!admitted.has(name)) rmSync(join(checkout, name), { recursive: true });
  for (const command of image.builds) execSync(command, { cwd: checkout, env: environment, stdio: 'pipe' });
  root = mkdtempSync(join(tmpdir(), 'trunkline-image-'));
  mkdirSync(join(root, 'app'));
  for (const { from, to } of image.kept)
    for (const path of from) {
      const name = path.replace('/build/', '');
      cpSync(join(checkout, name), join(root, 'app', to === './' ? name : to), { recursive: true });
    }
  rmSync(checkout, { recursive: true });
  mkdirSync(join(root, 'data'));
  if (NOBODY.uid !== undefined) chownSync(join(root, 'data'), NOBODY.uid, NOBODY.gid);
  spawnSync('chmod', ['-R', 'a-w,a+rX', join(root, 'app')]);
  chmodSync(root, 0o555);
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await demo.close();
  spawnSync('chmod', ['-R', 'u+w', root]);
  rmSync(root, { recursive: true, force: true });
});

const run = (words: readonly string[], env: object = {}) =>
  spawn(process.execPath, words.slice(1), {
    cwd: join(root, 'app'),
    env: { ...environment, NODE_ENV: 'production', ...env },
    ...NOBODY,
  });

const listed = (): string[] => readdirSync(join(root, 'app'), { recursive: true, encoding: 'utf8' }).sort();

it('serves as somebody who may write to the volume alone, answers its health check, and stops when it is told', async () => {
  const settings = join(tmpdir(), `trunkline-image-${process.pid}.yaml`);
  // The portal is reached by a webhook: the demo keeps the tokens of an application in a folder of its own.
  const providers = demo.providers.filter(({ id }) => id !== 'portal');
  writeFileSync(
    settings,
    stringify({ server: { port: 0 }, store: { kind: 'sqlite', path: join(root, 'data/kept.db') }, providers }),
  );
  const before = listed();
  child = run([...image.entrypoint, '--settings', settings]);
  const complained = text(child.stderr!);
  let said = '';
  for await (const chunk of child.stdout!) {
    said += String(chunk);
    if (said.match(/CURRENT/g)?.length === 3) break;
  }
  const { origin, port } = new URL(/"url":"([^"]+)"/.exec(said)![1]!);
  const answer = await fetch(`${origin}/graphql?query={callSessions(first:1){totalCount}}`);
  expect(await answer.json()).toEqual({ data: { callSessions: { totalCount: 60 } } });

  const page = await fetch(origin, { headers: { accept: 'text/html' } });
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<script type="module"')]);

  const check = async (asked: string) => (await once(run(image.healthcheck, { PORT: asked }), 'exit'))[0] as number;
  expect(await check(port)).toBe(0);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(await check(port)).toBe(1);

  expect(await complained).toBe('');
  expect(listed()).toEqual(before);
  expect(readdirSync(join(root, 'data'))).toContain('kept.db');
  rmSync(settings);
});
