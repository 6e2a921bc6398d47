import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { AddressInfo } from 'node:net';
import type { TimeRange } from '../../src/time/time-range.ts';
import { tell } from './children.ts';
import { withOpenPlan } from './open-plans.ts';
import type { RelayOptions } from './relay.ts';
import type { ServedDemo } from './serve-demo.ts';
import type { KeptIsServed, ServeKept } from './serve-kept.ts';

/** The product and its rival over the same vendors, each in a process of its own. */
export type Contestants = {
  /** Trunkline, as `npm start -- --settings` runs it. */
  readonly trunklineUrl: string;
  /** bench/rivals/raw over the Voximplant account. */
  readonly rawUrl: string;
  /** When the data set ends. */
  readonly endsAt: number;
  /** What Trunkline keeps; null for nothing. */
  readonly kept: TimeRange | null;
  /** Requests that reached a vendor so far, whoever sent them. */
  countRequests(): Promise<number>;
  /** Processor time that Trunkline has used so far, in ms; known where it keeps. */
  processorMs(): Promise<number>;
  close(): void;
};

const ROOT = join(import.meta.dirname, '..', '..');
const START_MS = 30_000;

export type ContestantOptions = RelayOptions & {
  /** Of the vendors that Trunkline is over; all when left out. */
  readonly kinds?: readonly string[];
  /**
   * What Trunkline has kept before it is asked: `all` that its vendors hold, or so many made calls. Nothing is kept when
   * left out.
   */
  readonly keeps?: 'all' | number;
};

/** Starts the vendors, Trunkline over those of the kinds, and raw. */
export async function startContestants({ kinds, keeps, ...relay }: ContestantOptions): Promise<Contestants> {
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
    const { providers, endsAt } = await tell<ServedDemo>(vendors, relay);

    const chosen = providers.filter(({ kind }) => kinds?.includes(String(kind)) ?? true).map(withOpenPlan);
    const trunklineUrl = await freeAddress();
    const port = portOf(trunklineUrl);
    let keeper: ChildProcess | null = null;
    let kept: TimeRange | null = null;
    if (keeps === undefined) {
      const settings = join(folder, 'settings.yaml');
      writeFileSync(settings, JSON.stringify({ server: { port }, history: 'off', providers: chosen }));
      run('src/main.ts', '--settings', settings);
    } else {
      keeper = fork(join(import.meta.dirname, 'serve-kept.ts'));
      children.push(keeper);
      const path = join(folder, 'trunkline.db');
      const serve: ServeKept = { port, providers: chosen, path, endsAt, keeps };
      kept = await tell<KeptIsServed>(keeper, serve);
    }

    const { baseUrl, serviceAccount, id } = providers.find(({ kind }) => kind === 'voximplant')!;
    const account = join(folder, 'account.json');
    const rawUrl = await freeAddress();
    writeFileSync(account, JSON.stringify({ port: portOf(rawUrl), provider: id, baseUrl, serviceAccount }));
    run('bench/rivals/raw/server.js', account);

    await Promise.all([untilAnswering(`${trunklineUrl}/health`), untilAnswering(`${rawUrl}/`)]);
    return {
      trunklineUrl,
      rawUrl,
      endsAt,
      kept,
      countRequests: () => tell<number>(vendors, 'count'),
      async processorMs() {
        if (keeper === null) return NaN;
        const { user, system } = await tell<NodeJS.CpuUsage>(keeper, 'cpu');
        return (user + system) / 1000;
      },
      close,
    };
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
