import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A Postgres of this machine, on a socket of its own. */
export type PostgresServer = {
  /** An empty database of its own for each caller. */
  createDatabase(): string;
  /** Ends the server as an operator would, or as a power cut would. */
  stop(signal?: 'SIGINT' | 'SIGKILL'): Promise<void>;
  /** Starts it again over the same data. */
  start(): Promise<void>;
  /** Lets nothing of the server be heard, until it goes on. */
  pause(): void;
  goOn(): void;
  close(): Promise<void>;
};

const BIN = findBin();

/** Whether tests on Postgres are left out: where none is installed, and never in CI, where they fail then. */
export function lacksPostgres(): boolean {
  if (BIN !== null || process.env['CI'] === 'true') return false;
  console.warn(`Tests on Postgres are left out. ${HOW_TO_GET}`);
  return true;
}

/** Makes a data directory and starts a server over it. */
export async function startPostgres(): Promise<PostgresServer> {
  if (BIN === null) throw new Error(HOW_TO_GET);
  const folder = mkdtempSync(join(tmpdir(), 'trunkline-postgres-'));
  const data = join(folder, 'data');
  const owner = unprivileged();
  if (owner !== null) chownSync(folder, owner.uid, owner.gid);
  const as = { ...owner, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] as ['ignore', 'ignore', 'pipe'] };
  execFileSync(join(BIN, 'initdb'), ['-D', data, '-U', 'trunkline', '-A', 'trust', '-E', 'UTF8', '--no-sync'], as);

  let server: ChildProcess | null = null;
  let databases = 0;
  const url = (database: string): string => `postgres://trunkline@/${database}?host=${encodeURIComponent(folder)}`;
  const psql = (database: string, sql: string): void => {
    execFileSync(join(BIN, 'psql'), ['-q', '-h', folder, '-U', 'trunkline', '-d', database, '-c', sql], as);
  };
  const start = async (): Promise<void> => {
    const settings = ['-c', 'listen_addresses=', '-c', 'fsync=off', '-c', 'max_connections=100'];
    const child = spawn(join(BIN, 'postgres'), ['-D', data, '-k', folder, ...settings], as);
    server = child;
    await new Promise<void>((resolve, reject) => {
      let log = '';
      child.stderr.on('data', (chunk: Buffer) => {
        log += chunk.toString();
        if (log.includes('ready to accept connections')) resolve();
      });
      child.once('exit', () => reject(new Error(`Postgres did not start:\n${log}`)));
    });
  };
  const stop = async (signal: 'SIGINT' | 'SIGKILL' = 'SIGINT'): Promise<void> => {
    const child = server;
    if (child === null) return;
    server = null;
    // Its parts write where it writes, and may outlive it for a moment, in which it cannot be started again.
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill(signal);
    await ended;
  };

  /** Its connections are processes of their own. */
  const tell = (signal: 'SIGSTOP' | 'SIGCONT'): void => {
    const pid = server?.pid;
    if (pid === undefined) return;
    const parts = execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
      .split('\n')
      .filter(Boolean);
    for (const each of [pid, ...parts.map(Number)]) process.kill(each, signal);
  };

  await start();
  return {
    createDatabase() {
      const name = `store_${++databases}`;
      psql('postgres', `CREATE DATABASE ${name}`);
      return url(name);
    },
    start,
    stop,
    pause: () => tell('SIGSTOP'),
    goOn: () => tell('SIGCONT'),
    async close() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const HOW_TO_GET =
  'There is no Postgres: apt-get install postgresql, or name the folder of its programs in POSTGRES_BIN.';

/** Debian keeps each version in a folder of its own, outside of PATH. */
function findBin(): string | null {
  const named = process.env['POSTGRES_BIN'];
  if (named !== undefined) return named === '' ? null : named;
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return null;
  const [newest] = readdirSync(root).sort((a, b) => Number(b) - Number(a));
  return newest === undefined ? null : join(root, newest, 'bin');
}

/** Postgres refuses to run as root: then as the user that its package made. */
function unprivileged(): { readonly uid: number; readonly gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
