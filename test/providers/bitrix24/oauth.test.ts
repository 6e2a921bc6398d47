import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Provider } from '../../../src/domain/provider.ts';
import { createTokenFile } from '../../../src/providers/bitrix24/api/token-file.ts';
import { NOW } from '../../conformance/world.ts';
import { LAST_MONTH, listAll } from '../../conformance/read-list.ts';
import { type TestPortal, startOauthPortal, unhurried } from './portal.ts';
import { countCalls } from '../../support/ask-provider.ts';

const HOURS_MS = 3_600_000;

const tokenRequests = ({ vendor }: TestPortal): number =>
  vendor.server.exchanges.filter((exchange) => exchange.purpose === 'token').length;

const count = (provider: Provider) => countCalls(provider, LAST_MONTH, {}, unhurried());

describe('the access token', () => {
  it('is fetched once for all who ask at the same time', async () => {
    const portal = await startOauthPortal();
    const provider = portal.createProvider(portal.withOauth);
    await Promise.all([count(provider), listAll(provider, { range: LAST_MONTH }), provider.listAgents(unhurried())]);
    expect(tokenRequests(portal)).toBe(1);
  });

  it('is kept for as long as the vendor takes it, whatever the clock says', async () => {
    let now = NOW;
    const portal = await startOauthPortal({ now: () => now });
    const provider = portal.createProvider(portal.withOauth);
    await count(provider);
    now += 30 * HOURS_MS;
    await count(provider);
    expect(tokenRequests(portal)).toBe(1);
  });

  it('is renewed once when it has expired, and what was asked is asked again', async () => {
    const portal = await startOauthPortal();
    const provider = portal.createProvider(portal.withOauth);
    await count(provider);
    portal.vendor.expireAccessTokens();
    const answers = await Promise.all([count(provider), provider.listAgents(unhurried())]);
    expect(answers[0]).toBeGreaterThan(0);
    expect(tokenRequests(portal)).toBe(2);
  });

  it('is not renewed again and again when the new one is refused too', async () => {
    const portal = await startOauthPortal();
    const provider = portal.createProvider(portal.withOauth);
    const body = { error: 'EXPIRED_TOKEN', error_description: 'The access token provided has expired.' };
    portal.vendor.server.fault({ operation: 'voximplant', fault: { kind: 'status', status: 401, body } });
    await expect(count(provider)).rejects.toMatchObject({ kind: 'unauthorized' });
    expect([tokenRequests(portal), portal.vendor.server.count()]).toEqual([2, 2]);
  });

  it('travels in the body and never in an address', async () => {
    const portal = await startOauthPortal();
    await count(portal.createProvider(portal.withOauth));
    const [exchange] = portal.vendor.server.exchanges.filter(({ purpose }) => purpose === 'data');
    expect(exchange!.request.path).toBe('/rest/voximplant.statistic.get');
    expect([...exchange!.request.query.keys()]).toEqual([]);
  });
});

describe('the refresh token', () => {
  it('is written to its file, for the owner alone, before the new access token is used', async () => {
    const portal = await startOauthPortal();
    await count(portal.createProvider(portal.withOauth));
    const kept = await createTokenFile(portal.tokenFile).read();
    expect([kept?.refreshToken.length, kept?.accessToken?.length]).toEqual([48, 48]);
    expect((await stat(portal.tokenFile)).mode & 0o777).toBe(0o600);
  });

  it('is taken from the file once there is one, also after a restart', async () => {
    const portal = await startOauthPortal();
    await count(portal.createProvider(portal.withOauth));
    portal.vendor.expireAccessTokens();
    // The token of the settings has been used up: only the file's can work.
    expect(await count(portal.createProvider(portal.withOauth))).toBeGreaterThan(0);
    expect(tokenRequests(portal)).toBe(2);
  });

  it('is not used up while the next one could not be kept', async () => {
    const portal = await startOauthPortal();
    const tokenFile = join(portal.tokenFile, 'no', 'such', 'folder.json');
    const provider = portal.createProvider({ webhookUrl: undefined, oauth: { ...portal.vendor.oauth, tokenFile } });
    await expect(count(provider)).rejects.toMatchObject({ kind: 'misconfigured' });
    await expect(count(provider)).rejects.toThrow(/cannot be written/);
    // The token of the settings is still good.
    expect(portal.vendor.server.exchanges).toEqual([]);
  });

  it('says where it looked when the file is damaged, and not what it holds', async () => {
    const portal = await startOauthPortal();
    await writeFile(portal.tokenFile, '{"refreshToken": "half-a-sec');
    const asking = count(portal.createProvider(portal.withOauth));
    await expect(asking).rejects.toMatchObject({ kind: 'misconfigured' });
    await expect(asking).rejects.toThrow(/tokenFile of Bitrix24 cannot be read: it is not JSON\. .*Or delete it/);
    await expect(asking).rejects.not.toThrow(/half-a-sec/);
    expect(portal.vendor.server.exchanges).toEqual([]);
  });

  it.each([
    ['holds no token', (path: string) => writeFile(path, '{}'), /it holds no refreshToken\./],
    ['is no file', (path: string) => mkdir(path), /it is a folder/],
  ])(
    'says what is wrong when the file %s, rather than use up the token of the settings',
    async (_name, make, words) => {
      const portal = await startOauthPortal();
      await make(portal.tokenFile);
      const asking = count(portal.createProvider(portal.withOauth));
      await expect(asking).rejects.toMatchObject({ kind: 'misconfigured' });
      await expect(asking).rejects.toThrow(words);
      expect(portal.vendor.server.exchanges).toEqual([]);
    },
  );

  it('is exchanged and kept once for all who ask at the same time', async () => {
    const portal = await startOauthPortal();
    const provider = portal.createProvider(portal.withOauth);
    await Promise.all(Array.from({ length: 20 }, () => provider.listAgents(unhurried())));
    expect(tokenRequests(portal)).toBe(1);
    // Nothing else was written beside it, and what it holds is the one token that works.
    expect(await readdir(dirname(portal.tokenFile))).toEqual(['token.json']);
    expect(await count(portal.createProvider(portal.withOauth))).toBeGreaterThan(0);
  });

  it('that another process uses up at the same moment is taken from the file it writes', async () => {
    const portal = await startOauthPortal();
    const providers = [portal.createProvider(portal.withOauth), portal.createProvider(portal.withOauth)];
    const counts = await Promise.all(providers.map(count));
    expect(counts[0]).toBe(counts[1]);
    expect(await readdir(dirname(portal.tokenFile))).toEqual(['token.json']);
  });

  it('of the file wins over a new one in the settings, and the refusal says so', async () => {
    const portal = await startOauthPortal();
    await writeFile(portal.tokenFile, '{"refreshToken": "long-gone-token"}');
    const asking = count(portal.createProvider(portal.withOauth));
    await expect(asking).rejects.toMatchObject({ kind: 'unauthorized', code: 'invalid_grant' });
    await expect(asking).rejects.toThrow(/Delete the tokenFile .*: while it exists, it wins over the settings\.$/);
    await rm(portal.tokenFile);
    expect(await count(portal.createProvider(portal.withOauth))).toBeGreaterThan(0);
  });

  it('that is no longer good is reported as unauthorized, with what to do', async () => {
    const portal = await startOauthPortal();
    const oauth = { ...portal.vendor.oauth, tokenFile: portal.tokenFile, refreshToken: 'long-gone-token' };
    const asking = count(portal.createProvider({ webhookUrl: undefined, oauth }));
    await expect(asking).rejects.toMatchObject({ kind: 'unauthorized', code: 'invalid_grant' });
    await expect(asking).rejects.toThrow(
      /Authorise the application again and put its new refreshToken into the settings/,
    );
  });

  it('travels in a form with the secret of the application, and never in an address', async () => {
    const portal = await startOauthPortal();
    await count(portal.createProvider(portal.withOauth));
    const [exchange] = portal.vendor.server.exchanges.filter(({ purpose }) => purpose === 'token');
    const { method, query, headers, body } = exchange!.request;
    expect([method, [...query.keys()]]).toEqual(['POST', []]);
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect([...new URLSearchParams(body).keys()]).toEqual([
      'grant_type',
      'client_id',
      'client_secret',
      'refresh_token',
    ]);
  });

  it('belongs to an application: a wrong secret is a matter of the settings', async () => {
    const portal = await startOauthPortal();
    const oauth = { ...portal.vendor.oauth, tokenFile: portal.tokenFile, clientSecret: 'not-the-secret' };
    await expect(count(portal.createProvider({ webhookUrl: undefined, oauth }))).rejects.toMatchObject({
      kind: 'misconfigured',
    });
  });
});
