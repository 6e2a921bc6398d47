import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ExportWishes, exportCalls } from '../../src/cli/export/export-calls.ts';
import type { CallSession } from '../../src/domain/call-session.ts';
import type { Ask } from '../../src/domain/ask.ts';
import { openHistoryStore } from '../../src/history/store/open-history-store.ts';
import { schema } from '../../src/schema.ts';
import { HOUR_MS, SECOND_MS } from '../../src/time/instant.ts';
import { MONOTONIC_TIMER } from '../../src/time/timer.ts';
import { type FeedWorld, START, createFeedWorld } from '../history/feed-world.ts';
import { READ_AT } from '../history/store/store-world.ts';
import { makeCall } from '../support/make-call.ts';

let world: FeedWorld;
let folder = '';
let out = '';
beforeEach(async () => {
  world = await createFeedWorld(await openHistoryStore({ kind: 'memory' }, { as: 'server', onSetAside() {} }));
  folder = mkdtempSync(join(tmpdir(), 'trunkline-follow-'));
  out = join(folder, 'calls.ndjson');
});
afterEach(async () => {
  await world.store.close();
  rmSync(folder, { recursive: true });
});

const call = (provider: string, second: number, given: Partial<CallSession> = {}): CallSession =>
  makeCall({ provider, nativeId: `c${second}`, startedAt: START + second * SECOND_MS, ...given });

const askWorld: Ask = async (query, variables) => {
  const { result } = await world.run(query, { variables });
  return JSON.parse(JSON.stringify(result)) as Awaited<ReturnType<Ask>>;
};

/** A graph that cannot read a field of one call, as long as it is broken. */
const withFaultOf =
  (nativeId: string, isBroken: () => boolean): Ask =>
  async (query, variables) => {
    const answer = await askWorld(query, variables);
    const { nodes = [] } = (answer.data?.['page'] ?? {}) as { nodes?: { session?: { nativeId: string } | null }[] };
    const index = nodes.findIndex(({ session }) => session?.nativeId === nativeId);
    if (!query.includes('ExportChanges') || index < 0 || !isBroken()) return answer;
    const path = ['page', 'nodes', index, 'session', 'agents'];
    return { ...answer, errors: [{ message: 'The directory of north does not answer.', path }] };
  };

/** Follows until it has looked so often and found nothing. */
async function follow(
  wishes: Partial<ExportWishes> = {},
  { looks = 1, ask = askWorld, onLook = async () => {}, now: clock = () => READ_AT - SECOND_MS } = {},
) {
  const stopping = new AbortController();
  let looked = 0;
  const told: string[] = [];
  let now = 0;
  const timer = {
    ...MONOTONIC_TIMER,
    elapsed: () => now,
    async wait(ms: number) {
      now += Math.max(ms, 30 * SECOND_MS);
      await onLook();
      if ((looked += 1) >= looks) stopping.abort(new Error('stopped'));
    },
  };
  const exitCode = await exportCalls(
    { format: 'ndjson', out, follow: true, ...wishes },
    {
      ...{ ask, schema, sources: 'north and south', pageSize: 30, now: clock, timer },
      output: new Writable({ write: (_chunk, _encoding, done) => done() }),
      screen: { isTerminal: false, write: (text) => void told.push(text) },
      signal: stopping.signal,
    },
  );
  return { exitCode, told: told.join('') };
}

type Row = { readonly change: string; readonly nativeId: string | null; readonly note: string | null };
const rows = (): string[] =>
  readFileSync(out, 'utf8')
    .trimEnd()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { change, nativeId, note } = JSON.parse(line) as Row;
      return [change, nativeId, note].filter((part) => part !== null).join(' ');
    });

describe('an export that follows', () => {
  it('writes what is noticed since it began, and goes on after its last row when it is run again', async () => {
    await world.keep('north', [call('north', 1), call('north', 2)]);
    const first = await follow();
    expect(rows()).toEqual(['ADDED c1', 'ADDED c2']);
    expect(first.exitCode).toBe(0);
    expect(first.told).toMatch(/Stopped.*same command.*goes on/s);
    await world.keep('north', [call('north', 1, { note: 'angry' })]);
    await follow();
    expect(rows().slice(2).sort()).toEqual(['CHANGED c1 angry', 'REMOVED']);
    await follow();
    expect(rows()).toHaveLength(4);
  });

  it('writes what is noticed while it waits', async () => {
    await follow({}, { looks: 2, onLook: () => world.keep('north', [call('north', 1)]) });
    expect(rows()).toEqual(['ADDED c1']);
  });

  it('writes what is noticed while it lists, also where the clock of the store is behind its own', async () => {
    const now = () => Date.now() + HOUR_MS;
    await world.keep('north', [call('north', 1)]);
    let hasCome = false;
    const ask: Ask = async (query, variables) => {
      const answer = await askWorld(query, variables);
      if (query.includes('ExportCalls') && !hasCome) await world.keep('north', [call('north', 1), call('north', 2)]);
      hasCome ||= query.includes('ExportCalls');
      return answer;
    };
    await follow({}, { now, ask });
    expect(rows()).toEqual(['ADDED c2']);
    await world.keep(
      'north',
      [2, 3].map((second) => call('north', second)),
    );
    await follow({}, { now });
    expect(rows().slice(1).sort()).toEqual(['ADDED c3', 'REMOVED']);
  });

  it('gets past any number of changes that its filter leaves out', async () => {
    await world.keep(
      'north',
      Array.from({ length: 5200 }, (_, index) => call('north', index % 3000, { nativeId: `n${index}` })),
    );
    await world.keep('south', [call('south', 1)]);
    const filter = join(folder, 'filter.yaml');
    writeFileSync(filter, 'providers: [south]\n');
    let asked = 0;
    const ask: Ask = (query, variables) => {
      if ((asked += 1) > 20) throw new Error('it asks the same again and again');
      return askWorld(query, variables);
    };
    await follow({ filter }, { ask });
    expect(rows()).toEqual(['ADDED c1']);
  });

  it('asks for fewer changes at once where these cost too much', async () => {
    await world.keep('north', [call('north', 1)]);
    const ask: Ask = async (query, variables) =>
      Number(variables['first']) > 25
        ? { data: null, errors: [{ message: 'too much', extensions: { code: 'QUERY_TOO_COSTLY' } }] }
        : askWorld(query, variables);
    await follow({}, { ask });
    expect(rows()).toEqual(['ADDED c1']);
  });

  it('passes over a change that cannot be read, says so, and writes it when it can be', async () => {
    await world.keep('north', [call('north', 1), call('north', 2), call('north', 3)]);
    let isBroken = true;
    const ask = withFaultOf('c2', () => isBroken);
    // It is asked for five times, with four waits between.
    const first = await follow({}, { ask, looks: 5 });
    expect(rows()).toEqual(['ADDED c1', 'ADDED c3']);
    expect(first.told).toContain(
      'Changes that cannot be read yet, and are asked for again: 1. The directory of north does not answer.\n',
    );
    expect(first.told).toMatch(/1 change could not be read.*\n {2}The directory of north does not answer\.\n$/);
    expect(first.exitCode).toBe(3);
    isBroken = false;
    const second = await follow({}, { ask, looks: 3 });
    expect(rows()).toEqual(['ADDED c1', 'ADDED c3', 'ADDED c2']);
    expect(second.told).toContain('Every change that could not be read has been read.');
    expect(second.exitCode).toBe(0);
  });

  it('goes on past a change that can never be read, to what comes after it', async () => {
    await world.keep('north', [call('north', 1)]);
    const keepMore = () => world.keep('south', [call('south', 7)]);
    const { exitCode } = await follow({}, { ask: withFaultOf('c1', () => true), looks: 12, onLook: keepMore });
    expect(rows()).toEqual(['ADDED c7']);
    expect(exitCode).toBe(3);
  });

  it('takes the newer change of a call in place of one that could not be read', async () => {
    await world.keep('north', [call('north', 1), call('north', 2)]);
    let isBroken = true;
    const ask = withFaultOf('c1', () => isBroken);
    await follow({}, { ask, looks: 10 });
    isBroken = false;
    await world.keep('north', [call('north', 1, { note: 'angry' }), call('north', 2)]);
    expect((await follow({}, { ask, looks: 3 })).exitCode).toBe(0);
    expect(rows()).toEqual(['ADDED c2', 'CHANGED c1 angry']);
  });

  it('waits where more cannot be read than it remembers, and then writes each once', async () => {
    await world.keep(
      'north',
      Array.from({ length: 1150 }, (_, index) => call('north', index)),
    );
    let looked = 0;
    const ask: Ask = async (query, variables) => {
      const answer = await askWorld(query, variables);
      const isBroken = query.includes('ExportChanges') && looked < 20;
      return isBroken ? { ...answer, errors: [{ message: 'The directory of north does not answer.' }] } : answer;
    };
    const onLook = () => Promise.resolve(void (looked += 1));
    const { told, exitCode } = await follow({}, { ask, looks: 80, onLook });
    expect(told).toContain('More than 1000 changes cannot be read: it waits for them.');
    expect(exitCode).toBe(0);
    expect(rows().sort()).toEqual(Array.from({ length: 1150 }, (_, index) => `ADDED c${index}`).sort());
  });

  it('waits as long as it takes for a history that does not answer', async () => {
    await world.keep('north', [call('north', 1)]);
    let asked = 0;
    const ask: Ask = (query, variables) => {
      // What it looks for first, and what it lists, is answered.
      if (query.includes('ExportChanges') && (asked += 1) > 1 && asked < 20)
        return Promise.resolve({
          data: null,
          errors: [{ message: 'Away.', extensions: { code: 'HISTORY_UNAVAILABLE' } }],
        });
      return askWorld(query, variables);
    };
    const { told } = await follow({}, { ask, looks: 20 });
    expect(rows()).toEqual(['ADDED c1']);
    expect(told).toContain('Away. It is asked again and again.\n');
  });

  it('says what it cannot follow before it lists anything', async () => {
    const filter = join(folder, 'filter.yaml');
    writeFileSync(filter, 'isReturned: false\n');
    const asked: string[] = [];
    const ask: Ask = (query, variables) => {
      asked.push(/ExportC\w+/.exec(query)![0]);
      return askWorld(query, variables);
    };
    await expect(follow({ filter }, { ask })).rejects.toThrow(/isReturned is no filter of changes/);
    expect(asked).toEqual(['ExportChanges']);
  });
});
