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
import { SECOND_MS } from '../../src/time/instant.ts';
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

/** Follows until it has looked so often and found nothing. */
async function follow(wishes: Partial<ExportWishes> = {}, { looks = 1, ask = askWorld, onLook = async () => {} } = {}) {
  const stopping = new AbortController();
  let looked = 0;
  const told: string[] = [];
  const timer = {
    ...MONOTONIC_TIMER,
    async wait() {
      await onLook();
      if ((looked += 1) >= looks) stopping.abort(new Error('stopped'));
    },
  };
  const exitCode = await exportCalls(
    { format: 'ndjson', out, follow: true, ...wishes },
    {
      ...{ ask, schema, pageSize: 30, now: () => READ_AT - SECOND_MS, timer },
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

  it('leaves out no field that could not be read: it ends with 3, and goes on there', async () => {
    await world.keep('north', [call('north', 1)]);
    const ask: Ask = async (query, variables) => {
      const answer = await askWorld(query, variables);
      if (!query.includes('ExportChanges')) return answer;
      return { ...answer, errors: [{ message: 'The directory of north does not answer.' }] };
    };
    const lacking = await follow({}, { ask, looks: 100 });
    expect(lacking.exitCode).toBe(3);
    expect(lacking.told).toContain('Missing:\n  The directory of north does not answer.');
    expect(rows()).toEqual([]);
    await follow();
    expect(rows()).toEqual(['ADDED c1']);
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
