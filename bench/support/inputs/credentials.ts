import { type JWK, SignJWT, UnsecuredJWT, exportJWK, generateKeyPair } from 'jose';
import { SCOPES } from '../../../src/domain/caller.ts';
import { DAY_MS } from '../../../src/time/instant.ts';
import { makeKey } from '../../../test/support/make-key.ts';
import { createPick, createPools } from './pools.ts';

/** How a server asks who somebody is, and Authorization headers for it: a good one first, then others, good and bad. */
export type Credentials = { readonly auth: object; readonly authorizations: readonly string[] };

export function makeKeys(): Credentials {
  const all = makeKey('all', SCOPES);
  const few = makeKey('few', ['calls:read'], { providers: ['portal'] });
  const none = makeKey('none', []);
  const ended = makeKey('ended', SCOPES, { ends: '2020-01-01' });
  const keys = [all, few, none, ended];
  return {
    auth: { mode: 'keys', keys: keys.map(({ entry }) => entry) },
    authorizations: [
      ...keys.map(({ headers }) => headers.authorization),
      ...[
        `bearer ${few.key}`,
        `Bearer  ${few.key} `,
        few.key,
        `Basic ${few.key}`,
        `Bearer ${few.key} ${all.key}`,
        'Bearer',
        '',
      ],
    ],
  };
}

const ISSUER = 'https://issuer.example';
const AUDIENCE = 'trunkline';
const TOKENS = 300;

/** Tokens of an issuer, true ones and such as somebody forges, with any claims. */
export async function makeTokens(seed: number): Promise<Credentials> {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const published: JWK = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'EdDSA' };
  const secret = new TextEncoder().encode(published.x);
  const pools = createPools(seed);
  const now = Math.floor(Date.now() / 1000);
  const good = {
    ...{ iss: ISSUER, aud: AUDIENCE, sub: 'app', exp: now + DAY_MS / 1000, scope: SCOPES.join(' ') },
    trunkline_providers: ['portal', 'tracking', 'pbx', 'desk'],
  };
  const sign = (claims: object, header: object = {}): Promise<string> =>
    new SignJWT({ ...claims }).setProtectedHeader({ alg: 'EdDSA', kid: 'one', ...header }).sign(privateKey);
  const tokens = [await sign(good)];
  for (let index = 0; index < TOKENS; index += 1) {
    const pick = createPick(seed + index);
    const anything = () =>
      pick.one([pick.one(pools.values), pick.one(pools.texts).slice(0, 4000), pick.one(pools.numbers)]);
    const claims = { ...good, [pick.one(CLAIMS)]: anything() };
    const header = pick.rarely(3) ? { [pick.one(HEADERS)]: anything() } : {};
    const signed = pick.one([
      () => sign(claims, header),
      () => sign(claims, header),
      () => new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'one' }).sign(secret),
      async () => new UnsecuredJWT(claims).encode(),
    ]);
    // What jose does not sign, somebody else may send.
    const token = await signed().catch(
      () => `${encode({ alg: 'EdDSA', kid: 'one', ...header })}.${encode(claims)}.AAAA`,
    );
    tokens.push(token);
  }
  return {
    auth: {
      ...{ mode: 'jwt', issuer: ISSUER, audience: AUDIENCE, jwks: { keys: [published] }, algorithms: ['EdDSA'] },
    },
    authorizations: tokens.map((token) => `Bearer ${token}`),
  };
}

const CLAIMS = ['iss', 'aud', 'sub', 'exp', 'nbf', 'iat', 'jti', 'scope', 'trunkline_providers', '__proto__'];
const HEADERS = ['kid', 'typ', 'crit', 'b64', 'jku', 'jwk', 'x5u', 'cty', 'zip'];

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
