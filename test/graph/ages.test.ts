import { afterEach, describe, expect, it } from 'vitest';
import { createHistory } from '../../src/history/create-history.ts';
import { openHistoryStore } from '../../src/history/store/open-history-store.ts';
import { readAge } from '../../src/server/http/cache-control.ts';
import { DAY_MS, SECOND_MS } from '../../src/time/instant.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { keepWhole, openAccountOf, toKeeping } from '../history/kept-world.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { makeCall } from '../support/make-call.ts';
import { createMemoryProvider } from '../support/memory-provider.ts';
import { type QueryOptions, createQueryRunner } from '../support/run-query.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

type Page = {
  readonly asOf: string;
  readonly totalCount: number | null;
  readonly nodes: { readonly readAt: string }[];
};

/** A provider whose history was kept an hour ago. */
async function createWorld() {
  const clock = createFakeClock();
  const keptAt = clock.now();
  const recording = (nativeId: string, startedAt: number) => ({
    provider: 'a',
    nativeId: `r${nativeId}`,
    sessionId: nativeId,
    sessionStartedAt: startedAt,
    legId: null,
    kind: 'CALL' as const,
    startedAt: null,
    durationSeconds: null,
    sizeBytes: null,
    mediaType: null,
    expiresAt: null,
    isAvailable: true,
    transcript: null,
    cost: null,
  });
  const calls = [3, 4, 5].map((day) => {
    const startedAt = keptAt - day * DAY_MS;
    return makeCall({ provider: 'a', nativeId: `c${day}`, startedAt, recordings: [recording(`c${day}`, startedAt)] });
  });
  const vendor = createMemoryProvider({ key: 'a', calls, now: clock.now, offsetOrders: ['DURATION'] });
  const store = await openHistoryStore({ kind: 'memory' }, { as: 'server', onSetAside() {} });
  const range = { from: keptAt - 400 * DAY_MS, to: keptAt - 2 * DAY_MS };
  await keepWhole(store, await openAccountOf(store, toKeeping(vendor)), toKeeping(vendor), range, keptAt);
  const history = createHistory({
    store,
    members: [{ provider: vendor, isKept: true }],
    settings: { keepDays: 400, share: 0.3, freshSeconds: 10, lateSeconds: 300 },
    log: SILENT_LOG,
    now: clock.now,
  });
  history.start();
  await history.opened();
  closing.push(
    () => history.stop(),
    () => store.close(),
  );
  clock.advance(3600 * SECOND_MS);
  const run = createQueryRunner(history.providers, { now: clock.now });
  const settled = `filter: { startedAt: { to: "${iso(keptAt - 2.5 * DAY_MS)}" } }`;
  return {
    vendor,
    settled,
    keptAt: iso(keptAt),
    nowIs: () => iso(clock.now()),
    ask: async (field: string, options: QueryOptions<Readonly<Record<string, unknown>>> = {}): Promise<Page> => {
      const { data, errors } = await run<{ readonly it: Page }>(`{ it: ${field} }`, options);
      expect(errors).toEqual([]);
      return data.it;
    },
  };
}

const iso = (instant: number): string => new Date(instant).toISOString();
const FIELDS = '{ asOf totalCount nodes { readAt } }';

describe('the age of an answer', () => {
  it('is said by every page and every call, to the moment before the vendor was asked', async () => {
    const { ask, settled, keptAt, nowIs, vendor } = await createWorld();
    const before = vendor.requests.total;
    expect(await ask(`callSessions(${settled}) ${FIELDS}`)).toEqual({
      asOf: keptAt,
      totalCount: 3,
      nodes: [{ readAt: keptAt }, { readAt: keptAt }, { readAt: keptAt }],
    });
    expect(await ask(`callSessions(${settled}) { asOf totalCount }`)).toEqual({ asOf: keptAt, totalCount: 3 });
    expect(await ask(`recordings(${settled}) { asOf nodes { session { readAt } } }`)).toMatchObject({ asOf: keptAt });
    expect(await ask('callSession(provider: "a", nativeId: "c4") { readAt }')).toEqual({ readAt: keptAt });
    expect(vendor.requests.total).toBe(before);
    expect(await ask(`callSessions(maxAgeSeconds: 0, ${settled}) ${FIELDS}`)).toMatchObject({
      asOf: nowIs(),
      nodes: [{ readAt: nowIs() }, { readAt: nowIs() }, { readAt: nowIs() }],
    });
    expect(
      await ask('provider(key: "a") { callSessions(orderBy: { field: DURATION, direction: DESC }) { asOf } }'),
    ).toEqual({ callSessions: { asOf: nowIs() } });
  });

  it.each([
    ['no-cache', true],
    ['max-age=60', true],
    ['max-age=7200', false],
    ['only-if-cached', false],
  ])('is what the header %s asks for, unless a field says otherwise', async (header, isAsked) => {
    const { ask, settled, vendor } = await createWorld();
    const options = { headers: { 'cache-control': header } };
    const requestsFor = async (field: string): Promise<number> => {
      const before = vendor.requests.listCalls;
      await ask(field, options);
      return vendor.requests.listCalls - before;
    };
    expect(await requestsFor(`callSessions(maxAgeSeconds: 0, ${settled}) { asOf nodes { readAt } }`)).toBe(1);
    const { ask: askAnew, vendor: other } = await createWorld();
    const before = other.requests.listCalls;
    await askAnew(`callSessions(maxAgeSeconds: 7200, ${settled}) ${FIELDS}`, options);
    expect(other.requests.listCalls - before).toBe(0);
    await askAnew(`callSessions(${settled}) ${FIELDS}`, options);
    expect(other.requests.listCalls - before > 0).toBe(isAsked);
  });

  it('is read from the directives that are known', () => {
    expect(readAge(null)).toEqual({});
    expect(readAge('no-transform, Max-Age="30"')).toEqual({ maxAgeMs: 30_000 });
    expect(readAge('max-age=30, no-cache')).toEqual({ maxAgeMs: 0 });
    expect(readAge('max-age=-1, only-if-cached')).toEqual({ isKeptOnly: true });
  });
});
