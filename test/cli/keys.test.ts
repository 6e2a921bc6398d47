import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parse, stringify } from 'yaml';
import { runCommandLine } from '../../src/cli/command-line.ts';
import { findKey } from '../../src/server/auth/keys.ts';
import type { KeySettings } from '../../src/server/auth/auth-settings.ts';
import { makeKey } from '../support/make-key.ts';

const MAIN = fileURLToPath(new URL('../../start.js', import.meta.url));
const PATIENCE = { timeout: 20_000, interval: 50 };

async function keyNew(...args: string[]): Promise<string> {
  const printed: string[] = [];
  const none = async () => null;
  const commands = { start: none, check: none, settingsSchema: none, mcp: none };
  await runCommandLine(['key', 'new', ...args], commands, { version: '1', print: (text) => printed.push(text) });
  return printed.join('');
}

describe('key new', () => {
  it('prints a key once, and the lines for the settings, which hold its hash', async () => {
    const said = await keyNew(
      ...[
        '--name',
        'call desk',
        '--scopes',
        'calls:read, numbers:read',
        '--providers',
        'portal,desk',
        '--ends',
        '2027-01-31',
      ],
    );
    const [key, ...lines] = said.split('\n');
    expect(key).toMatch(/^tl_[\w-]{43}$/);
    const settings = parse(`auth:\n  mode: keys\n  keys:\n${lines.join('\n')}`) as { auth: { keys: KeySettings[] } };
    expect(settings.auth.keys).toEqual([
      {
        name: 'call desk',
        hash: expect.stringMatching(/^sha256:[\w-]{43}$/) as string,
        scopes: ['calls:read', 'numbers:read'],
        providers: ['portal', 'desk'],
        ends: '2027-01-31',
      },
    ]);
    expect(lines.join('\n')).not.toContain(key);
    expect(findKey(settings.auth.keys, key!)).toBe(settings.auth.keys[0]);
    expect(await keyNew('--name', 'a', '--scopes', 'calls:read')).not.toContain(key);
  });

  it.each([
    [['--scopes', 'calls:read'], /--name/],
    [['--name', 'a'], /--scopes/],
    [['--name', 'a', '--scopes', 'calls:rea'], /no scope "calls:rea"; did you mean calls:read\?/],
    [['--name', 'a', '--scopes', 'calls:read', '--ends', '2027-02-30'], /must be a day such as 2027-01-31/],
    [['--name', 'a', '--scopes', 'foo'], /There is no scope "foo"\. They are calls:read,/],
    [['--name', 'a', '--scopes', 'calls:read', '--ends', '2026-01-31'], /That day is over/],
    [['--name', 'a', '--scopes', 'calls:read', '--providers', 'Portal One'], /no provider "Portal One"/],
    [['--name', ' a', '--scopes', 'calls:read'], /1 to 100 characters/],
    [['--name', 'a', '--scopes', 'calls:read', '--providers', 'a,,b'], /words with commas/],
  ])('refuses %s in words', async (args, message) => {
    await expect(keyNew(...args)).rejects.toThrow(message);
  });
});

it('key needs a command, and says which there is', async () => {
  const none = async () => null;
  const commands = { start: none, check: none, settingsSchema: none, mcp: none };
  const run = (...args: string[]) => runCommandLine(args, commands, { version: '1', print() {} });
  await expect(run('key')).rejects.toThrow('key needs a command: new.');
  await expect(run('key', 'nw')).rejects.toThrow("there is no command 'key nw'. Did you mean key new?");
});

describe('a server with keys', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trunkline-keys-'));
  const path = join(folder, 'trunkline.yaml');
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  const [kept, withdrawn] = [makeKey('kept', ['calls:read']), makeKey('withdrawn', ['calls:read'])];
  const write = (keys: readonly object[], more: object = {}): void =>
    writeFileSync(
      path,
      stringify({
        ...{ server: { port: 0 }, store: { kind: 'memory' }, history: 'off', auth: { mode: 'keys', keys } },
        providers: [{ id: 'tracking', kind: 'callgear', accessToken: 'a-key-of-the-test' }],
        ...more,
      }),
    );

  it('goes by the keys of its file while it runs: on SIGHUP, when the file changes, and not by a file that is wrong', async () => {
    write([kept.entry, withdrawn.entry]);
    const child = spawn(process.execPath, [MAIN, '--settings', path], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    const lines: string[] = [];
    createInterface(child.stdout).on('line', (line) => lines.push(line));
    const said = (text: string) => vi.waitFor(() => expect(lines.join('\n')).toContain(text), PATIENCE);
    await said('listening');
    const { url } = JSON.parse(lines.find((line) => line.includes('listening'))!) as { url: string };
    const ask = async ({ headers }: typeof kept) => (await fetch(`${url}?query={__typename}`, { headers })).status;
    expect([await ask(kept), await ask(withdrawn)]).toEqual([200, 200]);

    write([kept.entry, { ...withdrawn.entry, scopes: ['calls:rea'] }]);
    child.kill('SIGHUP');
    await said('all goes on as before');
    expect([await ask(kept), await ask(withdrawn)]).toEqual([200, 200]);

    write([kept.entry], { timeline: { maxPageSize: 7 } });
    child.kill('SIGHUP');
    await said('"changed":["auth","timeline"],"providers":["tracking"],"keys":["kept"]');
    expect([await ask(kept), await ask(withdrawn)]).toEqual([200, 401]);

    // Nobody signals: the file is looked at.
    write([kept.entry, withdrawn.entry]);
    await vi.waitFor(async () => expect(await ask(withdrawn)).toBe(200), PATIENCE);
    write([kept.entry], { auth: { mode: 'none' } });
    child.kill('SIGHUP');
    await said('auth.mode: cannot change while the server runs');
    expect([await ask(kept), child.exitCode]).toEqual([200, null]);
    for (const { key } of [kept, withdrawn]) expect(lines.join('\n')).not.toContain(key);
  });
});
