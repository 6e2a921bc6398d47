import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Caller } from '../../domain/caller.ts';
import { DAY_MS, type Instant } from '../../time/instant.ts';
import type { KeySettings } from './auth-settings.ts';

const PREFIX = 'tl_';
const KEY_BYTES = 32;

/** Makes a key that nobody can guess. Its hash is all that is kept of it. */
export function createKey(): { readonly key: string; readonly hash: string } {
  const key = `${PREFIX}${randomBytes(KEY_BYTES).toString('base64url')}`;
  return { key, hash: hashOf(key) };
}

// A key is as random as its hash: a slow hash would make nothing harder to guess, and every request slower.
const hashOf = (key: string): string => `sha256:${createHash('sha256').update(key).digest('base64url')}`;

/** The settings of a key that somebody shows; null for none of ours. Takes as long whichever it is, and whether it is one. */
export function findKey(keys: readonly KeySettings[], shown: string): KeySettings | null {
  const hash = Buffer.from(hashOf(shown));
  let found: KeySettings | null = null;
  for (const each of keys) if (timingSafeEqual(Buffer.from(each.hash), hash)) found = each;
  return found;
}

/** Whoever has a key. Another key of the same name is somebody else. */
export function holderOf({ name, hash, scopes, providers, ends }: KeySettings): Caller {
  return {
    id: `key ${hash.slice(-8)} ${name}`,
    name,
    scopes: new Set(scopes),
    providers: providers === undefined ? null : new Set(providers),
    endsAt: ends === undefined ? null : endOf(ends),
  };
}

const endOf = (day: string): Instant => Date.parse(day) + DAY_MS;
