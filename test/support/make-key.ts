import type { Scope } from '../../src/domain/caller.ts';
import { createKey } from '../../src/server/auth/keys.ts';

/** A key of a settings file, and the header that shows it. */
export function makeKey(
  name: string,
  scopes: readonly Scope[],
  more: { readonly providers?: readonly string[]; readonly ends?: string } = {},
) {
  const { key, hash } = createKey();
  return { key, headers: { authorization: `Bearer ${key}` }, entry: { name, hash, scopes, ...more } };
}
