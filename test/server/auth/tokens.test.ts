import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, type JWK, SignJWT, exportJWK, generateKeyPair } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { DATA_SETS_END } from '../../../src/demo/data-sets.ts';
import { authSettings } from '../../../src/server/auth/auth-settings.ts';
import { createAuthenticator } from '../../../src/server/auth/authenticator.ts';
import { type ServedDemo, startServedDemo } from '../../support/start-served-demo.ts';

type Pair = { readonly privateKey: CryptoKey; readonly jwk: JWK };

const NOW_S = Math.floor(DATA_SETS_END / 1000);
const ISSUER = 'https://login.example.com/';
const GOOD = { scope: 'calls:read openid', trunkline_providers: ['portal', 'desk'] };

async function createPair(kid: string, algorithm = 'RS256'): Promise<Pair> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: algorithm } };
}

/** A token as it should be, but for what is said otherwise; null leaves a claim out. */
function sign(
  { privateKey, jwk }: Pair,
  claims: Readonly<Record<string, unknown>> = {},
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const usual = { sub: 'ada', iss: ISSUER, aud: 'trunkline', exp: NOW_S + 600, ...GOOD };
  const given = Object.fromEntries(Object.entries({ ...usual, ...claims }).filter(([, value]) => value !== null));
  return new SignJWT(given).setProtectedHeader({ alg: jwk.alg!, kid: jwk.kid!, ...header }).sign(privateKey);
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** An issuer that publishes keys. */
async function publish(keys: readonly JWK[]) {
  const issuer = { keys, asked: 0, isDown: false };
  const server = createServer((_request, response) => {
    issuer.asked += 1;
    if (issuer.isDown) return response.writeHead(500).end();
    return response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: issuer.keys }));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { issuer, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json` };
}

const base = { mode: 'jwt', issuer: ISSUER, audience: 'trunkline', algorithms: ['RS256'] };
const createReader = (settings: object) => {
  const authenticator = createAuthenticator(authSettings.parse({ ...base, ...settings }), () => DATA_SETS_END);
  return (token: string) => authenticator.identify(`Bearer ${token}`);
};

describe('a token', () => {
  let pair: Pair;
  let read: ReturnType<typeof createReader>;
  beforeAll(async () => {
    pair = await createPair('one');
    read = createReader({ jwks: { keys: [pair.jwk] } });
  });

  it.each([{ name: 'ada' }, ['ada'], 5, '', true])('is refused where its subject names nobody: %j', async (sub) => {
    expect(await read(await sign(pair, { sub }))).toMatchObject({
      status: 401,
      message: expect.stringContaining('"sub"') as string,
    });
  });

  it('names its holder, their scopes and their providers by claims', async () => {
    expect(await read(await sign(pair))).toEqual({
      caller: {
        ...{ id: 'token ada', name: 'ada', scopes: new Set(['calls:read']), providers: new Set(['portal', 'desk']) },
        endsAt: (NOW_S + 600) * 1000,
      },
    });
    const own = createReader({
      jwks: { keys: [pair.jwk] },
      claims: { scopes: 'https://x/roles', providers: 'systems' },
    });
    const claims = { 'https://x/roles': ['numbers:read', 'other'], systems: 'pbx desk' };
    expect(await own(await sign(pair, claims))).toMatchObject({
      caller: { scopes: new Set(['numbers:read']), providers: new Set(['pbx', 'desk']) },
    });
  });

  it('without the claim of providers sees none', async () => {
    expect(await read(await sign(pair, { trunkline_providers: null }))).toMatchObject({
      caller: { providers: new Set() },
    });
  });

  it.each([
    ['of another issuer', { iss: 'https://other.example.com/' }, /"iss"/],
    ['for somebody else', { aud: 'billing' }, /"aud"/],
    ['for nobody', { aud: null }, /"aud"/],
    ['that has expired', { exp: NOW_S - 60 }, /expired/],
    ['that never ends', { exp: null }, /"exp"/],
    ['that is not good yet', { nbf: NOW_S + 60 }, /"nbf"/],
    ['of nobody', { sub: null }, /"sub"/],
  ])('%s is refused', async (_name, claims, message) => {
    expect(await read(await sign(pair, claims))).toMatchObject({
      status: 401,
      message: expect.stringMatching(message) as string,
    });
  });

  it('is good for as long as the clocks may differ', async () => {
    const late = await sign(pair, { exp: NOW_S - 20 });
    expect(await read(late)).toMatchObject({ status: 401 });
    const lenient = createReader({ jwks: { keys: [pair.jwk] }, clockToleranceSeconds: 30 });
    expect(await lenient(late)).toMatchObject({ caller: { name: 'ada' } });
  });

  it('that is signed with anything but a key and an algorithm of the settings is refused', async () => {
    const stranger = await createPair('one');
    const elliptic = await createPair('two', 'ES256');
    const withBoth = createReader({ jwks: { keys: [pair.jwk, elliptic.jwk] } });
    const [head, body] = (await sign(pair)).split('.') as [string, string, string];
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const shared = new TextEncoder().encode(JSON.stringify(pair.jwk));
    const confused = await new SignJWT({ ...GOOD, sub: 'ada', iss: ISSUER, aud: 'trunkline', exp: NOW_S + 600 })
      .setProtectedHeader({ alg: 'HS256', kid: 'one' })
      .sign(shared);
    for (const token of [
      await sign(stranger),
      await sign(elliptic),
      `${none}.${body}.`,
      `${head}.${body}.`,
      `${head}.${body}.AAAA`,
      confused,
      'a.b.c',
      'plain',
    ])
      expect([token, await withBoth(token)]).toEqual([token, expect.objectContaining({ status: 401 }) as object]);
  });
});

describe("an issuer's keys", () => {
  it('are read once, and again for a key that is new, while the server runs', async () => {
    const [old, fresh] = [await createPair('old'), await createPair('fresh')];
    const { issuer, url } = await publish([old.jwk]);
    const read = createReader({ jwks: { url } });
    for (let times = 0; times < 5; times += 1) expect(await read(await sign(old))).toHaveProperty('caller');
    expect(issuer.asked).toBe(1);
    issuer.keys = [fresh.jwk];
    const token = await sign(fresh);
    // A key that is not known is looked for once a second at most.
    await vi.waitFor(async () => expect(await read(token)).toHaveProperty('caller'), { timeout: 20_000, interval: 50 });
    expect(issuer.asked).toBe(2);
    expect(await read(await sign(old))).toMatchObject({ status: 401 });
  });

  it('are not asked for again and again by names that nobody has', async () => {
    const { issuer, url } = await publish([(await createPair('old')).jwk]);
    const read = createReader({ jwks: { url } });
    const stranger = await createPair('made up');
    await Promise.all(
      Array.from({ length: 50 }, async (_, index) => read(await sign(stranger, {}, { kid: `k${index}` }))),
    );
    expect(issuer.asked).toBeLessThan(5);
  });

  it('that cannot be read are no fault of whoever asks: 503', async () => {
    const pair = await createPair('one');
    const { issuer, url } = await publish([pair.jwk]);
    issuer.isDown = true;
    const read = createReader({ jwks: { url } });
    expect(await read(await sign(pair))).toMatchObject({ status: 503 });
    issuer.isDown = false;
    await vi.waitFor(async () => expect(await read(await sign(pair))).toHaveProperty('caller'), { timeout: 20_000 });
  });
});

describe('a server that reads tokens', () => {
  let pair: Pair;
  let served: ServedDemo;
  beforeAll(async () => {
    pair = await createPair('one');
    served = await startServedDemo({ count: 30 }, { more: { auth: { ...base, jwks: { keys: [pair.jwk] } } } });
  });
  afterAll(() => served.close());

  const ask = async (token: string | null, query: string) => {
    const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
    const headers = { 'content-type': 'application/json', ...authorization };
    const response = await fetch(`${served.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
    return {
      status: response.status,
      ...((await response.json()) as { data?: Record<string, unknown>; errors?: object[] }),
    };
  };

  it('answers its holder, with the providers of the token', async () => {
    expect((await ask(null, '{ __typename }')).status).toBe(401);
    const { data } = await ask(await sign(pair), '{ providers { key } callSessions(first: 3) { nodes { id } } }');
    expect(data).toMatchObject({
      providers: [{ key: 'portal' }, { key: 'desk' }],
      callSessions: { nodes: [{}, {}, {}] },
    });
    const none = await ask(
      await sign(pair, { trunkline_providers: null }),
      '{ providers { key } callSessions { nodes { id } } }',
    );
    expect(none.data).toEqual({ providers: [], callSessions: { nodes: [] } });
  });

  it('gives links that end with the token', async () => {
    const query = '{ recordings(first: 5) { nodes { url urlExpiresAt } } }';
    const token = await sign(pair, { scope: 'calls:read recordings:read', exp: NOW_S + 90 });
    const { data } = await ask(token, query);
    const { nodes } = data!['recordings'] as { nodes: { url: string | null; urlExpiresAt: string | null }[] };
    const links = nodes.filter(({ url }) => url !== null);
    expect(links.length).toBeGreaterThan(0);
    for (const { urlExpiresAt } of links) expect(Date.parse(urlExpiresAt!)).toBeLessThanOrEqual((NOW_S + 90) * 1000);
    expect((await fetch(links[0]!.url!)).status).toBe(200);
  });
});
