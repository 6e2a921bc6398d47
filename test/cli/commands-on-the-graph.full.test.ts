import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { once } from 'node:events';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../src/demo/index.ts';

const MAIN = fileURLToPath(new URL('../../start.js', import.meta.url));

let demo: Demo;
let folder = '';
let settings = '';
beforeAll(async () => {
  demo = await startDemo({ count: 40 });
  folder = mkdtempSync(join(tmpdir(), 'trunkline-commands-'));
  settings = join(folder, 'trunkline.yaml');
  writeFileSync(settings, stringify({ people: demo.people, providers: demo.providers }), { mode: 0o600 });
});
afterAll(async () => {
  await demo.close();
  rmSync(folder, { recursive: true });
});

async function run(...args: string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [said, complained, exit] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { said, complained, exitCode: exit[0] as number | null };
}

const truth = (): string[] =>
  Object.values(demo.vendors)
    .flatMap((vendor) => vendor.truth().map(({ nativeId }) => nativeId))
    .sort();

describe('export', () => {
  it('writes every call of the settings, tells how it gets on beside it, and keeps what it read', async () => {
    const out = join(folder, 'calls.csv');
    const { said, complained, exitCode } = await run('export', '--settings', settings, '--out', out, '--format', 'csv');
    expect([said, exitCode]).toEqual(['', 0]);
    expect(complained).toContain(`${truth().length} calls, nothing is missing: desk`);
    const [head = '', ...rows] = readFileSync(out, 'utf8').trimEnd().split('\r\n');
    const place = head.split(',').indexOf('nativeId');
    expect(rows.map((row) => row.split(',')[place]).sort()).toEqual(truth());
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'trunkline.db')).size).toBeGreaterThan(0);
  });

  it('leaves standard output to the rows', async () => {
    const { said, exitCode } = await run('export', '--settings', settings, '--out', '-');
    const rows = said.trimEnd().split('\n');
    expect(rows.map((row) => (JSON.parse(row) as { nativeId: string }).nativeId).sort()).toEqual(truth());
    expect(exitCode).toBe(0);
  });

  it('ends once, in words, when Ctrl-C comes twice at once, as npm passes it on', async () => {
    const out = join(folder, 'stopped.ndjson');
    const child = spawn(process.execPath, [MAIN, 'export', '--settings', settings, '--out', out, '--follow'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const complained = text(child.stderr);
    child.stderr.once('data', () => {
      child.kill('SIGINT');
      child.kill('SIGTERM');
    });
    const [exitCode] = (await once(child, 'exit')) as [number | null];
    expect(await complained).toMatch(/Stopped after \d+ calls?: the same command goes on from there\.\n$/);
    expect([0, 130]).toContain(exitCode);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('stopped by %s on its way, it ends as shells know it, and goes on from there', async (signal, code) => {
    const out = join(folder, `${signal}.ndjson`);
    const args = ['export', '--settings', settings, '--out', out];
    demo.vendors.voximplant.server.fault({ fault: { kind: 'hang' } });
    const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
    const complained = text(child.stderr);
    const exit = once(child, 'exit');
    await expect.poll(() => existsSync(`${out}.checkpoint`), { timeout: 20_000 }).toBe(true);
    child.kill(signal);
    expect(await exit).toEqual([code, null]);
    expect(await complained).toMatch(/Stopped after \d+ calls: the same command goes on from there\.\n$/);
    demo.vendors.voximplant.server.clearFaults();
    expect((await run(...args)).exitCode).toBe(0);
    const rows = readFileSync(out, 'utf8').trimEnd().split('\n');
    expect(rows.map((row) => (JSON.parse(row) as { nativeId: string }).nativeId).sort()).toEqual(truth());
  });

  it('is not gone on with over other phone systems, but over the same ones in another file, by another key', async () => {
    const out = join(folder, 'others.ndjson');
    const write = (name: string, providers: readonly object[]): string => {
      const path = join(folder, name);
      writeFileSync(path, stringify({ history: 'off', providers }), { mode: 0o600 });
      return path;
    };
    const fewer = write('fewer.yaml', demo.providers.slice(1));
    const byWebhook = demo.vendors.bitrix24.settings;
    const same = write(
      'same.yaml',
      demo.providers.map((provider) => (provider['kind'] === 'bitrix24' ? byWebhook : provider)),
    );
    demo.vendors.voximplant.server.fault({ fault: { kind: 'hang' } });
    const child = spawn(process.execPath, [MAIN, 'export', '--settings', settings, '--out', out], { stdio: 'ignore' });
    const exit = once(child, 'exit');
    await expect.poll(() => existsSync(`${out}.checkpoint`), { timeout: 20_000 }).toBe(true);
    child.kill('SIGKILL');
    await exit;
    demo.vendors.voximplant.server.clearFaults();
    const refused = await run('export', '--settings', fewer, '--out', out);
    expect([refused.exitCode, refused.complained]).toEqual([
      2,
      expect.stringContaining(
        'others.ndjson.checkpoint is of an export of other phone systems than these settings name',
      ),
    ]);
    expect((await run('export', '--settings', same, '--out', out)).exitCode).toBe(0);
  });

  it('follows no store that nobody fills', async () => {
    const { complained, exitCode } = await run('export', '--out', join(folder, 'demo.ndjson'), '--follow');
    expect(complained).toMatch(/With --follow, the store of the settings must be one that a running server fills/);
    expect(exitCode).toBe(2);
  });

  it.each([
    [['--out', '-', '--format', 'xml'], /Allowed choices are ndjson, csv, parquet/],
    [['--out', '-', '--from', 'yesterday'], /must be a day, as YYYY-MM-DD/],
    [['--out', '-', '--to', '2026-02-31'], /must be a day, as YYYY-MM-DD/],
    [[], /--out <FILE>/],
  ])('%j ends with exit code 2 and says why', async (args, why) => {
    const { complained, exitCode } = await run('export', '--settings', settings, ...args);
    expect([complained, exitCode]).toEqual([expect.stringMatching(why), 2]);
  });
});

describe('mcp', () => {
  it('offers what writes where the settings say so', async () => {
    const writing = join(folder, 'writing.yaml');
    writeFileSync(writing, stringify({ mcp: { writes: true }, providers: demo.providers }), { mode: 0o600 });
    const client = new Client({ name: 'a test', version: '1' });
    const args = [MAIN, 'mcp', '--settings', writing];
    await client.connect(new StdioClientTransport({ command: process.execPath, args, stderr: 'ignore' }));
    const { tools } = await client.listTools();
    await client.close();
    expect(tools.map(({ name }) => name)).toContain('register_call');
  });

  it('answers an assistant that started it, and ends with it', async () => {
    const client = new Client({ name: 'a test', version: '1' });
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [MAIN, 'mcp', '--settings', settings],
      stderr: 'pipe',
    });
    const complained = text(transport.stderr as Readable);
    await client.connect(transport);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toContain('find_calls');
    expect(tools.map(({ name }) => name)).not.toContain('register_call');
    const { content } = await client.callTool({ name: 'find_calls', arguments: { provider: 'pbx', limit: 5 } });
    const { calls } = JSON.parse((content as [{ text: string }])[0].text) as { calls: { provider: string }[] };
    expect(calls.map(({ provider }) => provider)).toEqual(Array(5).fill('pbx'));
    await client.close();
    expect(await complained).toBe('');
  });
});
