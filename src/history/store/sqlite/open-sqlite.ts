import { basename } from 'node:path';
import type { Engine } from '../engine.ts';
import { migrate } from '../migrate.ts';
import { StoreError } from '../store-error.ts';
import { SQLITE_WORDS, openSqliteFile } from './create-sqlite-engine.ts';
import { lockFile, prepareFile, setAside } from './database-file.ts';

export type SqliteOptions = {
  /** An absolute path. */
  readonly path: string;
  /**
   * A server has its file to itself and keeps it so; a command may come beside it. SQLite lets both write. Whoever has
   * the file changes its schema and sets it aside when it is damaged.
   */
  readonly as: 'server' | 'command';
  /** Hears of a file that was set aside. */
  readonly onSetAside: (name: string, error: StoreError) => void;
};

/** Opens a file of this machine as the store. */
export async function openSqlite({ path, as, onSetAside }: SqliteOptions): Promise<Engine> {
  prepareFile(path);
  const unlock = lockFile(path);
  if (unlock === null && as === 'server')
    throw new StoreError(
      'in-use',
      `store.path: ${basename(path)} is open in another Trunkline. One file has one server: stop the other one, name ` +
        'another file, or use Postgres: store: { kind: postgres, url: … }.',
    );
  const mayChange = unlock !== null;

  const openOnce = async (): Promise<Engine> => {
    const engine = await openSqliteFile(path);
    await migrate(engine, { mayChange }).catch(async (error: unknown) => {
      await engine.close();
      throw error;
    });
    return engine;
  };
  const beginAnew = async (error: StoreError): Promise<Engine> => {
    onSetAside(basename(setAside(path)), error);
    prepareFile(path);
    return openOnce();
  };

  const openFirst = (): Promise<Engine> =>
    openOnce().catch((error: unknown) => {
      if (mayChange && isOf('corrupt', error)) return beginAnew(error);
      throw error;
    });
  try {
    const first = await openFirst().catch((error: unknown) => {
      // Whoever holds the file lets go of it at some time: a server reads live until then.
      if (as === 'server' && isOf('busy', error)) return null;
      throw error;
    });
    if (as === 'server') return withRecovery(first, openFirst, beginAnew, unlock!);
    unlock?.();
    return first!;
  } catch (error) {
    unlock?.();
    throw error;
  }
}

const isOf = (kind: StoreError['kind'], error: unknown): error is StoreError =>
  error instanceof StoreError && error.kind === kind;

/**
 * An engine that is opened with the first question where it could not be before, and that sets its file aside when it
 * proves damaged, and goes on with a new one. Whoever found it is told.
 */
function withRecovery(
  first: Engine | null,
  open: () => Promise<Engine>,
  beginAnew: (error: StoreError) => Promise<Engine>,
  unlock: () => void,
): Engine {
  let engine = first;
  let opening: Promise<Engine> | null = null;
  let recovery: Promise<void> | null = null;
  let isOpen = true;

  const openLate = (): Promise<Engine> => {
    opening ??= open()
      .then((opened) => (engine = opened))
      .finally(() => (opening = null));
    return opening;
  };
  const recover = async (damaged: Engine, error: StoreError): Promise<void> => {
    await damaged.close();
    engine = await beginAnew(error);
    recovery = null;
  };
  const guard = async <Result>(work: (engine: Engine) => Promise<Result>): Promise<Result> => {
    if (recovery !== null) throw new StoreError('corrupt', 'The store was damaged and is being begun anew.');
    if (!isOpen) throw new StoreError('closed', 'The store is closed.');
    const used = engine ?? (await openLate());
    try {
      return await work(used);
    } catch (error) {
      if (isOf('corrupt', error) && used === engine && recovery === null && isOpen) {
        recovery = recover(used, error);
        // Without a new file every question is refused from here on, as damaged; the next start tries again.
        recovery.catch(() => {});
      }
      throw error;
    }
  };
  return {
    kind: 'sqlite',
    words: SQLITE_WORDS,
    read: (statements) => guard((current) => current.read(statements)),
    write: (work) => guard((current) => current.write(work)),
    scrub: () => guard((current) => current.scrub()),
    async close() {
      isOpen = false;
      await opening?.catch(() => {});
      await recovery?.catch(() => {});
      await engine?.close();
      unlock();
    },
  };
}
