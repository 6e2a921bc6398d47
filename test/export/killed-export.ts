import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

export type KilledExport = {
  /** Runs the same command every time. */
  readonly args: readonly string[];
  /** What the vendors were asked so far. */
  readonly requests: () => number;
  /** After how many more requests each run but the last is killed. */
  readonly killAfter: readonly number[];
};

/** How an export went that was killed on its way. */
export type ExportRuns = {
  /** How many of its runs were killed; the others had ended before. */
  readonly killed: number;
  readonly exitCode: number | null;
  readonly told: string;
  /** The most memory that a run had resident, and what of it was its own: no pages of files, which others share. */
  readonly peak: { readonly residentMegabytes: number; readonly ownMegabytes: number };
};

const LOOK_EVERY_MS = 20;

/** Runs an export as a program of its own, ends it with kill -9 on its way, and starts it again until it is through. */
export async function runKilledExport({ args, requests, killAfter }: KilledExport): Promise<ExportRuns> {
  const peak = { residentMegabytes: 0, ownMegabytes: 0 };
  let killed = 0;
  for (const limit of [...killAfter, Infinity]) {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    const told = text(child.stderr);
    const ended = once(child, 'exit');
    const before = requests();
    while (child.exitCode === null && child.signalCode === null) {
      noteMemory(child, peak);
      if (requests() - before >= limit) child.kill('SIGKILL');
      await Promise.race([ended, delay(LOOK_EVERY_MS)]);
    }
    if (child.signalCode === null) return { killed, exitCode: child.exitCode, told: await told, peak };
    killed += 1;
  }
  throw new Error('an export that nobody killed was killed');
}

function noteMemory({ pid }: ChildProcess, peak: { residentMegabytes: number; ownMegabytes: number }): void {
  // Only Linux tells.
  if (!existsSync(`/proc/${pid}/status`)) return;
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1024;
  peak.residentMegabytes = Math.max(peak.residentMegabytes, megabytes('VmHWM'));
  peak.ownMegabytes = Math.max(peak.ownMegabytes, megabytes('RssAnon'));
}
