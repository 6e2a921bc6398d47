import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  closeSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Recording } from '../../../src/domain/recording.ts';
import { statement } from '../../../src/history/store/engine.ts';
import type { HistoryStore } from '../../../src/history/store/history-store.ts';
import { openHistoryStore } from '../../../src/history/store/open-history-store.ts';
import { refuseNetworkFileSystem } from '../../../src/history/store/sqlite/database-file.ts';
import { startThread } from '../../../src/history/store/sqlite/thread.ts';
import { DAY_MS, SECOND_MS } from '../../../src/time/instant.ts';
import { bytesOfFiles } from './bytes-of-files.ts';
import { killWriters } from './kill-writers.ts';
import {
  READ_AT,
  REQUEST,
  SPAN,
  START,
  callAt,
  idsOf,
  openStore,
  readAll,
  readingOf,
  walkChanges,
} from './store-world.ts';

describe('a store in a file', () => {
  let folder = '';
  let path = '';
  const closers: (() => unknown)[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'trunkline-file-'));
    path = join(folder, 'trunkline.db');
  });
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(as: 'server' | 'command' = 'server'): Promise<HistoryStore> {
    const store = await openStore({ kind: 'sqlite', path }, as);
    closers.push(() => store.close());
    return store;
  }
  async function fill(store: HistoryStore, calls = 30) {
    const { account } = await store.openAccount(REQUEST);
    await store.keep(
      readingOf(
        account,
        Array.from({ length: calls }, (_, index) => callAt(`n${index}`, index)),
      ),
    );
    return account;
  }

  it('is its owner’s alone, with every file beside it, whatever it was before', async () => {
    writeFileSync(path, '');
    chmodSync(path, 0o644);
    await fill(await open());
    const modes = readdirSync(folder).map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)]);
    expect(modes).toEqual(['', '-shm', '-wal', '.lock'].map((ending) => [`trunkline.db${ending}`, '600']));
  });

  it('is found again after a restart', async () => {
    const first = await openStore({ kind: 'sqlite', path });
    await fill(first);
    const before = await walkChanges(first);
    await first.close();
    const store = await open();
    const { account, isNew } = await store.openAccount(REQUEST);
    expect(isNew).toBe(false);
    expect(await readAll(store, account)).toHaveLength(30);
    expect(await walkChanges(store)).toEqual(before);
  });

  it('has one server, and commands beside it', async () => {
    const server = await open();
    const account = await fill(server);
    await expect(open()).rejects.toMatchObject({
      kind: 'in-use',
      message: expect.stringContaining('trunkline.db is open in another Trunkline') as string,
    });
    const command = await open('command');
    await command.keep(readingOf(account, [callAt('from-a-command', 1)], { readAt: READ_AT + 1 }));
    expect(idsOf(await readAll(server, account))).toEqual(['from-a-command']);
  });

  it('tells a server what a command beside it wrote', async () => {
    const server = await open();
    const account = await fill(server);
    const command = await open('command');
    let told = 0;
    closers.push(server.watchChanges(() => (told += 1)));
    // Once when it is known where the feed stands, and once for the write.
    await expect.poll(() => told, { timeout: 20_000 }).toBe(1);
    await command.keep(readingOf(account, [callAt('again', 1)], { readAt: READ_AT + 1 }));
    await expect.poll(() => told, { timeout: 20_000 }).toBe(2);
  });

  it('is free as soon as its server was killed, and keeps it from nobody else', async () => {
    const writer = spawn(process.execPath, [join(import.meta.dirname, 'write-until-killed.ts'), path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise((resolve) => writer.once('exit', resolve));
    closers.push(() => writer.kill('SIGKILL'));
    await new Promise((resolve) => writer.stdout.once('data', resolve));
    await expect(open()).rejects.toMatchObject({ kind: 'in-use' });
    writer.kill('SIGKILL');
    await ended;
    await open();
  });

  it('is whole whenever its writer is killed', async () => {
    await killWriters(path, 3);
  }, 120_000);

  it('refuses what a newer program wrote, and leaves it as it is', async () => {
    const first = await openStore({ kind: 'sqlite', path });
    await fill(first);
    await first.close();
    alter(path, "UPDATE store_meta SET value = '99' WHERE name = 'schema_version'");
    await expect(open()).rejects.toMatchObject({
      kind: 'newer',
      message: expect.stringContaining('schema 99') as string,
    });
    expect(alter(path, 'SELECT COUNT(*) AS calls FROM calls')).toEqual([{ calls: 30 }]);
    expect(readdirSync(folder).filter((name) => name.includes('corrupt'))).toEqual([]);
  });

  it('leaves the schema alone when a command comes beside an older server', async () => {
    const server = await open();
    await fill(server);
    alter(path, "UPDATE store_meta SET value = '0' WHERE name = 'schema_version'");
    await expect(open('command')).rejects.toMatchObject({
      kind: 'in-use',
      message: expect.stringContaining('older schema 0') as string,
    });
  });

  it('refuses a folder that is not there, one that may not be written, and a network file system', async () => {
    path = join(folder, 'nowhere', 'trunkline.db');
    await expect(open()).rejects.toMatchObject({
      kind: 'misconfigured',
      message: expect.stringContaining('does not exist') as string,
    });
    path = join(folder, 'trunkline.db');
    mkdirSync(path);
    await expect(open()).rejects.toMatchObject({ kind: 'misconfigured' });
    const [nfs, ext4] = [0x6969, 0xef53];
    expect(() => refuseNetworkFileSystem(path, nfs)).toThrow('trunkline.db is on NFS');
    expect(() => refuseNetworkFileSystem(path, ext4)).not.toThrow();
  });

  it('is read while another process holds the lock, and says so to who writes', async () => {
    const store = await open();
    const account = await fill(store);
    const other = new DatabaseSync(path);
    closers.push(() => other.close());
    other.exec('BEGIN IMMEDIATE');
    await expect(store.keep(readingOf(account, [], { readAt: READ_AT + 1 }))).rejects.toMatchObject({
      kind: 'busy',
      isTransient: true,
    });
    expect(await readAll(store, account)).toHaveLength(30);
    other.exec('ROLLBACK');
    await expect(store.keep(readingOf(account, [], { readAt: READ_AT + 1 }))).resolves.toMatchObject({ removed: 30 });
  });

  it.each([
    { what: 'from its first byte', from: 0, bytes: 8192 },
    { what: 'behind its schema', from: 16_384, bytes: 400_000 },
  ])('that is damaged $what is set aside and begun anew', async ({ from, bytes }) => {
    const first = await openStore({ kind: 'sqlite', path });
    const lost = await fill(first, 600);
    const { end } = await first.readChanges({ after: null, limit: 1000, parts: [] });
    await first.close();
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.alloc(bytes, 0xa5), 0, bytes, from);
    closeSync(file);

    const aside: string[] = [];
    const store = await openHistoryStore(
      { kind: 'sqlite', path },
      { as: 'server', onSetAside: (name) => aside.push(name) },
    );
    closers.push(() => store.close());
    // Damage behind the schema shows when somebody reads: that one is told, and reads live meanwhile.
    const read = async () => {
      try {
        return (await store.readPage({ account: lost, range: SPAN, direction: 'DESC', limit: 100, parts: ['legs'] }))
          .coverage;
      } catch (error) {
        expect(error).toMatchObject({ kind: 'corrupt', isTransient: true });
        return error;
      }
    };
    await expect.poll(read).toEqual([]);
    expect(aside).toEqual([expect.stringMatching(/^trunkline\.db\.corrupt-\d{8}T\d{6}Z$/)]);
    expect(statSync(join(folder, aside[0]!)).mode & 0o777).toBe(0o600);
    await expect(store.keep(readingOf(lost, []))).rejects.toMatchObject({ kind: 'begun-anew' });
    await expect(store.readChanges({ after: end, limit: 1, parts: [] })).rejects.toMatchObject({ kind: 'begun-anew' });
    const account = await fill(store);
    expect(account.id).not.toBe(lost.id);
    expect(await readAll(store, account)).toHaveLength(30);
    await expect(openStore({ kind: 'sqlite', path })).rejects.toMatchObject({ kind: 'in-use' });
  });

  it('holds no copy of a number that was forgotten, in no page and no file beside it', async () => {
    const store = await open();
    const { account } = await store.openAccount(REQUEST);
    const calls = Array.from({ length: 400 }, (_, index) => {
      const number = index % 5 === 0 ? '8 (906) 123-45-67' : `+7999${1_000_000 + index}`;
      return callAt(`n${(index * 137) % 400}`, index, {
        customer: { number, displayName: null, defaultCountry: 'RU' },
        note: 'x'.repeat(index % 300),
      });
    });
    for (let round = 0; round < 3; round++)
      for (let start = 0; start < 400; start += 50)
        await store.keep(
          readingOf(
            account,
            calls.slice(start, start + 50).map((call) => ({ ...call, rating: round })),
            { readAt: READ_AT + round, covers: null },
          ),
        );
    expect(count('123-45-67')).toBeGreaterThan(80);
    expect(await store.forgetNumber('+79061234567')).toBe(80);
    for (const trace of ['123-45-67', '9061234567', '1234567']) expect([trace, count(trace)]).toEqual([trace, 0]);
    expect(count('79991000001')).toBeGreaterThan(0);
  });

  it('holds no copy of a provider that was purged', async () => {
    const store = await open();
    const { account } = await store.openAccount(REQUEST);
    const calls = Array.from({ length: 100 }, (_, index) =>
      callAt(`n${index}`, index, { note: `${'x'.repeat(index)} blackbird` }),
    );
    await store.keep(readingOf(account, calls));
    expect(count('blackbird')).toBeGreaterThan(80);
    expect(await store.purge(account)).toBe(100);
    expect(count('blackbird')).toBe(0);
  });

  it('holds no copy of what was said in calls of that number, nor of what is not kept any more', async () => {
    const store = await open();
    const { account } = await store.openAccount(REQUEST);
    const recordingOf = (sessionId: string): Recording => ({
      ...{ provider: 'portal', nativeId: 'r', sessionId, sessionStartedAt: START, legId: null, kind: 'CALL' },
      ...{ startedAt: null, durationSeconds: 60, sizeBytes: null, mediaType: null, expiresAt: null, isAvailable: true },
      ...{ transcript: { status: 'READY', canOpen: true }, cost: null },
    });
    const calls = Array.from({ length: 200 }, (_, index) => {
      const number = index % 5 === 0 ? '8 (906) 123-45-67' : `+7999${1_000_000 + index}`;
      const customer = { number, displayName: null, defaultCountry: 'RU' };
      return {
        nativeId: `n${index}`,
        call: callAt(`n${index}`, index, { customer }),
        recordings: [recordingOf(`n${index}`)],
      };
    });
    await store.keep(readingOf(account, calls));
    const request = { account, lease: null, now: READ_AT, settlesAfterMs: DAY_MS };
    while (await store.transcripts.notice(request));
    for (const { nativeId: sessionId } of calls) {
      const said = `${Number(sessionId.slice(1)) % 5 === 0 ? 'Quixotic' : 'Wyverns'} words, said ${sessionId}. `.repeat(
        50,
      );
      const reading = { sessionId, nativeId: 'r', dueAt: null, read: { said, readAt: READ_AT } };
      await store.transcripts.keep(account, null, [reading]);
    }
    expect(count('Quixotic')).toBeGreaterThan(0);
    expect(await store.forgetNumber('+79061234567')).toBe(40);
    for (const trace of ['Quixotic', 'quixotic', 'quix']) expect([trace, count(trace)]).toEqual([trace, 0]);
    expect(count('Wyverns')).toBeGreaterThan(0);
    expect(await store.transcripts.drop(account)).toBe(160);
    for (const trace of ['Wyverns', 'wyverns', 'wyve']) expect([trace, count(trace)]).toEqual([trace, 0]);
  });

  it('holds no copy either where a command forgets beside a server, or says that somebody still reads it', async () => {
    const server = await open();
    const { account } = await server.openAccount(REQUEST);
    const customer = { number: '8 (906) 123-45-67', displayName: null, defaultCountry: 'RU' };
    await server.keep(readingOf(account, [callAt('one', 1, { customer }), callAt('two', 2)]));
    const other = new DatabaseSync(path);
    other.exec('BEGIN; SELECT COUNT(*) FROM calls');
    const command = await open('command');
    await expect(command.forgetNumber('+79061234567')).rejects.toMatchObject({ kind: 'busy' });
    other.exec('COMMIT');
    other.close();
    expect(await command.forgetNumber('+79061234567')).toBe(0);
    expect(count('123-45-67')).toBe(0);
    expect(idsOf(await readAll(server, account))).toEqual(['two']);
  }, 60_000);

  /** How often a text stands in any file of the store. */
  const count = (text: string): number => bytesOfFiles(folder).toString('latin1').split(text).length - 1;

  it('whose disk is full keeps nothing more, is read on, and goes on once there is room', async (context) => {
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', folder]);
    if (mounted.status !== 0) return context.skip('No tmpfs can be mounted here: a full disk is not tried.');
    closers.push(() => spawnSync('umount', [folder]));
    const store = await open();
    const { account } = await store.openAccount(REQUEST);
    const note = 'x'.repeat(2000);
    let windows = 0;
    const keepNext = () => {
      const from = START + windows * 20 * SECOND_MS;
      const calls = Array.from({ length: 20 }, (_, index) =>
        callAt(`${windows}-${index}`, windows * 20 + index, { note }),
      );
      return store.keep(
        readingOf(account, calls, { covers: { range: { from, to: from + 20 * SECOND_MS }, parts: ['calls'] } }),
      );
    };
    const fillUp = async () => {
      for (; windows < 500; windows++) await keepNext();
    };
    await expect(fillUp()).rejects.toMatchObject({ kind: 'full', isTransient: true });
    expect(windows).toBeGreaterThan(5);
    const range = { from: START, to: START + 500 * 20 * SECOND_MS };
    expect(await readAll(store, account, range)).toHaveLength(windows * 20);
    expect(await store.coverage(account, range, [])).toMatchObject([
      { range: { from: START, to: START + windows * 20 * SECOND_MS } },
    ]);

    spawnSync('mount', ['-o', 'remount,size=50m', folder]);
    await keepNext();
    expect(await readAll(store, account, range)).toHaveLength((windows + 1) * 20);
  });
});

describe('the thread of a store', () => {
  const endless = statement(
    'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500000) SELECT MAX(i) AS i FROM n',
  );
  const one = statement('SELECT 1 AS i');
  const start = () => startThread({ path: null, busyTimeoutMs: 0, maxWaiting: 3 });

  it('lets nobody wait longer than the bound, and answers the next', async () => {
    const thread = await start();
    await expect(thread.ask('run', [endless], 1)).rejects.toMatchObject({ kind: 'slow' });
    expect(await thread.ask('run', [one], 30_000)).toEqual([[{ i: 1 }]]);
    await thread.close();
  });

  it('refuses who would wait behind too many others', async () => {
    const thread = await start();
    const asked = Array.from({ length: 4 }, () => thread.ask('run', [endless], 60_000));
    await expect(asked[3]).rejects.toMatchObject({ kind: 'busy' });
    await Promise.all(asked.slice(0, 3));
    await thread.close();
    await expect(thread.ask('run', [one], 1000)).rejects.toMatchObject({ kind: 'closed' });
  });
});

function alter(path: string, sql: string): unknown[] {
  const database = new DatabaseSync(path);
  const rows = database.prepare(sql).all();
  database.close();
  return rows.map((row) => ({ ...row }));
}
