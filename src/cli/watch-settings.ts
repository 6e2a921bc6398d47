import { unwatchFile, watchFile } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { findFixedChanges } from '../server/settings-file/fixed-settings.ts';
import { SettingsError } from '../server/settings-file/settings-error.ts';
import type { Settings } from '../server/settings.ts';
import type { Renewal } from '../server/start-trunkline.ts';
import type { Log } from '../transport/log.ts';

/** How often a settings file is looked at. */
const LOOK_MS = 1000;

export type WatchedSettings = {
  readonly path: string;
  /** Reads the file; throws what is wrong with it. */
  readonly read: () => Settings;
  /** As the server goes by them. */
  readonly settings: Settings;
  /** Goes by others from now on, or throws and leaves all as it was. */
  readonly apply: (settings: Settings) => Renewal;
  readonly log: Log;
};

/**
 * Goes by a settings file that has changed, when that is seen and on SIGHUP. A file that cannot be used, or wants what a
 * running server cannot change, changes nothing and is said. Ends when the function it gives is called.
 */
export function watchSettings({ path, read, settings, apply, log }: WatchedSettings): () => void {
  let current = settings;
  const renew = (): void => {
    try {
      const next = read();
      const fixed = findFixedChanges(current, next);
      if (fixed.length > 0) throw new SettingsError(path, fixed);
      const { ended } = apply(next);
      log.info(describeChange(current, next), 'the settings were read again');
      current = next;
      ended.catch((error: unknown) =>
        log.error({ error: String(error) }, 'what the settings replaced did not end cleanly'),
      );
    } catch (error) {
      log.error({ error: String(error) }, 'the settings cannot be used, so all goes on as before');
    }
  };
  // By time and size, at an interval: a file that is mounted, or replaced by another one, sends no events.
  watchFile(path, { interval: LOOK_MS, persistent: false }, renew);
  process.on('SIGHUP', renew);
  return () => {
    unwatchFile(path, renew);
    process.off('SIGHUP', renew);
  };
}

/** What an operator wants to see: which settings are others now, and by name the providers and keys there are. */
function describeChange(before: Settings, after: Settings): object {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof Settings)[];
  return {
    changed: names.filter((name) => !isDeepStrictEqual(before[name], after[name])),
    providers: after.providers.map(({ id }) => id),
    ...(after.auth.mode === 'keys' && { keys: after.auth.keys.map(({ name }) => name) }),
  };
}
