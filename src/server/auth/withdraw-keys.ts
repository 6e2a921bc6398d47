import type { AuthSettings } from './auth-settings.ts';
import type { Authenticator } from './authenticator.ts';

/** Hashes of keys that no replica takes any more, wherever they were taken out of the settings. */
export type WithdrawnKeys = {
  watch(listener: (hashes: ReadonlySet<string>) => void): void;
  withdraw(hashes: readonly string[]): void;
  restore(hashes: readonly string[]): void;
};

/**
 * Goes by the keys of the settings but for those that were withdrawn. A key that leaves the settings of one replica is
 * withdrawn at all of them; one that is put in again is taken again. What comes back renews the settings.
 */
export function withdrawKeys(
  settings: AuthSettings,
  authenticator: Authenticator,
  withdrawnKeys: WithdrawnKeys | null,
): (auth: AuthSettings) => void {
  let current = settings;
  let withdrawn: ReadonlySet<string> = new Set();
  const apply = (): void => authenticator.replace(without(current, withdrawn));
  withdrawnKeys?.watch((hashes) => {
    withdrawn = hashes;
    if (current.mode === 'keys') apply();
  });
  return (next) => {
    const [before, after] = [hashesOf(current), hashesOf(next)];
    current = next;
    apply();
    withdrawnKeys?.withdraw([...before.difference(after)]);
    withdrawnKeys?.restore([...after.difference(before)]);
  };
}

const hashesOf = (auth: AuthSettings): Set<string> =>
  new Set(auth.mode === 'keys' ? auth.keys.map(({ hash }) => hash) : []);

const without = (auth: AuthSettings, withdrawn: ReadonlySet<string>): AuthSettings =>
  auth.mode === 'keys' ? { ...auth, keys: auth.keys.filter(({ hash }) => !withdrawn.has(hash)) } : auth;
