import { type KeyObject, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type JWTPayload, SignJWT } from 'jose';
import type { Instant } from '../../../time/instant.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import { createTokenSource } from '../../../transport/token-source.ts';

/** Tokens of one service account, each used until shortly before its end. */
export type Tokens = ReturnType<typeof createTokens>;

const RENEW_EARLY_MS = 15_000;
/** How far `iat` is set back: for clocks that differ a little, and once the vendor has said that they differ more. */
const SKEW_SECONDS = 5;
const WIDE_SKEW_SECONDS = 120;
/** Two readings of one clock differ by less. */
const TOLD_APART_MS = 1_000;

/** Makes the tokens of a service account. */
export function createTokens(account: ServiceAccount, now: () => Instant) {
  let skewSeconds = SKEW_SECONDS;
  // The time of day goes on from what it was at the start: only a refusal is a reason to believe a clock that was set.
  const readClock = (): number => now() - performance.now();
  let startedAt = readClock();
  let held: string | null = null;
  const source = createTokenSource({
    async fetch() {
      const signedAt = performance.now();
      const token = await signToken(account, startedAt + signedAt, skewSeconds);
      held = token;
      return { token, expiresAt: signedAt + LIFE_SECONDS * 1000 };
    },
    refreshEarlyMs: RENEW_EARLY_MS,
  });
  const replace = (token: string): void => {
    startedAt = readClock();
    held = null;
    source.invalidate(token);
  };
  return {
    get: (signal: AbortSignal) => source.get(signal),
    /** Drops a token that the vendor refused as ended (456) or as too young (455). */
    renew(token: string, refusal: unknown): void {
      if (refusal instanceof ProviderError && refusal.code === '455') skewSeconds = WIDE_SKEW_SECONDS;
      replace(token);
    },
    /**
     * Drops a token that was refused without a reason, where the clock was set since, or stood still in a sleep. True where
     * another token than this one is to be had: of files that are opened at once, each is refused.
     */
    followClock(token: string): boolean {
      if (token !== held) return true;
      const wasSet = Math.abs(readClock() - startedAt) > TOLD_APART_MS;
      if (wasSet) replace(token);
      return wasSet;
    },
  };
}

/** The vendor allows an hour; nothing is gained by letting a stolen token live that long. */
const LIFE_SECONDS = 60;

/** Signs a token: there is no token endpoint, the service account's key is enough. */
async function signToken(
  { accountId, keyId, key }: ServiceAccount,
  now: Instant,
  skewSeconds: number,
): Promise<string> {
  const seconds = Math.floor(now / 1000);
  const expires = seconds + LIFE_SECONDS;
  // The vendor's own clients send the issuer as a number, which JWT's types do not foresee.
  const claims = { iss: accountId, iat: seconds - skewSeconds, exp: expires } as unknown as JWTPayload;
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: keyId }).sign(key);
}

/** Who signs: the account, the key's id, and the key. */
type ServiceAccount = { readonly accountId: number | string; readonly keyId: string; readonly key: KeyObject };

type Credentials = {
  readonly account_id: number | string;
  readonly key_id: string;
  readonly private_key: string;
};

type Given = {
  readonly serviceAccountFile?: string | undefined;
  readonly serviceAccount?: Credentials | { readonly result: Credentials } | undefined;
};

/** Reads the service account that settings name, in either of its two shapes; throws a sentence that helps. */
export function readServiceAccount({ serviceAccountFile, serviceAccount }: Given): ServiceAccount {
  const given = serviceAccountFile === undefined ? serviceAccount : readFile(serviceAccountFile);
  const flat = isRecord(given) && isRecord(given.result) ? given.result : given;
  const { account_id: accountId, key_id: keyId, private_key: pem } = isRecord(flat) ? flat : {};
  if (!isAccountId(accountId) || typeof keyId !== 'string' || keyId === '' || typeof pem !== 'string')
    throw new Error('a service account has "account_id", "key_id" and "private_key", flat or under "result"');
  return { accountId, keyId, key: readKey(pem) };
}

function readFile(path: string): unknown {
  // A refusal repeats the path, so a key that was put in its place has to be told from one first.
  if (/[{\n]|PRIVATE KEY/.test(path))
    throw new Error('wants the path of credentials.json, not its content: that goes into "serviceAccount"');
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const found = code === 'ENOENT' ? `there is no file ${path}` : `${path} cannot be read (${code ?? 'unknown'})`;
    throw new Error(`${found}: a relative path starts in the folder of the settings file`, { cause: error });
  }
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the file, and the file is a key.
    throw new Error(`${path} is not JSON: take the credentials.json that Voximplant handed out with the key`);
  }
}

/** Line ends that went through an environment variable or YAML often arrive as the two characters "\n". */
function readKey(pem: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem.replaceAll('\\n', '\n'));
  } catch {
    throw new Error(
      'private_key is not a PEM that can be read: it begins with "-----BEGIN PRIVATE KEY-----", has its line ends, and no passphrase',
    );
  }
  if (key.asymmetricKeyType !== 'rsa')
    throw new Error(`private_key is a ${key.asymmetricKeyType ?? 'different'} key, and Voximplant takes RSA keys only`);
  return key;
}

const isAccountId = (value: unknown): value is number | string =>
  Number.isSafeInteger(value) || (typeof value === 'string' && /^\d+$/.test(value));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
