import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { stringify } from 'yaml';
import { type Demo, startDemo } from '../src/demo/index.ts';
import { createReport } from './report.ts';
import { median } from './support/median.ts';

const ROOT = resolve(import.meta.dirname, '..');
const ROUNDS = 7;
/** How long a server that was asked nothing more is left alone before its memory is read. */
const IDLE_MS = 2500;
const MAX_START = 2;
const MAX_MEMORY = 1.4;

const report = createReport(
  `Start to the first answered query and memory ${IDLE_MS / 1000} s later: dist/ over four vendors, its store in memory, against an empty Yoga and Pothos server`,
);
const folder = mkdtempSync(join(tmpdir(), 'trunkline-start-'));
const [quiet, full] = [await startDemo({ count: 1 }), await startDemo()];

if (spawnSync('npm', ['run', 'build'], { cwd: ROOT, stdio: 'inherit' }).status !== 0) process.exit(1);
const trunkline = (demo: Demo, name: string): string[] => {
  const settings = join(folder, `${name}.yaml`);
  const value = { server: { port: 0 }, store: { kind: 'memory' }, people: demo.people, providers: demo.providers };
  writeFileSync(settings, stringify(value), { mode: 0o600 });
  return [join(ROOT, 'bin/trunkline.js'), '--settings', settings];
};
const contestants = {
  empty: [join(ROOT, 'bench/rivals/empty/server.js')],
  trunkline: trunkline(quiet, 'quiet'),
};

const cold = await measure(contestants.trunkline);
const measured = { empty: [] as Measured[], trunkline: [] as Measured[] };
for (let round = 0; round < ROUNDS; round += 1)
  for (const name of ['empty', 'trunkline'] as const) measured[name].push(await measure(contestants[name]));
const filled = await measure(trunkline(full, 'full'));
await Promise.all([quiet.close(), full.close()]);
rmSync(folder, { recursive: true });

const [empty, own] = [medians(measured.empty), medians(measured.trunkline)];
report.note(`medians of ${ROUNDS}, turn by turn: empty ${shown(empty)}; Trunkline ${shown(own)}`);
report.note(`its first start, when nothing had been compiled before: ${shown(cold)}`);
report.note(`while it reads and keeps the 8,000 calls of its vendors: ${shown(filled)}`);
report.atMost('start to the first answered query, of an empty server', own.startMs / empty.startMs, MAX_START, ' ×');
report.atMost('memory while idle, of an empty server', own.megabytes / empty.megabytes, MAX_MEMORY, ' ×');
report.end();

type Measured = { readonly startMs: number; readonly cpuMs: number; readonly megabytes: number };

/** Starts a server, asks it until it answers, and leaves it alone for a while. */
async function measure(args: readonly string[]): Promise<Measured> {
  const begun = performance.now();
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    // Compiled code of earlier runs would make the first start no first start.
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
  });
  try {
    await answer(await addressOf(child));
    const startMs = performance.now() - begun;
    const cpuMs = usedCpuMs(child.pid!);
    await delay(IDLE_MS);
    return { startMs, cpuMs, megabytes: residentMegabytes(child.pid!) };
  } finally {
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  }
}

/** The first address that a server says. */
async function addressOf({ stdout }: ChildProcess): Promise<string> {
  for await (const line of createInterface(stdout!)) {
    const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error('the server ended before it listened');
}

async function answer(address: string): Promise<void> {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ __typename }' }),
  });
  const { data } = (await response.json()) as { data?: { __typename?: string } };
  if (data?.__typename !== 'Query') throw new Error(`the server answered ${response.status}`);
}

/** What the kernel counts in hundredths of a second: other work on the machine does not show. */
function usedCpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function residentMegabytes(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

function medians(all: readonly Measured[]): Measured {
  return {
    startMs: median(all.map(({ startMs }) => startMs)),
    cpuMs: median(all.map(({ cpuMs }) => cpuMs)),
    megabytes: median(all.map(({ megabytes }) => megabytes)),
  };
}

function shown({ startMs, cpuMs, megabytes }: Measured): string {
  return `${Math.round(startMs)} ms (${cpuMs} ms of work), ${Math.round(megabytes)} MB`;
}
