import { unwatchFile, watchFile } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { Settings } from '../../server/settings.ts';
import type { Log } from '../../transport/log.ts';

/** How often a settings file is looked at. */
const LOOK_MS = 1000;

export type WatchedSettings = {
  readonly path: string;
  /** Reads the file; throws what is wrong with it. */
  readonly read: () => Settings;
  /** As the server goes by them. */
  readonly settings: Settings;
  readonly renewAuth: (auth: Settings['auth']) => void;
  readonly log: Log;
};

/**
 * Goes by the `auth` of a settings file that has changed, when it is seen and on SIGHUP: a key that was taken out is refused
 * from then on. What a running server cannot change is said, and so is a file that cannot be used: all stays as it was.
 * Ends when the function it gives is called.
 */
export function watchKeys({ path, read, settings, renewAuth, log }: WatchedSettings): () => void {
  let current = settings;
  const renew = (): void => {
    try {
      const next = read();
      if (next.auth.mode !== current.auth.mode) {
        const modes = { is: current.auth.mode, file: next.auth.mode };
        return log.warn(modes, 'auth.mode cannot change while the server runs: start it again');
      }
      const { auth: _own, ...rest } = current;
      const { auth, ...others } = next;
      if (!isDeepStrictEqual(rest, others))
        log.warn({}, 'of the settings, only auth is read again while the server runs: start it again for the rest');
      if (isDeepStrictEqual(auth, current.auth)) return undefined;
      renewAuth(auth);
      current = { ...current, auth };
      return log.info({ keys: auth.mode === 'keys' ? auth.keys.map(({ name }) => name) : null }, 'auth was renewed');
    } catch (error) {
      return log.error({ error: String(error) }, 'the settings cannot be used, so all goes on as before');
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
