import { afterEach, describe, expect, it } from 'vitest';
import { ANYBODY, SCOPES, type Scope } from '../../../src/domain/caller.ts';
import { createKeptHistory } from '../../../src/history/create-kept-history.ts';
import { createStoreAccess } from '../../../src/history/store-access.ts';
import { withHistory } from '../../../src/history/with-history.ts';
import type { SyncStep } from '../../../src/history/sync/create-syncer.ts';
import { DAY_MS, HOUR_MS } from '../../../src/time/instant.ts';
import { NOW } from '../../conformance/world.ts';
import { createQueryRunner } from '../../support/run-query.ts';
import { SILENT } from '../kept-world.ts';
import { SETTINGS, SYNC_VENDORS, type SyncWorld, readKept, runUntilIdle, startSyncWorld } from './sync-world.ts';

const KEEPING = { ...SETTINGS, keepTranscripts: true };
const HAVE_TEXT: readonly string[] = ['voximplant', 'zoom-contact-center'];
const endings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

const vendorOf = (kind: string) => SYNC_VENDORS.find((vendor) => vendor.kind === kind)!;

async function start(kind: string, count = 250): Promise<SyncWorld> {
  const world = await startSyncWorld(vendorOf(kind), 'even', { count, since: NOW - 40 * DAY_MS });
  endings.push(() => world.close());
  return world;
}

const filesRead = ({ vendor }: SyncWorld): number =>
  vendor.server.exchanges.filter(({ purpose }) => purpose === 'media').length;

/** Every recording of kept, settled calls whose transcript can be read. */
const readableIn = async ({ store, account, clock }: SyncWorld) =>
  (await readKept(store, account))
    .filter(({ call }) => call.startedAt < clock.now() - DAY_MS)
    .flatMap(({ call }) => call.recordings ?? [])
    .filter(({ transcript }) => transcript?.canOpen === true);

/** The provider over what is kept, as a request has it. */
const keptProvider = ({ provider, store, account, clock }: SyncWorld, keepsTranscripts = true) =>
  withHistory(provider, {
    access: createStoreAccess(store, { log: SILENT, onBegunAnew() {} }),
    account: () => account,
    freshness: { freshMs: 10_000, lateMs: 300_000 },
    keepDays: null,
    now: clock.now,
    keepsTranscripts,
  });

const readingTranscripts = (steps: readonly SyncStep[]) => steps.filter(({ did }) => did === 'read transcripts');

describe.each(HAVE_TEXT)('what was said in calls of %s', (kind) => {
  it('is kept once its call is settled, each file read once', async () => {
    const world = await start(kind);
    const syncer = await world.createSyncer({ settings: KEEPING });
    const steps = await runUntilIdle(syncer);
    const readable = await readableIn(world);
    expect(readable.length).toBeGreaterThan(5);
    const kept = await world.store.transcripts.get(world.account, readable);
    for (const one of kept) expect(one?.said).toMatch(/^00:00:00 [^:]+: Thank you for calling/);
    expect(filesRead(world)).toBe(readable.length);
    expect(readingTranscripts(steps).every(({ problem }) => problem === null)).toBe(true);
    expect(await runUntilIdle(syncer)).toEqual([]);
    await syncer.close(new Error('the test is over'));
  });

  it('is not read unless it is to be kept, and what is kept goes when it no longer is', async () => {
    const world = await start(kind);
    const without = await world.createSyncer();
    await runUntilIdle(without);
    expect(filesRead(world)).toBe(0);
    await without.close(new Error('the test is over'));
    const syncer = await world.createSyncer({ settings: KEEPING });
    world.timer.advance(HOUR_MS);
    await runUntilIdle(syncer);
    const readable = await readableIn(world);
    expect(filesRead(world)).toBe(readable.length);
    await syncer.close(new Error('the test is over'));
    const again = await world.createSyncer();
    world.timer.advance(HOUR_MS);
    await runUntilIdle(again);
    expect(await world.store.transcripts.get(world.account, readable)).toEqual(readable.map(() => null));
    await again.close(new Error('the test is over'));
  });

  it('is read once more when its vendor changes it no more, and then never again', async () => {
    const world = await start(kind, 2000);
    const syncer = await world.createSyncer({ settings: KEEPING });
    await runUntilIdle(syncer);
    const openMs = world.provider.staysOpenMs!.transcript!;
    const readAt = world.clock.now();
    const open = (await readableIn(world)).filter(({ sessionStartedAt }) => readAt < sessionStartedAt + openMs);
    const before = filesRead(world);
    world.clock.set(NOW + 6 * DAY_MS);
    world.timer.advance(6 * DAY_MS);
    await runUntilIdle(syncer);
    const fresh = (await readableIn(world)).filter(({ sessionStartedAt }) => sessionStartedAt >= readAt - DAY_MS);
    expect(open.length).toBeGreaterThan(0);
    expect(filesRead(world) - before).toBe(open.length + fresh.length);
    world.clock.set(NOW + 40 * DAY_MS);
    world.timer.advance(34 * DAY_MS);
    const soFar = filesRead(world);
    await runUntilIdle(syncer);
    expect(filesRead(world)).toBe(soFar);
    await syncer.close(new Error('the test is over'));
  });

  it('that cannot be read is told of, keeps nothing else from being kept, and is asked for again after an hour', async () => {
    const world = await start(kind);
    const syncer = await world.createSyncer({ settings: KEEPING });
    const operation = kind === 'voximplant' ? 'voximplant-records' : 'media';
    world.vendor.server.fault({ fault: { kind: 'status', status: 500 }, operation });
    const steps = await runUntilIdle(syncer);
    expect(readingTranscripts(steps).map(({ problem }) => problem?.kind)).toContain('unavailable');
    expect((await readKept(world.store, world.account)).length).toBeGreaterThan(50);
    world.vendor.server.clearFaults();
    const readable = await readableIn(world);
    world.clock.set(NOW + 2 * HOUR_MS);
    world.timer.advance(2 * HOUR_MS);
    await runUntilIdle(syncer);
    const kept = await world.store.transcripts.get(world.account, readable);
    expect(kept.every((one) => one?.said != null)).toBe(true);
    await syncer.close(new Error('the test is over'));
  });

  it('is answered while the vendor is down, finds calls for those who may read it, and tells others nothing', async () => {
    const world = await start(kind);
    const syncer = await world.createSyncer({ settings: KEEPING });
    await runUntilIdle(syncer);
    await syncer.close(new Error('the test is over'));
    const run = createQueryRunner([keptProvider(world)], {
      now: world.clock.now,
      history: createKeptHistory(world.store),
    });
    const countIn = async (filter: object, scopes: readonly Scope[] = SCOPES) => {
      const query = `query Count($filter: CallSessionFilter) { callStats(filter: $filter) { totals { calls } } }`;
      const { data } = await run<{ callStats: { totals: { calls: number } } }>(query, {
        variables: { filter: { startedAt: range, ...filter } },
        caller: { ...ANYBODY, scopes: new Set(scopes) },
      });
      return data.callStats.totals.calls;
    };
    const range = { from: new Date(NOW - 30 * DAY_MS).toISOString(), to: new Date(NOW - 2 * DAY_MS).toISOString() };
    type Found = {
      readonly callSessions: {
        readonly isComplete: boolean;
        readonly totalCount: number | null;
        readonly nodes: readonly {
          readonly nativeId: string;
          readonly recordings: readonly { readonly transcript: { readonly text: string | null } | null }[];
        }[];
      };
    };
    const find = async (filter: object, scopes: readonly Scope[] = SCOPES) => {
      const query = `query Find($filter: CallSessionFilter) { callSessions(first: 500, filter: $filter) {
        isComplete totalCount nodes { nativeId recordings { transcript { text } } } } }`;
      const caller = { ...ANYBODY, scopes: new Set(scopes) };
      const { data, errors } = await run<Found>(query, {
        variables: { filter: { startedAt: range, ...filter } },
        caller,
      });
      return { ...data.callSessions, errors };
    };
    // Names of agents are remembered, as the sync of a server keeps them.
    await find({ text: 'nobody' });
    world.vendor.server.resetCounts();
    world.vendor.server.fault({ fault: { kind: 'status', status: 500 } });
    const whole = await find({});
    expect(whole.errors).toEqual([]);
    const saying = whole.nodes.filter(({ recordings }) =>
      recordings.some(({ transcript }) => transcript?.text?.includes('invoice')),
    );
    expect(saying.length).toBeGreaterThan(0);
    const idsOf = ({ nodes }: { readonly nodes: readonly { readonly nativeId: string }[] }) =>
      nodes.map(({ nativeId }) => nativeId);

    const found = await find({ text: 'MAILBOX invoic' });
    expect(idsOf(found)).toEqual(idsOf({ nodes: saying }));
    expect(found).toMatchObject({ isComplete: true, totalCount: saying.length });
    const rest = await find({ not: { text: 'mailbox' } });
    expect(idsOf(rest)).toEqual(idsOf({ nodes: whole.nodes.filter((call) => !saying.includes(call)) }));

    const others = SCOPES.filter((scope) => scope !== 'recordings:read');
    const hidden = await find({ text: 'mailbox' }, others);
    expect(hidden).toMatchObject({ isComplete: true, totalCount: 0, nodes: [] });
    expect(idsOf(await find({ not: { text: 'mailbox' } }, others))).toEqual(idsOf(whole));
    // Whoever may not read them is not told by what was counted for others, before or after.
    expect(await countIn({ text: 'mailbox' })).toBe(saying.length);
    expect(await countIn({ text: 'mailbox' }, others)).toBe(0);
    expect(await countIn({ text: 'mailbox' })).toBe(saying.length);
    // A transcript that comes is no change: a feed that looked through it would not tell of it.
    const changes = 'query { callSessionChanges(first: 500, filter: { text: "mailbox" }) { edges { node { kind } } } }';
    const fed = await run<{ callSessionChanges: { edges: unknown[] } }>(changes);
    expect(fed.errors).toEqual([]);
    expect(fed.data.callSessionChanges.edges).toEqual([]);
    expect(world.vendor.server.exchanges).toEqual([]);
  });

  it('is forgotten with a number', async () => {
    const world = await start(kind);
    const syncer = await world.createSyncer({ settings: KEEPING });
    await runUntilIdle(syncer);
    await syncer.close(new Error('the test is over'));
    const [one] = await readableIn(world);
    const calls = await readKept(world.store, world.account);
    const { customer } = calls.find(({ call }) => call.nativeId === one!.sessionId)!.call;
    await world.store.forgetNumber(customer!.number!);
    expect(await world.store.transcripts.get(world.account, [one!])).toEqual([null]);
    const found = await world.store.transcripts.findSpokenWords(world.account, [one!.sessionId], ['thank']);
    expect(found).toEqual([[]]);
  });
});

it('a long feed that is looked through for transcripts holds up nobody who stops the sync', async () => {
  const stopping = new AbortController();
  const world = await start('voximplant', 5);
  let looked = 0;
  const notice = () => {
    if ((looked += 1) === 3) stopping.abort(new Error('stopped'));
    return Promise.resolve(looked < 1000);
  };
  const { store } = world;
  const syncer = await world.createSyncer({
    settings: KEEPING,
    store: { ...store, transcripts: { ...store.transcripts, notice } },
  });
  const work = async () => {
    while ((await syncer.step(stopping.signal)).did !== null || looked === 0);
  };
  await expect(work()).rejects.toThrow('stopped');
  expect(looked).toBe(3);
  await syncer.close(new Error('the test is over'));
});

describe('a vendor without text of its transcripts', () => {
  it.each(SYNC_VENDORS.map(({ kind }) => kind).filter((kind) => !HAVE_TEXT.includes(kind)))(
    'is asked for none: %s',
    async (kind) => {
      const world = await start(kind);
      const syncer = await world.createSyncer({ settings: KEEPING });
      const steps = await runUntilIdle(syncer);
      expect(readingTranscripts(steps)).toEqual([]);
      expect(filesRead(world)).toBe(0);
      expect('getSpokenWords' in keptProvider(world)).toBe(false);
      await syncer.close(new Error('the test is over'));
    },
  );
});
