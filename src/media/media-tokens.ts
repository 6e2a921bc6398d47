import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Caller } from '../domain/caller.ts';
import { HOUR_MS, type Instant, SECOND_MS } from '../time/instant.ts';
import type { MediaKey, MediaKind } from '../domain/media.ts';

/** Leave to open one thing of one provider, until a moment, and whose it is: the id of a caller. */
export type MediaGrant = {
  readonly provider: string;
  readonly key: MediaKey;
  readonly expiresAt: Instant;
  readonly owner: string | null;
};

/** What a token turns out to be. An expired one is still genuine: it says what it once opened. */
type ReadToken = { readonly state: 'valid' | 'expired'; readonly grant: MediaGrant } | { readonly state: 'tampered' };

/** Signs grants into link-safe text and reads them back. */
export type MediaTokens = ReturnType<typeof createMediaTokens>;

const MAC_BYTES = 16;
const VERSION = 2;
const KINDS: readonly MediaKind[] = ['recording', 'transcript', 'log'];

/**
 * Tokens signed with the first key and accepted under any of them, so that a key can be replaced: add the new one in
 * front, drop the old one when the last link of its time has expired. Without keys, links are signed with the key that this
 * process shares with others, or else with one that is made for it alone.
 */
export function createMediaTokens(
  keys: readonly string[],
  now: () => Instant,
  sharedKey: () => Buffer | null = () => null,
) {
  const ownKey = randomBytes(32);
  const secretsNow = (): readonly (string | Buffer)[] => {
    if (keys.length > 0) return keys;
    const shared = sharedKey();
    return shared === null ? [ownKey] : [shared, ownKey];
  };
  return {
    sign(grant: MediaGrant): string {
      const payload = Buffer.from(JSON.stringify(toFields(grant))).toString('base64url');
      return `${payload}.${macOf(secretsNow()[0]!, payload).toString('base64url')}`;
    },
    read(token: string): ReadToken {
      const [payload = '', mac = '', ...rest] = token.split('.');
      // Compared as text: one grant has one token, however base64 might be spelled.
      const isGenuine =
        rest.length === 0 && secretsNow().some((secret) => isSame(macOf(secret, payload).toString('base64url'), mac));
      const grant = isGenuine ? readFields(payload) : null;
      if (grant === null) return { state: 'tampered' };
      return { state: grant.expiresAt > now() ? 'valid' : 'expired', grant };
    },
  };
}

type Fields = readonly [number, string | null, string, number, string, string, number | null, number];

// An array of short fields: the token travels in every row that selects a link.
const toFields = ({ provider, key, expiresAt, owner }: MediaGrant): Fields => [
  VERSION,
  owner,
  provider,
  KINDS.indexOf(key.kind),
  key.nativeId,
  key.session.nativeId,
  key.session.startedAt === undefined ? null : key.session.startedAt / 1000,
  expiresAt / 1000,
];

// Only ever called on what this server signed; another version is one whose fields have another meaning.
function readFields(payload: string): MediaGrant | null {
  const fields = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Fields;
  const [version, owner, provider, kindIndex, nativeId, sessionId, startedAt, expiresAt] = fields;
  const kind = KINDS[kindIndex];
  if (version !== VERSION || kind === undefined) return null;
  const session = { nativeId: sessionId, ...(startedAt === null ? {} : { startedAt: startedAt * 1000 }) };
  return { provider, key: { kind, nativeId, session }, expiresAt: expiresAt * 1000, owner };
}

const macOf = (secret: string | Buffer, payload: string): Buffer =>
  createHmac('sha256', secret).update(payload).digest().subarray(0, MAC_BYTES);

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Where media are served, below the origin. */
export const MEDIA_PATH = '/media/';

/** Makes links to what has bytes at a vendor. */
export type MediaLinks = ReturnType<typeof createMediaLinks>;

/** What a link opens, and how long it plays. */
export type LinkedMedia = {
  readonly provider: string;
  readonly key: MediaKey;
  readonly durationSeconds: number | null;
};

const BUCKET_MS = HOUR_MS / 2;

/**
 * A link lives an hour at least, and twice as long as the recording plays; never longer than `longestMs`, nor than the key
 * of whoever asked for it. Ends are rounded to the half hour, or to less where links are short, so that a query asked again
 * soon gives the same link and the client's cache stays warm.
 */
export function createMediaLinks(tokens: MediaTokens, now: () => Instant, longestMs = Infinity) {
  const bucketMs = Math.min(BUCKET_MS, longestMs / 4);
  const endOf = (durationSeconds: number | null): Instant => {
    const end = now() + Math.max(HOUR_MS, 2 * (durationSeconds ?? 0) * SECOND_MS);
    const latest = now() + longestMs;
    return end < latest ? Math.ceil(end / bucketMs) * bucketMs : Math.floor(latest / bucketMs) * bucketMs;
  };
  return {
    /** `origin` is what the link starts with: the public URL of the settings, or the request's own. */
    linkTo(
      origin: string,
      { provider, key, durationSeconds }: LinkedMedia,
      { id: owner, endsAt }: Pick<Caller, 'id' | 'endsAt'>,
    ) {
      const expiresAt = Math.min(endOf(durationSeconds), endsAt ?? Infinity);
      return { url: `${origin}${MEDIA_PATH}${tokens.sign({ provider, key, expiresAt, owner })}`, expiresAt };
    },
  };
}
