import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Demo } from '../../../src/demo/index.ts';
import { type ServedHistory, serveKept, startSmallDemo } from './serve-kept.ts';

const POLL = { timeout: 25_000 };
/** An account that could not be opened is tried again less and less often, once a minute in the end. */
const LATER = { timeout: 90_000 };

describe('a server whose store is a file', () => {
  let demo: Demo;
  let folder = '';
  let path = '';
  const closers: (() => unknown)[] = [];
  beforeAll(async () => {
    demo = await startSmallDemo();
  });
  afterAll(() => demo.close());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'trunkline-fails-'));
    path = join(folder, 'trunkline.db');
  });
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
    rmSync(folder, { recursive: true, force: true });
  });
  const serve = async (options: Parameters<typeof serveKept>[2] = {}): Promise<ServedHistory> => {
    const served = await serveKept(demo, { kind: 'sqlite', path }, options);
    closers.push(() => served.close());
    return served;
  };
  const serveKnown = async (): Promise<ServedHistory> => {
    const served = await serve();
    await expect.poll(() => served.isKnown(), POLL).toBe(true);
    return served;
  };
  /** A file that a server has kept calls in, and those calls. */
  const keepBefore = async () => {
    const served = await serveKnown();
    const page = await served.keepPage();
    await closers.pop()!();
    return page;
  };
  /** A process that holds the file until it is told to let go. */
  const holdFile = async (sql: string): Promise<ChildProcess> => {
    const script = `const { DatabaseSync } = require('node:sqlite');
      const database = new DatabaseSync(process.argv[1]); database.exec(${JSON.stringify(sql)});
      console.log('held'); process.stdin.resume();`;
    const holder = spawn(process.execPath, ['-e', script, path], { stdio: ['pipe', 'pipe', 'inherit'] });
    closers.push(() => holder.kill('SIGKILL'));
    await once(holder.stdout, 'data');
    return holder;
  };
  const letGo = async (holder: ChildProcess): Promise<void> => {
    const exit = once(holder, 'exit');
    holder.kill('SIGKILL');
    await exit;
  };

  it('answers from it, and the vendors are not asked', async () => {
    const served = await serveKnown();
    const anew = await served.keepPage();
    expect(anew.nodes.length).toBeGreaterThan(100);
    const { page, requests } = await served.readPage();
    expect(page).toEqual({ ...anew, totalCount: anew.nodes.length });
    expect(requests).toBe(0);
    expect(served.said()).toEqual([]);
  });

  it('is read on while another process writes to it, and says once that it keeps nothing', async () => {
    const served = await serveKnown();
    const anew = await served.keepPage();
    const holder = await holdFile('BEGIN IMMEDIATE');
    expect((await served.readAnew()).nodes).toEqual(anew.nodes);
    expect(await served.readPage()).toMatchObject({ page: { nodes: anew.nodes, isComplete: true }, requests: 0 });
    expect(served.said()).toEqual(['what people read is not kept: the store fails']);
    await letGo(holder);
    await expect
      .poll(async () => {
        await served.readAnew();
        return served.said().at(-1);
      }, POLL)
      .toBe('the store keeps again');
  });

  it('starts while another process holds it alone, answers live, and from it once it is free', async () => {
    const anew = await keepBefore();
    const holder = await holdFile('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE held (one)');
    const served = await serve();
    const live = await served.readPage();
    expect(live.page).toMatchObject({ isComplete: true, nodes: anew.nodes });
    expect(live.requests).toBeGreaterThan(0);
    const cannot = 'its kept history cannot be used yet';
    await expect.poll(() => served.said(), POLL).toEqual(demo.providers.map(() => cannot));
    await letGo(holder);
    await expect.poll(() => served.isKnown(), POLL).toBe(true);
    await expect.poll(async () => (await served.readPage()).requests, LATER).toBe(0);
  }, 120_000);

  it('answers live while it is damaged, sets it aside under another name and begins anew, which the feed tells', async () => {
    const first = await serveKnown();
    const anew = await first.keepPage();
    const feed = await first.query('{ callSessionChanges(first: 5) { pageInfo { endCursor } } }');
    const { endCursor } = (feed.data!['callSessionChanges'] as { pageInfo: { endCursor: string } }).pageInfo;
    await closers.pop()!();
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.alloc(900_000, 0xa5), 0, 900_000, 16_384);
    closeSync(file);

    const served = await serve();
    expect((await served.readPage()).page).toMatchObject({ isComplete: true, nodes: anew.nodes });
    await expect.poll(() => served.said().includes('the store was set aside'), POLL).toBe(true);
    expect(readdirSync(folder).filter((name) => name.includes('corrupt'))).not.toEqual([]);
    await expect
      .poll(async () => {
        await served.readAnew();
        return (await served.readPage()).requests;
      }, POLL)
      .toBe(0);
    const { errors } = await served.query(`{ callSessionChanges(after: "${endCursor}") { nodes { kind } } }`);
    expect(errors?.[0]?.extensions.code).toBe('HISTORY_BEGUN_ANEW');
    const times = (line: string) => served.said().filter((one) => one === line).length;
    expect(times('the store was set aside')).toBe(1);
    expect(times('vendors are read live: the store fails')).toBeLessThanOrEqual(1);
  });

  it('reads on and stops its sync while the disk is full, says so once, and goes on once there is room', async (context) => {
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1200k', 'tmpfs', folder]);
    if (mounted.status !== 0) return context.skip('No tmpfs can be mounted here: a full disk is not tried.');
    closers.unshift(() => spawnSync('umount', [folder]));
    const served = await serve({ isSynced: true });
    const states = async (): Promise<string[]> => {
      const { data } = await served.query('{ providers { history { state lastError } } }');
      const providers = (data?.['providers'] ?? []) as {
        history: { state: string; lastError: string | null } | null;
      }[];
      return providers.map(({ history }) => `${history?.state} ${history?.lastError}`);
    };
    const full = 'The disk of the store is full: nothing more is kept until there is room.';
    await expect.poll(async () => (await states()).some((state) => state === `FAILING ${full}`), POLL).toBe(true);
    expect((await served.readPage()).page).toMatchObject({ isComplete: true });
    expect(served.said().filter((line) => line.includes('vendors are read live'))).toEqual([]);
    const told = served.said().filter((line) => line === 'history cannot be read or kept');
    expect(told.length).toBeLessThanOrEqual(4);

    spawnSync('mount', ['-o', 'remount,size=80m', folder]);
    await expect.poll(async () => (await served.readAnew()).isComplete, POLL).toBe(true);
    await expect.poll(async () => (await served.readPage()).requests, POLL).toBe(0);
  });

  it('is refused at start by words where a newer program has written it, or another server has it', async () => {
    await serve();
    await expect(serveKept(demo, { kind: 'sqlite', path })).rejects.toThrow(
      'trunkline.db is open in another Trunkline',
    );
    for (const close of closers.splice(0)) await close();
    const database = new DatabaseSync(path);
    database.exec("UPDATE store_meta SET value = '99' WHERE name = 'schema_version'");
    database.close();
    await expect(serveKept(demo, { kind: 'sqlite', path })).rejects.toThrow(
      'The store has schema 99 and was written by a newer Trunkline',
    );
  });
});
