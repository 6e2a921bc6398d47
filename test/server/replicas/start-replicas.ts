import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type PostgresServer, startPostgres } from '../../history/store/start-postgres.ts';
import type { ServeVendors, ServedVendors, VendorCounts } from './serve-vendors.ts';

/** A server in a process of its own. */
export type Replica = {
  readonly url: string;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
};

/** Four vendors in a process, a Postgres, and servers over both as processes that know nothing of each other. */
export type ReplicasWorld = Omit<ServedVendors, 'providers'> & {
  readonly postgres: PostgresServer;
  start(): Promise<Replica>;
  counts(): Promise<VendorCounts>;
  close(): Promise<void>;
};

export type ReplicasOptions = ServeVendors & {
  /** Settings beside those of the store and the providers. */
  readonly settings?: object;
  /** What each provider's entry has besides. */
  readonly provider?: object;
};

const MAIN = join(import.meta.dirname, '../../../src/main.ts');
const VENDORS = join(import.meta.dirname, 'serve-vendors.ts');

export async function startReplicas({
  settings = {},
  provider = {},
  ...vendors
}: ReplicasOptions): Promise<ReplicasWorld> {
  const postgres = await startPostgres();
  const served = fork(VENDORS);
  const { providers, truth } = await tell<ServedVendors>(served, vendors);
  const folder = mkdtempSync(join(tmpdir(), 'trunkline-replicas-'));
  const file = join(folder, 'trunkline.json');
  const value = {
    server: { port: 0 },
    store: { kind: 'postgres', url: postgres.createDatabase() },
    ...settings,
    providers: providers.map((entry) => ({ ...withoutTokenFile(entry), ...provider })),
  };
  writeFileSync(file, JSON.stringify(value));
  const started = new Set<ChildProcess>();
  return {
    truth: [...truth].sort((one, other) => one.startedAt - other.startedAt || compare(one, other)),
    postgres,
    async start() {
      const child = spawn(process.execPath, [MAIN, '--settings', file], { stdio: ['ignore', 'pipe', 'inherit'] });
      started.add(child);
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      return {
        url: await readUrl(child),
        async kill() {
          started.delete(child);
          child.kill('SIGKILL');
          await ended;
        },
      };
    },
    counts: () => tell<VendorCounts>(served, 'count'),
    async close() {
      for (const child of started) child.kill('SIGKILL');
      served.kill();
      await postgres.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** More is asked than is answered in time; the server says when to come again. */
export class Overloaded extends Error {
  override readonly name = 'Overloaded';
  readonly retryAfterMs: number;

  constructor(retryAfter: string | null) {
    super('the server is overloaded');
    this.retryAfterMs = Number(retryAfter) * 1000;
  }
}

/** Sends a question as the servers' clients do; what is refused as a whole is thrown. */
export async function askReplica<Data>(
  url: string,
  query: string,
  variables: object,
  more: Readonly<Record<string, string>> = {},
): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...more },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: Data | null; errors?: readonly object[] };
  if (response.status === 503) throw new Overloaded(response.headers.get('retry-after'));
  if (!data) throw new Error(`the server refused the question: ${JSON.stringify(errors)}`);
  return data;
}

const compare = (one: ServedVendors['truth'][number], other: ServedVendors['truth'][number]): number => {
  const [a, b] = [one, other].map(({ provider, nativeId }) => `${provider}\0${nativeId}`) as [string, string];
  return a < b ? -1 : 1;
};

function withoutTokenFile(entry: Readonly<Record<string, unknown>>): object {
  if (typeof entry['oauth'] !== 'object') return entry;
  const { tokenFile: _none, ...oauth } = entry['oauth'] as Record<string, unknown>;
  return { ...entry, oauth };
}

async function readUrl(child: ChildProcess): Promise<string> {
  const lines: string[] = [];
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      lines.push(line);
      const { msg, url } = JSON.parse(line) as { msg: string; url?: string };
      if (msg === 'listening' && url !== undefined) resolve(url.replace(/\/graphql$/, ''));
    });
    child.once('exit', () => reject(new Error(`a replica did not start:\n${lines.join('\n')}`)));
  });
}

function tell<Answer>(child: ChildProcess, message: ServeVendors | string): Promise<Answer> {
  const answer = new Promise<Answer>((resolve, reject) => {
    child.once('message', (told) => resolve(told as Answer)).once('exit', reject);
  });
  child.send(message);
  return answer;
}
