import { Command } from 'commander';
import { afterEach, describe, expect, it } from 'vitest';
import { addHistoryCommands } from '../../../src/cli/history/add-history-commands.ts';
import { createProgress } from '../../../src/cli/history/progress.ts';
import { createDataSet } from '../../../src/demo/data-sets.ts';
import { createChangingSource } from '../../../src/demo/changing-source.ts';
import type { HistorySettings } from '../../../src/history/create-history.ts';
import { syncLeaseOf } from '../../../src/history/sync/read-condition.ts';
import { DAY_MS } from '../../../src/time/instant.ts';
import { NOW } from '../../conformance/world.ts';
import { createFakeTimer } from '../../support/fake-timer.ts';
import { SETTINGS, SYNC_VENDORS, readKept, startSyncWorld } from '../../history/sync/sync-world.ts';

const vendor = SYNC_VENDORS.find(({ kind }) => kind === 'voximplant')!;
const endings: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** A program with the commands on history, over a demo vendor. */
const start = async (isTerminal = false) => {
  const source = createChangingSource(createDataSet('even').sources.voximplant);
  const world = await startSyncWorld(vendor, source, { since: NOW - 40 * DAY_MS });
  endings.push(() => world.close());
  const { store, provider, account, clock, timer } = world;
  let settings: HistorySettings = SETTINGS;
  const opened: string[] = [];
  const run = async (...args: string[]): Promise<{ readonly said: string; readonly exitCode: number }> => {
    let said = '';
    let exitCode = 0;
    const program = new Command('trunkline').exitOverride().configureOutput({ writeErr: () => {} });
    addHistoryCommands(program, {
      open: async () => ({
        store,
        kept: [provider],
        openAccounts: async () => (opened.push(provider.key), [{ provider, account }]),
        providerKeys: [provider.key],
        settings,
        now: clock.now,
        timer,
        close: async () => {},
      }),
      screen: { isTerminal, write: (text) => void (said += text) },
      signal: new AbortController().signal,
      setExitCode: (code) => (exitCode = code),
    });
    await program.parseAsync(['history', ...args], { from: 'user' });
    return { said, exitCode };
  };
  return { ...world, source, run, opened, keepDays: (keepDays: number) => (settings = { ...SETTINGS, keepDays }) };
};

describe('trunkline history', () => {
  it('says which commands there are where none, or another, is named', async () => {
    const { run } = await start();
    await expect(run()).rejects.toThrow('history needs a command: status, sync, verify, forget, purge, keep-days.');
    await expect(run('forgot')).rejects.toThrow("there is no command 'history forgot'. Did you mean history forget?");
  });

  it('syncs back to a day, then all, and tells how far it has come', async () => {
    const { run, store, account } = await start();
    const until = new Date(NOW - 10 * DAY_MS).toISOString().slice(0, 10);
    const first = await run('sync', '--until', until);
    expect(first.exitCode).toBe(0);
    const [progress, end] = first.said.split('\n');
    expect(progress).toMatch(/^pbx {2}[\d,]+ calls {2}.*%$/);
    expect(end).toMatch(/^pbx {2}[\d,]+ calls read, nothing is missing$/);
    const [oldest] = await readKept(store, account);
    expect(oldest!.call.startedAt).toBeGreaterThanOrEqual(Date.parse(until));

    expect((await run('sync')).exitCode).toBe(0);
    const { said } = await run('status');
    expect(said).toContain('100.0 % of 2026-03-21T00:00:00Z to 2026-04-29T12:00:00Z');
    expect(said).toContain('kept whole from 2026-03-21T00:00:00Z to 2026-04-29T12:00:00Z');
    // Nobody syncs any more, as `Provider.history` says it too.
    expect(said).toMatch(/^pbx {2}PAUSED {2}[\d,]+ calls, /);
    await store.takeLease(syncLeaseOf(account), 'a server', 60_000);
    expect((await run('status')).said).toMatch(/^pbx {2}FILLING {2}/);
  });

  it('leaves a provider alone that another process syncs', async () => {
    const { run, store, account } = await start();
    await store.takeLease(syncLeaseOf(account), 'a server', 60_000);
    expect(await run('sync')).toEqual({
      said: 'pbx  is synced by another process: see `history status`\n',
      exitCode: 1,
    });
  });

  it('says what stood in the way', async () => {
    const { run, vendor: demo } = await start();
    demo.server.fault({ fault: { kind: 'refused' } });
    const { said, exitCode } = await run('sync');
    expect(exitCode).toBe(1);
    expect(said).toMatch(/^pbx {2}stopped: .*Voximplant/);
    expect(said).not.toContain('127.0.0.1');
  });

  it('verifies days that are kept, says what differs and puts it right', async () => {
    const { run, source } = await start();
    await run('sync');
    const same = await run('verify', '--days', '38');
    expect(same).toMatchObject({ exitCode: 0, said: expect.stringContaining('none differs') as string });
    for (let index = 0; index < source.count; index += 1)
      if (source.at(index).startedAt > NOW - 20 * DAY_MS && source.at(index).startedAt < NOW - 19 * DAY_MS)
        source.hide(index);
    const { said, exitCode } = await run('verify', '--days', '38');
    expect(exitCode).toBe(1);
    expect(said).toMatch(
      /what differed is put right\n(?: {2}2026-04-1[01]: 0 were missing, 0 differed, \d+ are gone\n)+$/,
    );
    expect((await run('verify', '--days', '38')).exitCode).toBe(0);
  });

  it('verifies also beside a server that syncs', async () => {
    const { run, store, account } = await start();
    await run('sync');
    await store.takeLease(syncLeaseOf(account), 'a server', 60_000);
    expect(await run('verify', '--days', '3')).toMatchObject({
      exitCode: 0,
      said: expect.stringContaining('calls of 3 days read again, none differs') as string,
    });
  });

  it('forgets a number in any spelling, and does not keep it again', async () => {
    const { run, store, account, source } = await start();
    await run('sync');
    const number = source.at(source.count - 100).customerNumber;
    const has = async (): Promise<number> =>
      (await readKept(store, account)).filter(({ call }) => call.customer?.number?.endsWith(number.slice(-9))).length;
    const before = await has();
    expect(before).toBeGreaterThan(0);
    const { said } = await run('forget', '--number', `${number.slice(0, 3)} ${number.slice(3)}`);
    expect(said).toBe(`forgetting  ${before} calls\n${before} calls are forgotten, and are not kept again\n`);
    expect(said).not.toContain(number.slice(-6));
    expect((await run('forget', '--number', number)).said).toMatch(
      /^forgetting {2}0 calls\nno kept call has this number; calls that have it are not kept from now on\n$/,
    );
    await run('verify', '--days', '38');
    expect(await has()).toBe(0);
  });

  it('asks no vendor for what the store alone answers', async () => {
    const { run, opened, vendor: demo } = await start();
    await run('sync');
    opened.length = 0;
    demo.server.resetCounts();
    await run('status');
    await run('forget', '--number', '+441134960001');
    await run('purge', '--abandoned');
    await run('purge', '--provider', 'pbx');
    expect([opened, demo.server.count()]).toEqual([[], 0]);
  });

  it('purges a provider, and refuses one that there is not', async () => {
    const { run, store, account } = await start();
    await run('sync');
    await expect(run('purge', '--provider', 'desk')).rejects.toThrow(
      "there is no provider 'desk' whose history is kept. There are: pbx.",
    );
    expect((await run('purge', '--provider', 'pbx')).said).toMatch(
      /^pbx {2}[\d,]+ calls are gone; a server fills it again unless its settings say history: false\n$/,
    );
    expect(await readKept(store, account)).toEqual([]);
  });

  it('purges what no provider leads to any more, and says where such calls are', async () => {
    const { run, store, account } = await start();
    await run('sync');
    const before = (await readKept(store, account)).length;
    // One whose provider was taken out of the settings, and one that another account took the place of.
    const { id: _id, ...known } = account;
    await store.openAccount({ ...known, key: 'gone', was: [account.key] });
    expect((await run('status')).said).toContain(
      `${before.toLocaleString('en')} calls of a voximplant account that no provider leads to any more: \`history purge --abandoned\` drops them`,
    );
    await store.openAccount({ ...known, key: 'gone', identity: 'another' });
    await expect(run('purge')).rejects.toThrow('name one of --provider and --abandoned.');
    expect((await run('purge', '--abandoned')).said).toBe(
      `${before.toLocaleString('en')} calls that no provider leads to any more are gone\n`,
    );
    expect(await readKept(store, account)).toEqual([]);
  });

  it('drops what is older than the settings say', async () => {
    const { run, store, account, keepDays } = await start();
    await run('sync');
    await expect(run('keep-days')).rejects.toThrow('the settings name no history.keepDays');
    keepDays(7);
    expect((await run('keep-days')).said).toMatch(/^pbx {2}[1-9]\d* calls older than 7 days are gone\n$/);
    expect((await readKept(store, account))[0]!.call.startedAt).toBeGreaterThanOrEqual(NOW - 7 * DAY_MS);
  });
});

describe('progress', () => {
  const tellTwice = (isTerminal: boolean): string => {
    let said = '';
    const timer = createFakeTimer();
    const progress = createProgress({ isTerminal, write: (text) => void (said += text) }, timer);
    progress.tell('pbx', { rows: 0, done: 0, at: null });
    timer.advance(10_000);
    progress.tell('pbx', { rows: 5000, done: 0.25, at: NOW });
    timer.advance(50);
    progress.tell('pbx', { rows: 6000, done: 0.3, at: NOW });
    progress.end();
    return said;
  };

  it('is lines where nobody watches, now and then', () => {
    expect(tellTwice(false)).toBe(
      'pbx  0 calls  0.0 %\npbx  5,000 calls  500 a second  at 2026-04-30  25.0 %  about 30 seconds left\n',
    );
  });

  it('is one line that is written over on a terminal, and leaves nothing behind', () => {
    expect(tellTwice(true)).toBe(
      '\r\u001b[Kpbx  0 calls  0.0 %\r\u001b[Kpbx  5,000 calls  500 a second  at 2026-04-30  25.0 %  about 30 seconds left\r\u001b[K',
    );
  });
});
