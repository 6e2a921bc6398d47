import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'vitest';
import { SECOND_MS } from '../../../src/time/instant.ts';
import { REQUEST, applyChanges, openStore, readAll, walkChanges } from './store-world.ts';

const WRITER = join(import.meta.dirname, 'write-until-killed.ts');

/** Kills a writer again and again, at moments that differ, and looks each time at what it left behind. */
export async function killWriters(path: string, kills: number): Promise<void> {
  let next = 1;
  for (let kill = 0; kill < kills; kill++) {
    const said = await writeAndKill(path, next, 1 + ((kill * 7) % 13), kill % 4);
    await expectWhole(path, said);
    next = said + 1;
  }
}

/** Starts a writer and kills it some rounds later, a little into the next one. The last round that it said was kept. */
async function writeAndKill(path: string, first: number, rounds: number, delayMs: number): Promise<number> {
  const child = spawn(process.execPath, [WRITER, path, String(first)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
  let last = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line !== 'open') last = Number(line);
    if (last === first + rounds) setTimeout(() => child.kill('SIGKILL'), delayMs);
  }
  expect(await ended).toBe('SIGKILL');
  return last;
}

/** Every window holds one round as it was read, that of its coverage; none is older than what its writer said last. */
async function expectWhole(path: string, said: number): Promise<void> {
  const store = await openStore({ kind: 'sqlite', path });
  try {
    const { account, isNew } = await store.openAccount(REQUEST);
    expect(isNew).toBe(false);
    for (let window = 0; window < 5; window++) {
      const range = { from: window * 100 * SECOND_MS, to: (window + 1) * 100 * SECOND_MS };
      const [covered] = await store.coverage(account, range, ['calls', 'legs', 'recordings', 'costs']);
      const calls = await readAll(store, account, range);
      expect(new Set(calls.map(({ call }) => call.note))).toEqual(new Set(covered ? [`${covered.readAt}`] : []));
      expect(calls).toHaveLength(covered ? 20 : 0);
      const lastSaid = said - ((said - window + 5) % 5);
      if (covered || lastSaid > 5) expect(covered!.readAt).toBeGreaterThanOrEqual(lastSaid);
    }
    const everything = await readAll(store, account, { from: 0, to: 500 * SECOND_MS });
    const copy = applyChanges(new Map(), await walkChanges(store));
    expect(new Map(everything.map((one) => [one.call.nativeId, one]))).toEqual(copy);
    expect((await store.listAccounts())[0]!.calls).toBe(everything.length);
  } finally {
    await store.close();
  }
}
