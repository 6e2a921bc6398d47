import { chmodSync, closeSync, existsSync, openSync, renameSync, statfsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../store-error.ts';

/** For its owner alone: calls are personal data. SQLite gives the files beside it the mode of the database. */
const MODE = 0o600;

/** Makes sure that a file can be the store: on a disk of this machine, and nobody else's to read. */
export function prepareFile(path: string): void {
  const folder = dirname(path);
  if (!existsSync(folder))
    throw new StoreError(
      'misconfigured',
      `store.path: the folder of ${basename(path)} does not exist. Create it first.`,
    );
  refuseNetworkFileSystem(path, statfsSync(folder).type);
  try {
    closeSync(openSync(path, 'a', MODE));
    for (const file of [path, ...besides(path)]) if (existsSync(file)) chmodSync(file, MODE);
  } catch (error) {
    throw new StoreError('misconfigured', `store.path: ${basename(path)} cannot be written. Check who owns it.`, error);
  }
}

/** Refuses a file system that several machines share: SQLite's locks and shared memory do not reach across it. */
export function refuseNetworkFileSystem(path: string, type: number): void {
  const name = NETWORK_FILE_SYSTEMS.get(type);
  if (name === undefined) return;
  throw new StoreError(
    'misconfigured',
    `store.path: ${basename(path)} is on ${name}, where SQLite loses data. Name a disk of this machine, or use Postgres: ` +
      'store: { kind: postgres, url: … }.',
  );
}

/** As statfs(2) numbers them on Linux; other systems number theirs otherwise and are not told apart. */
const NETWORK_FILE_SYSTEMS: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'SMB'],
  [0xfe534d42, 'SMB'],
  [0x01021997, '9P, a folder of another machine'],
  [0x00c36400, 'CephFS'],
  [0x5346414f, 'AFS'],
  [0x73757245, 'Coda'],
  [0x65735546, 'FUSE, which may be a folder of another machine'],
  [0x01161970, 'GFS2'],
  [0x7461636f, 'OCFS2'],
  [0x0bd00bd0, 'Lustre'],
  [0x19830326, 'BeeGFS'],
  [0x47504653, 'GPFS'],
]);

/**
 * Takes the file for this process, and says how to let go of it; null when another process has it. The lock is the
 * kernel's, on a file of its own: it ends with the process, however that ends, so there are no stale ones.
 */
export function lockFile(path: string): (() => void) | null {
  const lockPath = `${path}.lock`;
  closeSync(openSync(lockPath, 'a', MODE));
  // A command has it for the moment of its opening.
  const lock = new DatabaseSync(lockPath, { timeout: 1000 });
  try {
    lock.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    return () => lock.close();
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode === 5) return null;
    throw error;
  }
}

/** Gives a damaged database another name, which it returns, so that a new one can begin. */
export function setAside(path: string): string {
  const stamp = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const free = (count: number): string => {
    const name = `${path}.corrupt-${stamp}${count === 0 ? '' : `-${count}`}`;
    return existsSync(name) ? free(count + 1) : name;
  };
  const aside = free(0);
  for (const [index, file] of besides(path).entries()) if (existsSync(file)) renameSync(file, besides(aside)[index]!);
  if (existsSync(path)) renameSync(path, aside);
  return aside;
}

/** The files that SQLite keeps beside a database. */
const besides = (path: string): string[] => [`${path}-wal`, `${path}-shm`];
