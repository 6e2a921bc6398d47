import { createRandom } from '../../../../src/demo/create-random.ts';
import type { CallFilter } from '../../../../src/domain/call-filter.ts';
import { FULL_SELECTION } from '../../../../src/domain/call-selection.ts';
import type { CallSession } from '../../../../src/domain/call-session.ts';
import { ProviderError } from '../../../../src/domain/provider-error.ts';
import type { Provider } from '../../../../src/domain/provider.ts';
import type { Account } from '../../../../src/history/store/account.ts';
import type { HistoryStore } from '../../../../src/history/store/history-store.ts';
import type { Lease } from '../../../../src/history/store/lease.ts';
import type { VendorReading } from '../../../../src/history/store/vendor-reading.ts';
import { StoreError } from '../../../../src/history/store/store-error.ts';
import { type Syncer, createSyncer } from '../../../../src/history/sync/create-syncer.ts';
import { DAY_MS, HOUR_MS, type Instant, SECOND_MS } from '../../../../src/time/instant.ts';
import { createHttpClient } from '../../../../src/transport/create-http-client.ts';
import { SILENT_LOG } from '../../../../src/transport/log.ts';
import { NOW } from '../../../conformance/world.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createFakeTimer } from '../../../support/fake-timer.ts';
import { keepingIn, toKeeping } from '../../kept-world.ts';
import { openHistoryStore } from '../../../../src/history/store/open-history-store.ts';
import { EVER, SETTINGS, readKept, requestFor } from '../sync-world.ts';
import { createChangingVendor } from './changing-vendor.ts';
import type { ExactServer } from './exact-vendors.ts';
import { NotExact, expectExact } from './expect-exact.ts';
import { Killed, type PlantedBug, plantBug } from './planted-bugs.ts';
import { createWalker } from './walk-kept.ts';

const OPERATIONS = 24;

/** What one interleaving compared. */
export type Interleaving = { readonly pages: number; readonly completePages: number };

/**
 * One random interleaving of a vendor that changes with syncs that are cut, killed and robbed of their lease, readings of
 * people, filtered ones among them, walks and renamed keys. After each, what is kept, and each page of a walk, must be what
 * the vendor held when it was read. Throws NotExact where it is not. Its store is its own: what another one left behind, a
 * planted mistake above all, would be found instead.
 */
export async function runInterleaving(
  seed: number,
  server: ExactServer,
  bug: PlantedBug | null = null,
): Promise<Interleaving> {
  const store = await openHistoryStore({ kind: 'memory' }, { as: 'server', onSetAside() {} });
  try {
    return await interleave(seed, server, store, bug);
  } finally {
    await store.close();
  }
}

async function interleave(
  seed: number,
  { kind, vendor, ...server }: ExactServer,
  store: HistoryStore,
  bug: PlantedBug | null,
): Promise<Interleaving> {
  const random = createRandom(seed);
  const pick = (count: number): number => Math.floor(random() * count);
  const clock = createFakeClock(NOW);
  const timer = createFakeTimer();
  const changing = createChangingVendor(kind, seed, clock, random);
  server.use(changing.source, clock);
  vendor.server.clearFaults();
  vendor.server.resetCounts();

  const http = createHttpClient({ provider: 'exact' });
  const historySince = new Date(NOW - 8 * DAY_MS).toISOString().slice(0, 10);
  const identity = `exact ${kind.kind} ${seed}`;
  let key = `x${seed}`;
  const was: string[] = [];
  let midReading: (() => void) | null = null;
  const createProvider = (): Provider => {
    const settings = { ...vendor.settings, id: key, historySince };
    const created = kind.create(settings, { http, log: SILENT_LOG, now: clock.now });
    return { ...withPageHook(created, () => midReading?.()), formerKeys: [...was] };
  };
  const openAccount = async (provider: Provider): Promise<Account> =>
    (await store.openAccount({ ...requestFor(provider), identity, was })).account;
  let provider = createProvider();
  let account = await openAccount(provider);

  // Who writes under which lease, and what was written when.
  const leases: (Lease | null)[] = [null, null];
  let holder = 0;
  const ends = new Map<Instant, Instant>();
  let opened: Instant[] = [];
  const planted = plantBug(store, bug, clock.now);
  const watched: HistoryStore = {
    ...planted,
    async keep(reading: VendorReading) {
      opened.push(reading.readAt);
      const kept = await planted.keep(reading);
      if (reading.lease !== null && reading.lease.epoch !== leases[holder]?.epoch)
        throw new NotExact('a writer whose lease was taken over has written');
      return kept;
    },
  };
  const createOwnSyncer = (who: number): Promise<Syncer> =>
    createSyncer({
      provider: toKeeping(provider),
      store: watched,
      account,
      settings: SETTINGS,
      log: SILENT_LOG,
      now: clock.now,
      timer,
      lease: () => leases[who]!,
    });
  const take = async (who: number): Promise<void> => {
    // No time to live: whoever comes next takes it over.
    leases[who] = await store.takeLease(`exact ${account.id}`, `process ${who}`, 0);
    holder = who;
  };
  await take(0);
  let syncers = [await createOwnSyncer(0), await createOwnSyncer(1)];
  const walker = createWalker(kind, changing, clock, Date.parse(historySince), random);

  const never = new AbortController().signal;
  const steps = async (who: number, count: number, signal = never): Promise<void> => {
    for (let step = 0; step < count; step += 1) {
      const { did, waitMs } = await syncers[who]!.step(signal);
      if (did === null && waitMs > 0) return;
    }
  };
  const someRange = () => {
    const from = Math.floor((NOW - random() * 7 * DAY_MS) / SECOND_MS) * SECOND_MS;
    return { from, to: Math.min(from + 1000 * pick(2 * 86_400) + SECOND_MS, clock.now()) };
  };
  const readFiltered = async (): Promise<void> => {
    const filter: CallFilter = random() < 0.5 ? { direction: ['INBOUND'] } : { outcome: ['ANSWERED'] };
    const readAt = clock.now();
    const settledThrough = provider.settledThrough();
    const calls: CallSession[] = [];
    const question = provider.prepare(filter, FULL_SELECTION);
    for await (const page of question.list({ range: someRange(), direction: 'ASC', expect: 20 }, never))
      calls.push(...page.calls);
    const reads = calls.map((call) => ({ nativeId: call.nativeId, call }));
    await watched.keep({ account, lease: null, readAt, settledThrough, covers: null, calls: reads });
  };
  const walkOn = async (pages: number): Promise<void> => {
    const shown = keepingIn(watched, account, toKeeping(provider), clock.now);
    for (let page = 0; page < pages; page += 1) await walker.readPage(shown);
  };

  const operations: readonly (() => Promise<void>)[] = [
    async () => changing.mutate(random),
    async () => changing.mutate(random),
    async () => {
      const ms = [30, 400, 3600, 20_000, 90_000][pick(5)]! * SECOND_MS;
      clock.advance(ms);
      timer.advance(ms);
    },
    () => steps(pick(2), 1 + pick(4)),
    () => steps(holder, 1 + pick(6)),
    // The vendor changes while it is read.
    async () => {
      midReading = () => changing.mutate(random);
      await steps(holder, 1 + pick(3));
    },
    // A reading is cut: by the vendor, or by who wanted it.
    async () => {
      vendor.server.fault({ fault: { kind: 'reset-before' }, times: 4 });
      await steps(holder, 2);
    },
    async () => {
      const cut = new AbortController();
      midReading = () => cut.abort(new Killed('cut'));
      await steps(holder, 2, cut.signal).catch(async (error: unknown) => {
        await syncers[holder]!.close(error as Error);
        throw error;
      });
    },
    async () => {
      vendor.server.fault({ fault: { kind: 'bad-row' }, times: 1 });
      await steps(holder, 2);
    },
    // A process dies as it writes; another one, or the next, goes on.
    async () => {
      planted.killNext(true);
      await steps(holder, 2);
    },
    async () => {
      const who = pick(2);
      syncers[who] = await createOwnSyncer(who);
      await steps(who, 2);
    },
    () => take(pick(2)),
    () => readFiltered(),
    () => syncers[pick(2)]!.fresh(someRange(), pick(3) * 1000, never),
    async () => syncers[pick(2)]!.readNext(someRange()),
    // Somebody walks on, also while the vendor changes, is down or sends nonsense.
    () => walkOn(1 + pick(3)),
    () => walkOn(1),
    async () => {
      midReading = () => changing.mutate(random);
      await walkOn(2);
    },
    async () => {
      vendor.server.fault({ fault: { kind: pick(2) === 0 ? 'bad-row' : 'reset-before' }, times: 2 });
      await walkOn(2);
    },
    async () => {
      if (random() < 0.6) return;
      was.push(key);
      key = `x${seed}-${was.length}`;
      provider = createProvider();
      account = await openAccount(provider);
      syncers = [await createOwnSyncer(0), await createOwnSyncer(1)];
    },
  ];

  for (let step = 0; step < OPERATIONS; step += 1) {
    clock.advance(SECOND_MS);
    timer.advance(SECOND_MS);
    opened = [];
    try {
      await operations[pick(operations.length)]!();
    } catch (error) {
      if (!isExpected(error)) throw error;
    }
    midReading = null;
    planted.killNext(false);
    vendor.server.clearFaults();
    for (const readAt of opened) ends.set(readAt, clock.now());
    await expectExact(store, account, kind, changing, ends);
  }

  // In the end, a sync that is let alone has everything, and shows it.
  clock.advance(HOUR_MS);
  timer.advance(HOUR_MS + DAY_MS);
  opened = [];
  await take(0);
  // One whose circuit breaker knows of no failures.
  provider = createProvider();
  syncers[0] = await createOwnSyncer(0);
  await steps(0, 200);
  await syncers[0].fresh(EVER, 0, never);
  for (const readAt of opened) ends.set(readAt, clock.now());
  await expectExact(store, account, kind, changing, ends);
  const range = { from: provider.historySince(), to: clock.now() };
  const kept = new Set((await readKept(store, account, range)).map(({ call }) => call.nativeId));
  const held = changing.heldThroughout(range, clock.now(), clock.now());
  if (kept.size !== held.length || held.some((id) => !kept.has(id)))
    throw new NotExact(`in the end ${kept.size} calls are kept of ${held.length}`);
  await walkOn(6);
  await http.close();
  const { all, complete } = walker.pages();
  return { pages: all, completePages: complete };
}

const isExpected = (error: unknown): boolean =>
  error instanceof ProviderError ||
  error instanceof Killed ||
  (error instanceof StoreError && error.kind === 'stale-lease');

/** The same provider, with something that happens after each page of its lists. */
function withPageHook(provider: Provider, afterPage: () => void): Provider {
  return {
    ...provider,
    prepare(filter, selection) {
      const question = provider.prepare(filter, selection);
      return {
        ...question,
        async *list(query, signal) {
          for await (const page of question.list(query, signal)) {
            afterPage();
            yield page;
          }
        },
      };
    },
  };
}
