import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it, vi } from 'vitest';
import { stringify } from 'yaml';

const MAIN = fileURLToPath(new URL('../../start.js', import.meta.url));
const PATIENCE = { timeout: 20_000, interval: 50 };
const folder = mkdtempSync(join(tmpdir(), 'trunkline-reload-'));
const path = join(folder, 'trunkline.yaml');
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const TRACKING = { id: 'tracking', kind: 'callgear', accessToken: 'a-key-of-the-test' };
const DESK = {
  id: 'desk',
  kind: 'zoom-contact-center',
  accountId: 'a',
  clientId: 'b',
  clientSecret: 'a-secret-of-the-test',
};
const write = (settings: object): void =>
  writeFileSync(path, stringify({ server: { port: 0 }, store: { kind: 'memory' }, history: 'off', ...settings }));

it('goes by its settings file when that changes or it hears SIGHUP, and refuses in words what cannot change', async () => {
  write({ providers: [TRACKING] });
  const child = spawn(process.execPath, [MAIN, '--settings', path], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const lines: string[] = [];
  createInterface(child.stdout).on('line', (line) => lines.push(line));
  const said = (text: string) => vi.waitFor(() => expect(lines.join('\n')).toContain(text), PATIENCE);
  await said('listening');
  const { url } = JSON.parse(lines.find((line) => line.includes('listening'))!) as { url: string };
  const keys = async () => (await fetch(`${url}?query={providers{key}}`)).text();
  expect(await keys()).toContain('[{"key":"tracking"}]');

  write({ providers: [TRACKING, DESK], server: { port: 1 }, store: { kind: 'sqlite' } });
  child.kill('SIGHUP');
  await said('server.port: cannot change while the server runs');
  await said('store: cannot change while the server runs');
  expect(await keys()).toContain('[{"key":"tracking"}]');

  write({
    providers: [TRACKING, DESK],
    tracing: { endpoint: 'http://127.0.0.1:1', headers: { key: 'k-of-the-test' } },
  });
  child.kill('SIGHUP');
  await said('tracing: cannot change while the server runs: traces are begun with it. Stop it and start it again');
  expect(await keys()).toContain('[{"key":"tracking"}]');

  write({ providers: [TRACKING, { ...DESK, kind: 'zoom' }] });
  child.kill('SIGHUP');
  await said('providers[1].kind');
  expect(await keys()).toContain('[{"key":"tracking"}]');

  write({ providers: [TRACKING, DESK] });
  child.kill('SIGHUP');
  await said('"changed":["providers"],"providers":["tracking","desk"]');
  expect(await keys()).toContain('[{"key":"tracking"},{"key":"desk"}]');

  // Nobody signals: the file is looked at. What is written to the log is the last line that is written.
  write({ providers: [DESK], log: { level: 'warn' } });
  await vi.waitFor(async () => expect(await keys()).toContain('[{"key":"desk"}]'), PATIENCE);
  const count = lines.length;
  await keys();
  expect([lines.length, child.exitCode]).toEqual([count, null]);
  expect(lines.join('\n')).not.toContain('of-the-test');
});
