import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { AddressInfo } from 'node:net';
import { withOpenPlan } from './open-plans.ts';
import type { RelayOptions } from './relay.ts';
import type { ServedDemo } from './serve-demo.ts';

/** The product and its rival over the same vendors, each in a process of its own. */
export type Contestants = {
  /** Trunkline, as `npm start -- --settings` runs it. */
  readonly trunklineUrl: string;
  /** bench/rivals/raw over the Voximplant account. */
  readonly rawUrl: string;
  /** When the data set ends. */
  readonly endsAt: number;
  close(): void;
};

const ROOT = join(import.meta.dirname, '..', '..');
const START_MS = 30_000;

/** Starts the vendors, Trunkline over those of the kinds, and raw. */
export async function startContestants(
  options: RelayOptions & { readonly kinds?: readonly string[] },
): Promise<Contestants> {
  const folder = mkdtempSync(join(tmpdir(), 'trunkline-bench-'));
  const children: ChildProcess[] = [];
  const close = () => {
    for (const child of children) child.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  const run = (script: string, ...args: string[]) => {
    const output = openSync(join(folder, `${children.length}.log`), 'w');
    children.push(spawn(process.execPath, [join(ROOT, script), ...args], { stdio: ['ignore', output, 'inherit'] }));
  };
  try {
    const vendors = fork(join(import.meta.dirname, 'serve-demo.ts'));
    children.push(vendors);
    vendors.send(options);
    const { providers, endsAt } = await new Promise<ServedDemo>((resolve, reject) => {
      vendors.once('message', (message) => resolve(message as ServedDemo)).once('exit', reject);
    });

    const chosen = providers.filter(({ kind }) => options.kinds?.includes(String(kind)) ?? true).map(withOpenPlan);
    const settings = join(folder, 'settings.yaml');
    const trunklineUrl = await freeAddress();
    // What is measured is the way to the vendors: nothing is kept.
    const value = { server: { port: portOf(trunklineUrl) }, history: 'off', providers: chosen };
    writeFileSync(settings, JSON.stringify(value));
    run('src/main.ts', '--settings', settings);

    const { baseUrl, serviceAccount, id } = providers.find(({ kind }) => kind === 'voximplant')!;
    const account = join(folder, 'account.json');
    const rawUrl = await freeAddress();
    writeFileSync(account, JSON.stringify({ port: portOf(rawUrl), provider: id, baseUrl, serviceAccount }));
    run('bench/rivals/raw/server.js', account);

    await Promise.all([untilAnswering(`${trunklineUrl}/health`), untilAnswering(`${rawUrl}/`)]);
    return { trunklineUrl, rawUrl, endsAt, close };
  } catch (error) {
    close();
    throw error;
  }
}

async function freeAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

const portOf = (url: string): number => Number(new URL(url).port);

async function untilAnswering(url: string): Promise<void> {
  const started = performance.now();
  for (;;) {
    const isThere = await fetch(url).then(
      (response) => response.arrayBuffer().then(() => true),
      () => false,
    );
    if (isThere) return;
    if (performance.now() - started > START_MS) throw new Error(`${url} has not answered for ${START_MS} ms`);
    await delay(100);
  }
}
