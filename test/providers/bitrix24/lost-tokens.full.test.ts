import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Provider } from '../../../src/domain/provider.ts';
import { createTokenFile } from '../../../src/providers/bitrix24/api/token-file.ts';
import { LAST_MONTH } from '../../conformance/read-list.ts';
import { countCalls } from '../../support/ask-provider.ts';
import { createRecordingLog } from '../../support/recording-log.ts';
import { askInAnotherProcess } from './ask-in-another-process.ts';
import { type OauthPortal, startOauthPortal, unhurried } from './portal.ts';

const count = (provider: Provider) => countCalls(provider, LAST_MONTH, {}, unhurried());
const exchangesOf = ({ vendor }: OauthPortal): number =>
  vendor.server.exchanges.filter(({ purpose }) => purpose === 'token').length;
const settingsOf = (portal: OauthPortal) => ({ ...portal.vendor.settings, plan: 'on-premise', ...portal.withOauth });
const keptBy = (portal: OauthPortal) => createTokenFile(portal.tokenFile).read();

/** Waits until the vendor has met so many exchanges of tokens. */
const untilExchanged = (portal: OauthPortal, times: number) =>
  expect.poll(() => exchangesOf(portal), { timeout: 20_000, interval: 5 }).toBe(times);

describe('a process that is killed', () => {
  it.each([
    ['before it tries to write', 'onFiles(() => ({ write: die }));', 0],
    ['while it tries to write', 'onFiles(() => ({ sync: die }));', 0],
    [
      'when it has tried',
      'onFiles(({ write }) => ({ write: async (...a) => (await write(...a), a[3] === 8192 ? die() : 0) }));',
      0,
    ],
  ])('%s has used up nothing: the next one exchanges the same token', async (_when, patch, exchanges) => {
    const portal = await startOauthPortal();
    const { signal } = await askInAnotherProcess(settingsOf(portal), patch).ended;
    expect([signal, exchangesOf(portal)]).toEqual(['SIGKILL', exchanges]);
    expect(await count(portal.createProvider(portal.withOauth))).toBeGreaterThan(0);
    expect(exchangesOf(portal)).toBe(1);
  });

  it('while the vendor has not begun has used up nothing', async () => {
    const portal = await startOauthPortal();
    portal.vendor.server.fault({ fault: { kind: 'hang' }, operation: 'oauth/token', times: 1 });
    const child = askInAnotherProcess(settingsOf(portal));
    await untilExchanged(portal, 1);
    child.kill();
    expect((await child.ended).signal).toBe('SIGKILL');
    expect(await count(portal.createProvider(portal.withOauth))).toBeGreaterThan(0);
  });

  it('once the new tokens are written, be it before the disk has said so, needs no other', async () => {
    for (const when of ['async () => die()', 'async () => (await sync(), die())']) {
      const portal = await startOauthPortal();
      // The first sync is that of the new file, the second that of its folder, the third that of the trial.
      const patch = `let syncs = 0; onFiles(({ sync }) => ({ sync: (...a) => (syncs += 1) < 4 ? sync() : (${when})() }));`;
      const { signal } = await askInAnotherProcess(settingsOf(portal), patch).ended;
      expect([signal, exchangesOf(portal)]).toEqual(['SIGKILL', 1]);
      expect(await count(portal.createProvider(portal.withOauth))).toBeGreaterThan(0);
      expect(exchangesOf(portal)).toBe(1);
    }
  });

  it('between the answer and the write has lost the token, as no client can help: what to do is said', async () => {
    const portal = await startOauthPortal();
    const patch = 'onFiles(({ write }) => ({ write: (...a) => a[3] === 8192 ? write(...a) : die() }));';
    const { signal } = await askInAnotherProcess(settingsOf(portal), patch).ended;
    expect([signal, exchangesOf(portal)]).toEqual(['SIGKILL', 1]);
    await expect(count(portal.createProvider(portal.withOauth))).rejects.toThrow(/Authorise the application again/);
  });

  it('in the middle of that write leaves the older tokens readable', async () => {
    const portal = await startOauthPortal();
    await count(portal.createProvider(portal.withOauth));
    const older = await keptBy(portal);
    portal.vendor.expireAccessTokens();
    const patch = `onFiles(({ write }) => ({
      write: async (bytes, from, length, at) =>
        at === 8192 ? write(bytes, from, length, at) : (await write(bytes, 0, 100, at), die()),
    }));`;
    const { signal } = await askInAnotherProcess(settingsOf(portal), patch).ended;
    expect([signal, exchangesOf(portal)]).toEqual(['SIGKILL', 2]);
    expect(await keptBy(portal)).toEqual(older);
  });
});

describe('a restart', () => {
  it('needs no exchange while the access token is good, also where nothing can be written', async () => {
    const portal = await startOauthPortal();
    await count(portal.createProvider(portal.withOauth));
    const { said, complained } = await askInAnotherProcess(
      settingsOf(portal),
      'onFiles(() => ({ write: async () => { throw new Error("no space left"); } }));',
    ).ended;
    expect([complained, Number(said)]).toEqual(['', expect.any(Number)]);
    expect(exchangesOf(portal)).toBe(1);
  });

  it('exchanges at once when the access token has ended meanwhile', async () => {
    const portal = await startOauthPortal();
    await count(portal.createProvider(portal.withOauth));
    const kept = await keptBy(portal);
    await createTokenFile(portal.tokenFile).keep({ ...kept!, accessTokenEndsAt: Date.now() - 1 });
    portal.vendor.server.resetCounts();
    await count(portal.createProvider(portal.withOauth));
    expect([exchangesOf(portal), portal.vendor.server.count()]).toEqual([1, 1]);
  });

  it.each([{ clientId: 'another' }, { endpoint: 'https://another.bitrix24.com/rest/' }])(
    'takes no access token that was kept for another application or portal: %j',
    async (other) => {
      const portal = await startOauthPortal();
      await count(portal.createProvider(portal.withOauth));
      await createTokenFile(portal.tokenFile).keep({ ...(await keptBy(portal))!, ...other });
      await count(portal.createProvider(portal.withOauth));
      expect(exchangesOf(portal)).toBe(2);
    },
  );

  it('takes the tokens that another process got for the file they share', async () => {
    const portal = await startOauthPortal();
    const [one, other] = [portal.createProvider(portal.withOauth), portal.createProvider(portal.withOauth)];
    await count(one);
    await count(other);
    portal.vendor.expireAccessTokens();
    await count(one);
    await count(other);
    expect(exchangesOf(portal)).toBe(2);
  });
});

describe('a reply with tokens', () => {
  it('that is cut off before the vendor has done anything is asked for again', async () => {
    const portal = await startOauthPortal();
    portal.vendor.server.fault({ fault: { kind: 'reset-before' }, operation: 'oauth/token', times: 1 });
    expect(await count(portal.createProvider(portal.withOauth))).toBeGreaterThan(0);
    expect(exchangesOf(portal)).toBe(2);
  });

  it.each([{ kind: 'garbage', form: 'truncated' } as const, { kind: 'reset-after' } as const])(
    'that is cut off afterwards is told as what it is, and no token that may be good is thrown away: %j',
    async (fault) => {
      const portal = await startOauthPortal();
      await writeFile(portal.tokenFile, JSON.stringify({ refreshToken: portal.vendor.oauth.refreshToken }));
      portal.vendor.server.fault({ fault, operation: 'oauth/token', times: 1 });
      const asking = count(portal.createProvider(portal.withOauth));
      await expect(asking).rejects.toMatchObject({ kind: 'unauthorized', code: 'invalid_grant' });
      await expect(asking).rejects.toThrow(/Authorise the application again/);
      expect(await keptBy(portal)).toMatchObject({ refreshToken: portal.vendor.oauth.refreshToken });
    },
  );

  it('that is on its way is waited for when the provider is closed', async () => {
    const portal = await startOauthPortal();
    portal.vendor.server.fault({ fault: { kind: 'latency', ms: 300 }, operation: 'oauth/token' });
    const provider = portal.createProvider(portal.withOauth);
    const leaving = new AbortController();
    const asking = countCalls(provider, LAST_MONTH, {}, leaving.signal);
    await untilExchanged(portal, 1);
    leaving.abort(new Error('left'));
    await expect(asking).rejects.toThrow('left');
    await provider.close();
    expect(await keptBy(portal)).toMatchObject({ accessToken: expect.any(String) as string });
    expect(await count(portal.createProvider(portal.withOauth))).toBeGreaterThan(0);
    expect(exchangesOf(portal)).toBe(1);
  });
});

describe('tokens that have no place', () => {
  it('are used from memory, renewed there too, and written as soon as that works', async () => {
    const portal = await startOauthPortal();
    const { log, lines } = createRecordingLog();
    const provider = portal.createProvider(portal.withOauth, log);
    portal.vendor.server.fault({ fault: { kind: 'latency', ms: 200 }, operation: 'oauth/token', times: 1 });
    const asking = count(provider);
    await untilExchanged(portal, 1);
    await rm(dirname(portal.tokenFile), { recursive: true });
    expect(await asking).toBeGreaterThan(0);
    portal.vendor.expireAccessTokens();
    expect(await count(provider)).toBeGreaterThan(0);
    const told = lines.filter(({ message }) => message.includes('in memory alone'));
    expect(told).toHaveLength(1);
    await mkdir(dirname(portal.tokenFile));
    await expect.poll(() => keptBy(portal), { timeout: 20_000 }).not.toBeNull();
    expect(await count(portal.createProvider(portal.withOauth))).toBeGreaterThan(0);
    expect(exchangesOf(portal)).toBe(2);
  });
});

/** A disk of 64 kB; null where this user may not mount one. */
async function mountSmallDisk(): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'small-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]);
  onTestFinished(async () => {
    if (mounted.status === 0) spawnSync('umount', [folder]);
    await rm(folder, { recursive: true, force: true });
  });
  return mounted.status === 0 ? folder : null;
}

const fillUp = (folder: string) => writeFile(join(folder, 'log'), Buffer.alloc(1 << 20)).catch(() => {});

describe('a full disk', () => {
  it('keeps a token from being used up where the next one would have no place', async ({ skip }) => {
    const disk = await mountSmallDisk();
    if (disk === null) return skip('this user may not mount a disk of its own');
    await fillUp(disk);
    const portal = await startOauthPortal();
    const oauth = { ...portal.vendor.oauth, tokenFile: join(disk, 'token.json') };
    const provider = portal.createProvider({ webhookUrl: undefined, oauth });
    await expect(count(provider)).rejects.toThrow(/tokenFile of Bitrix24 cannot be written: the disk is full/);
    expect(portal.vendor.server.exchanges).toEqual([]);
    await rm(join(disk, 'log'));
    expect(await count(provider)).toBeGreaterThan(0);
  });

  it('keeps nobody from renewing tokens for whose file there was room once', async ({ skip }) => {
    const disk = await mountSmallDisk();
    if (disk === null) return skip('this user may not mount a disk of its own');
    const portal = await startOauthPortal();
    const tokenFile = join(disk, 'token.json');
    const withOauth = { webhookUrl: undefined, oauth: { ...portal.vendor.oauth, tokenFile } };
    const provider = portal.createProvider(withOauth);
    await count(provider);
    await fillUp(disk);
    for (let hours = 0; hours < 3; hours += 1) {
      portal.vendor.expireAccessTokens();
      expect(await count(provider)).toBeGreaterThan(0);
    }
    expect(await count(portal.createProvider(withOauth))).toBeGreaterThan(0);
    expect(exchangesOf(portal)).toBe(4);
    expect(await readFile(tokenFile, 'utf8')).toHaveLength(3 * 4096);
  });
});
