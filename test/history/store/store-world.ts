import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { CallSession } from '../../../src/domain/call-session.ts';
import type { Account, AccountRequest } from '../../../src/history/store/account.ts';
import type { FeedChange } from '../../../src/history/store/changes/read-changes.ts';
import { type HistoryStore, createHistoryStore } from '../../../src/history/store/history-store.ts';
import type { KeptCall } from '../../../src/history/store/kept-page.ts';
import { CALL_PARTS, type ReadCall, type VendorReading } from '../../../src/history/store/vendor-reading.ts';
import type { Engine } from '../../../src/history/store/engine.ts';
import { type StoreSettings, openEngine, openHistoryStore } from '../../../src/history/store/open-history-store.ts';
import type { StoreError } from '../../../src/history/store/store-error.ts';
import { HOUR_MS, type Instant, SECOND_MS } from '../../../src/time/instant.ts';
import { makeCall } from '../../support/make-call.ts';
import { type PostgresServer, lacksPostgres, startPostgres } from './start-postgres.ts';

/** The first second of every test. */
export const START: Instant = Date.UTC(2026, 2, 1, 9);
/** The span that tests read whole. */
export const SPAN = { from: START, to: START + HOUR_MS };
/** When tests read, unless they say otherwise. */
export const READ_AT = START + 100 * HOUR_MS;

/** An engine to run the suite on. */
export type StoreWorld = {
  readonly name: string;
  readonly isLeftOut: boolean;
  openEmpty(): Promise<HistoryStore>;
  /** The same store, as another process has it. */
  openAgain(): HistoryStore;
};

/** Every engine there is, opened once and emptied for each test. */
export function storeWorlds(): StoreWorld[] {
  let folder = '';
  let postgres: PostgresServer | null = null;
  const isLeftOut = lacksPostgres();
  const engines = new Map<string, Engine>();
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trunkline-store-'));
    if (!isLeftOut) postgres = await startPostgres();
  });
  afterAll(async () => {
    for (const engine of engines.values()) await engine.close();
    await postgres?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const world = (name: string, isLeftOut: boolean, settings: () => StoreSettings): StoreWorld => ({
    name,
    isLeftOut,
    async openEmpty() {
      const engine = engines.get(name) ?? (await openEngine(settings(), OPTIONS));
      engines.set(name, engine);
      await emptyEngine(engine);
      return createHistoryStore(engine);
    },
    openAgain: () => createHistoryStore(engines.get(name)!),
  });
  return [
    world('SQLite in memory', false, () => ({ kind: 'memory' })),
    world('SQLite in a file', false, () => ({ kind: 'sqlite', path: join(folder, 'trunkline.db') })),
    world('Postgres', isLeftOut, () => ({ kind: 'postgres', url: postgres!.createDatabase(), maxConnections: 5 })),
  ];
}

const TABLES = [
  ...['accounts', 'calls', 'spans', 'removed_calls', 'changed_days', 'leases', 'tombstones', 'notes', 'transcripts'],
];

/** Takes out what a test has put in. */
export const emptyEngine = (engine: Engine): Promise<void> =>
  engine.write(async ({ run }) => {
    for (const table of TABLES) await run(`DELETE FROM ${table}`);
    await run('UPDATE counters SET value = 0');
  });

/** As a server opens; what is set aside is a mistake of the test. */
const OPTIONS = {
  as: 'server' as const,
  onSetAside(name: string, error: StoreError) {
    throw new Error(`${name} was set aside`, { cause: error });
  },
};

/** Opens a store as a server or a command does. */
export const openStore = (
  settings: StoreSettings,
  as: 'server' | 'command' = 'server',
  onNoTextIndex = () => {},
): Promise<HistoryStore> => openHistoryStore(settings, { ...OPTIONS, as, onNoTextIndex });

export const REQUEST: AccountRequest = {
  key: 'portal',
  kind: 'bitrix24',
  identity: 'fingerprint-1',
  timeZone: 'UTC',
  defaultCountry: 'RU',
  mapper: '1',
};

/** A call of the test's account, so many seconds after the start. */
export const callAt = (nativeId: string, second: number, given: Partial<CallSession> = {}): CallSession =>
  makeCall({ provider: 'portal', nativeId, startedAt: START + second * SECOND_MS, ...given });

export const toRead = (call: CallSession): ReadCall => ({ nativeId: call.nativeId, call });

/** A reading of the whole span; what is given differs. */
export const readingOf = (
  account: Account,
  calls: readonly (CallSession | ReadCall)[],
  given: Partial<VendorReading> = {},
): VendorReading => ({
  account,
  lease: null,
  readAt: READ_AT,
  settledThrough: READ_AT - 24 * HOUR_MS,
  covers: { range: SPAN, parts: CALL_PARTS },
  calls: calls.map((call) => ('startedAt' in call ? toRead(call) : call)),
  ...given,
});

/** Everything that is kept in the span, oldest first. */
export async function readAll(store: HistoryStore, account: Account, range = SPAN): Promise<KeptCall[]> {
  const calls: KeptCall[] = [];
  for (let from = range.from; from < range.to;) {
    const page = await store.readPage({
      account,
      range: { from, to: range.to },
      direction: 'ASC',
      limit: 50,
      parts: CALL_PARTS,
    });
    calls.push(...page.calls);
    from = page.through;
  }
  return calls;
}

export const idsOf = (calls: readonly KeptCall[]): string[] => calls.map(({ call }) => call.nativeId);

/** Walks the feed from a place to its end, in small pages. */
export async function walkChanges(
  store: HistoryStore,
  after: Parameters<HistoryStore['readChanges']>[0]['after'] = null,
): Promise<FeedChange[]> {
  const changes: FeedChange[] = [];
  for (let place = after; ;) {
    const page = await store.readChanges({ after: place, limit: 7, parts: CALL_PARTS });
    changes.push(...page.changes);
    place = page.end;
    if (!page.hasMore) return changes;
  }
}

/** A copy of what is kept, made from the feed alone. */
export function applyChanges(copy: Map<string, KeptCall>, changes: readonly FeedChange[]): Map<string, KeptCall> {
  for (const { kind, nativeId, kept } of changes) {
    if (kind === 'REMOVED') copy.delete(nativeId);
    else copy.set(nativeId, kept!);
  }
  return copy;
}
