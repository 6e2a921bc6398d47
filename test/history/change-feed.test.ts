import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallSession } from '../../src/domain/call-session.ts';
import { type HistoryStore, createHistoryStore } from '../../src/history/store/history-store.ts';
import { type Engine, statement } from '../../src/history/store/engine.ts';
import { openEngine } from '../../src/history/store/open-history-store.ts';
import { SECOND_MS } from '../../src/time/instant.ts';
import { makeCall } from '../support/make-call.ts';
import { type FeedWorld, NOW, START, createFeedWorld } from './feed-world.ts';
import { type PostgresServer, lacksPostgres, startPostgres } from './store/start-postgres.ts';
import { emptyEngine, openStore, readAll } from './store/store-world.ts';

const SECONDS = 40;
const NUMBERS = ['+447700900001', '+447700900002', '+447700900003'] as const;
const OUTCOMES = ['ANSWERED', 'MISSED'] as const;
const KEYS = ['north', 'south'] as const;
/** A provider may be given this key, and its own again. */
const OTHER_KEYS = { north: 'north-east', south: 'south-west' } as const;

/** What happens to a store. */
type Step =
  | {
      readonly do: 'keep';
      readonly provider: (typeof KEYS)[number];
      readonly from: number;
      readonly length: number;
      readonly calls: readonly { readonly at: number; readonly number: number; readonly outcome: number }[];
    }
  | { readonly do: 'forget'; readonly number: number }
  | { readonly do: 'expire'; readonly provider: (typeof KEYS)[number]; readonly before: number }
  | { readonly do: 'purge'; readonly provider: (typeof KEYS)[number] }
  /** The provider gets another key, or its old one back. */
  | { readonly do: 'rename'; readonly provider: (typeof KEYS)[number] }
  /** Another account stands behind its key, or the first one again. */
  | { readonly do: 'replace'; readonly provider: (typeof KEYS)[number]; readonly identity: number }
  /** A copy reads on, some pages or to the end. */
  | { readonly do: 'walk'; readonly copy: number; readonly size: number; readonly pages: number };

const second = fc.integer({ min: 0, max: SECONDS - 1 });
const provider = fc.constantFrom(...KEYS);
const keep = fc.record({
  do: fc.constant('keep' as const),
  provider,
  from: second,
  length: fc.integer({ min: 1, max: SECONDS }),
  calls: fc.array(fc.record({ at: second, number: fc.nat({ max: NUMBERS.length - 1 }), outcome: fc.nat({ max: 1 }) }), {
    maxLength: 12,
  }),
});
const walk = fc.record({
  do: fc.constant('walk' as const),
  copy: fc.nat({ max: 3 }),
  size: fc.integer({ min: 1, max: 6 }),
  pages: fc.integer({ min: 1, max: 3 }),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: keep },
  { weight: 6, arbitrary: walk },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('forget' as const), number: fc.nat({ max: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('expire' as const), provider, before: second }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('purge' as const), provider }) },
);

const stepOfAccounts: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: step },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rename' as const), provider }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('replace' as const), provider, identity: fc.nat({ max: 1 }) }),
  },
);

/** A copy of what is kept, made from the feed alone; the second half of them keep calls that were missed. */
type Copy = { readonly filter: object | null; after: string | null; readonly calls: Map<string, string> };
const createCopies = (): Copy[] =>
  [null, null, { outcome: ['MISSED'] }, { outcome: ['MISSED'], providers: ['south'] }].map((filter) => ({
    filter,
    after: null,
    calls: new Map(),
  }));

type Session = {
  readonly nativeId: string;
  readonly providerKey: string;
  readonly outcome: string;
  readonly note: string;
};
type Page = {
  readonly callSessionChanges: {
    readonly edges: readonly {
      readonly cursor: string;
      readonly node: { readonly kind: string; readonly sessionId: string; readonly session: Session | null };
    }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
};
const FEED = `query ($after: String, $first: Int, $filter: CallSessionFilter) {
  callSessionChanges(after: $after, first: $first, filter: $filter) {
    edges { cursor node { kind sessionId session { nativeId providerKey outcome note } } }
    pageInfo { hasNextPage endCursor }
  }
}`;

const textOf = ({ providerKey, nativeId, outcome, note }: Session): string =>
  [providerKey, nativeId, outcome, note].join(' ');

/** Reads on, and applies what it reads as the guide tells; says whether there is more. */
async function readOn({ run }: FeedWorld, copy: Copy, first: number): Promise<boolean> {
  const variables = { first, after: copy.after, filter: copy.filter };
  const { data, errors } = await run<Page>(FEED, { variables });
  if (errors[0]?.includes('HISTORY_BEGUN_ANEW') === true) {
    copy.calls.clear();
    copy.after = null;
    return true;
  }
  expect(errors).toEqual([]);
  const { edges, pageInfo } = data.callSessionChanges;
  expect(edges.length).toBeLessThanOrEqual(first);
  for (const { node } of edges) {
    if (node.kind === 'REMOVED') copy.calls.delete(node.sessionId);
    else copy.calls.set(node.sessionId, textOf(node.session!));
  }
  copy.after = pageInfo.endCursor;
  return pageInfo.hasNextPage;
}

async function readToEnd(world: FeedWorld, copy: Copy, size: number): Promise<void> {
  while (await readOn(world, copy, size));
}

/** What a filter leaves of everything that is kept. */
async function keptOf({ store, accounts }: FeedWorld, filter: Copy['filter']): Promise<string[]> {
  const { outcome, providers } = (filter ?? {}) as { outcome?: string[]; providers?: string[] };
  const kept = await Promise.all(
    [...accounts.values()].map((account) => readAll(store, account, { from: START, to: START + SECONDS * SECOND_MS })),
  );
  return kept
    .flat()
    .filter(({ call }) => (outcome?.includes(call.outcome) ?? true) && (providers?.includes(call.provider) ?? true))
    .map(({ call }) => textOf({ ...call, providerKey: call.provider, note: call.note! }))
    .sort();
}

async function expectTrue(world: FeedWorld, copy: Copy, size: number): Promise<void> {
  await readToEnd(world, copy, size);
  expect([...copy.calls.values()].sort()).toEqual(await keptOf(world, copy.filter));
}

let notes = 0;
async function take(world: FeedWorld, one: Exclude<Step, { readonly do: 'walk' }>): Promise<void> {
  const { store, accounts } = world;
  if (one.do === 'forget') return void (await store.forgetNumber(NUMBERS[one.number]!));
  const account = accounts.get(one.provider)!;
  if (one.do === 'expire') return void (await store.expire(account, START + one.before * SECOND_MS));
  if (one.do === 'purge') return void (await store.purge(account));
  if (one.do === 'rename' || one.do === 'replace') {
    const { id: _id, ...known } = account;
    const other = account.key === one.provider ? OTHER_KEYS[one.provider] : one.provider;
    const request =
      one.do === 'rename'
        ? { ...known, key: other, was: [account.key] }
        : { ...known, identity: `account ${one.identity} of ${one.provider}` };
    accounts.set(one.provider, (await store.openAccount(request)).account);
    return;
  }
  const range = { from: START + one.from * SECOND_MS, to: START + (one.from + one.length) * SECOND_MS };
  const calls = new Map<number, CallSession>();
  for (const { at, number, outcome } of one.calls) {
    const startedAt = START + at * SECOND_MS;
    if (startedAt < range.from || startedAt >= range.to) continue;
    notes += 1;
    calls.set(
      at,
      makeCall({
        provider: account.key,
        nativeId: `c${at}`,
        startedAt,
        outcome: OUTCOMES[outcome]!,
        customer: { number: NUMBERS[number]!, displayName: null, defaultCountry: 'GB' },
        // Half of the readings say of a call what they said before.
        note: String(notes % 2 === 0 ? notes : 0),
      }),
    );
  }
  await world.keep(one.provider, [...calls.values()], { covers: { range, parts: ['calls'] } });
}

async function runSteps(world: FeedWorld, steps: readonly Step[], reader: FeedWorld = world): Promise<Copy[]> {
  const copies = createCopies();
  for (const one of steps) {
    if (one.do !== 'walk') {
      await take(world, one);
      continue;
    }
    const copy = copies[one.copy]!;
    for (let page = 0; page < one.pages; page += 1) if (!(await readOn(reader, copy, one.size))) break;
  }
  return copies;
}

describe('a copy that is kept up to date by the feed', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine({ kind: 'memory' }, { as: 'server', onSetAside: () => {} });
  });
  afterAll(() => engine.close());

  it('has what is kept, whenever it has read to the end, in pages of any size, under a filter too', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(stepOfAccounts, { minLength: 5, maxLength: 60, size: 'max' }),
        fc.integer({ min: 1, max: 30 }),
        async (steps, size) => {
          await emptyEngine(engine);
          const world = await createFeedWorld(createHistoryStore(engine), {
            keys: [...KEYS, ...Object.values(OTHER_KEYS)],
          });
          const copies = await runSteps(world, steps);
          for (const copy of [...copies, ...createCopies()]) await expectTrue(world, copy, size);
          expect(world.requests()).toBe(0);
        },
      ),
      { numRuns: 30 },
    );
  }, 60_000);

  it('is told to begin anew where calls went so long ago that nobody knows of them any more', async () => {
    await emptyEngine(engine);
    const world = await createFeedWorld(createHistoryStore(engine));
    const range = { from: START, to: START + SECONDS * SECOND_MS };
    const keepNotes = (ids: readonly number[]) =>
      take(world, {
        do: 'keep',
        provider: 'north',
        from: 0,
        length: SECONDS,
        calls: ids.map((at) => ({ at, number: 0, outcome: 0 })),
      });
    await keepNotes([1, 2, 3, 4, 5, 6]);
    const [old, copy] = [createCopies()[0]!, createCopies()[0]!];
    await readToEnd(world, old, 3);
    await keepNotes([4, 5, 6]);
    await readToEnd(world, copy, 3);
    // The removals become 91 days old; the next one finds that out.
    await engine.write(async ({ run }) => {
      await run('UPDATE removed_calls SET changed_at = changed_at - 7862400000');
    });
    await keepNotes([5, 6]);
    expect(await engine.read([statement('SELECT COUNT(*) AS removed FROM removed_calls')])).toEqual([[{ removed: 1 }]]);

    // Whoever has read of them goes on, whoever has not begins anew, and whoever begins meets no refusal on the way.
    expect(copy.calls.size).toBe(3);
    await readOn(world, copy, 1);
    expect(copy.calls.size).toBe(2);
    await readOn(world, old, 1);
    expect(old.calls.size).toBe(0);
    for (const one of [old, copy, createCopies()[0]!]) await expectTrue(world, one, 1);
    expect(await readAll(world.store, world.accounts.get('north')!, range)).toHaveLength(2);
  });

  it('may go on after any cursor: what it lacks from there on it gets again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(keep, { minLength: 2, maxLength: 8 }), fc.nat(), async (steps, which) => {
        await emptyEngine(engine);
        const world = await createFeedWorld(createHistoryStore(engine));
        for (const one of steps) await take(world, one);
        const copy = createCopies()[0]!;
        const { data } = await world.run<Page>(FEED, { variables: { first: 1000 } });
        const { edges } = data.callSessionChanges;
        const seen = edges.slice(0, edges.length === 0 ? 0 : which % edges.length);
        for (const { node, cursor } of seen) {
          if (node.session) copy.calls.set(node.sessionId, textOf(node.session));
          copy.after = cursor;
        }
        await expectTrue(world, copy, 3);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a copy that outlives the server', () => {
  const steps = fc.sample(fc.array(step, { minLength: 30, maxLength: 30, size: 'max' }), { numRuns: 6, seed: 11 });

  it('goes on after a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'trunkline-feed-'));
    const path = join(folder, 'trunkline.db');
    const copies = createCopies();
    for (const each of steps) {
      const store = await openStore({ kind: 'sqlite', path });
      const world = await createFeedWorld(store);
      for (const copy of copies) await expectTrue(world, copy, 4);
      for (const one of each) if (one.do !== 'walk') await take(world, one);
      for (const copy of copies.slice(0, 2)) await readOn(world, copy, 3);
      await store.close();
    }
    const store = await openStore({ kind: 'sqlite', path });
    for (const copy of copies) await expectTrue(await createFeedWorld(store), copy, 4);
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
});

describe.skipIf(lacksPostgres())('a copy that reads from another replica', () => {
  let postgres: PostgresServer;
  const stores: HistoryStore[] = [];
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(async () => {
    for (const store of stores) await store.close();
    await postgres.close();
  });

  it('has what the first one keeps, and listens to it', async () => {
    const url = postgres.createDatabase();
    for (let replica = 0; replica < 2; replica += 1)
      stores.push(await openStore({ kind: 'postgres', url, maxConnections: 3 }));
    const writer = await createFeedWorld(stores[0]!);
    const reader = await createFeedWorld(stores[1]!);
    const [steps = []] = fc.sample(fc.array(step, { minLength: 60, maxLength: 60, size: 'max' }), {
      numRuns: 1,
      seed: 5,
    });
    const copies = await runSteps(writer, steps, reader);
    for (const copy of copies) await expectTrue(reader, copy, 7);

    const called = Promise.withResolvers<void>();
    const watch = reader.history.watch(() => called.resolve());
    const before = await reader.history.newestPlace();
    await writer.keep(
      'north',
      [makeCall({ provider: 'north', nativeId: 'new', startedAt: START + 3_000_000, note: 'written elsewhere' })],
      { readAt: NOW + SECOND_MS, covers: null },
    );
    await called.promise;
    const { changes } = await watch.changes({ after: before, limit: 10, parts: [] });
    expect(changes.map(({ kind, nativeId }) => [kind, nativeId])).toEqual([['ADDED', 'new']]);
    watch.end();
  });
});
