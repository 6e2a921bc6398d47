import type { GraphQLObjectType } from 'graphql';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../src/demo/index.ts';
import { DATA_SETS_END } from '../../src/demo/data-sets.ts';
import { openEngine } from '../../src/history/store/open-history-store.ts';
import { createHistoryStore } from '../../src/history/store/history-store.ts';
import type { Engine } from '../../src/history/store/engine.ts';
import type { Provider } from '../../src/domain/provider.ts';
import { createMediaLinks, createMediaTokens } from '../../src/media/media-tokens.ts';
import { createProviders } from '../../src/providers/index.ts';
import { anyProviderSettings } from '../../src/providers/provider-kinds.ts';
import { schema } from '../../src/schema.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { DAY_MS } from '../../src/time/instant.ts';
import { type QueryRunner, createQueryRunner } from '../support/run-query.ts';
import { selectAll } from '../support/select-all.ts';
import { withReadTimes } from '../../src/history/with-read-times.ts';
import { keepWhole, keepingIn, openAccountOf, toKeeping } from './kept-world.ts';

const PROVIDERS = [
  ['portal', 'Bitrix24'],
  ['tracking', 'Callgear'],
  ['pbx', 'Voximplant'],
  ['desk', 'Zoom'],
] as const;

const NOW = DATA_SETS_END;
const now = () => NOW;
/** When everything was read; the vendors are asked later. */
const READ_AT = NOW - 60_000;
const SETTLED = { from: NOW - 120 * DAY_MS, to: NOW - 2 * DAY_MS };

type Row = Readonly<Record<string, unknown>>;
type Page = {
  readonly callSessions: {
    readonly nodes: readonly Row[];
    readonly isComplete: boolean;
    readonly totalCount: number | null;
    readonly asOf: string;
    readonly problems: readonly { readonly kind: string; readonly message: string }[];
  };
};

describe('calls of the demo vendors, kept', () => {
  let demo: Demo;
  let engine: Engine;
  let vendors: readonly Provider[];
  let live: QueryRunner;
  let kept: QueryRunner;
  beforeAll(async () => {
    demo = await startDemo({ now, count: 120 });
    const settings = demo.providers.map((each) => anyProviderSettings().parse(each));
    vendors = createProviders(settings, { log: SILENT_LOG, now });
    engine = await openEngine({ kind: 'memory' }, { as: 'server', onSetAside() {} });
    const store = createHistoryStore(engine);
    const wrapped = await Promise.all(
      vendors.map(async (vendor) => {
        const provider = toKeeping(vendor);
        const account = await openAccountOf(store, provider);
        await keepWhole(store, account, provider, SETTLED, READ_AT);
        const keeping = keepingIn(store, account, provider, now);
        // Whom calls name is kept as well.
        await keeping.listAgents(new AbortController().signal);
        return keeping;
      }),
    );
    const links = createMediaLinks(createMediaTokens(['a key of the tests, long enough to sign with'], now), now);
    live = createQueryRunner(
      vendors.map((vendor) => withReadTimes(vendor, now)),
      { now, links },
    );
    kept = createQueryRunner(wrapped, { now, links });
  });
  afterEach(() => {
    for (const { server } of Object.values(demo.vendors)) server.clearFaults();
  });
  afterAll(async () => {
    await Promise.all(vendors.map((vendor) => vendor.close()));
    await engine.close();
    await demo.close();
  });

  const settledPage = (key: string, fields: string, first = 40): string =>
    `{ callSessions(first: ${first}, filter: { providers: ["${key}"], startedAt: { from: "${iso(SETTLED.from)}", to: "${iso(SETTLED.to)}" } }) ` +
    `{ isComplete totalCount asOf problems { kind message } nodes { ${fields} } } }`;

  const requests = () => Object.values(demo.vendors).reduce((sum, { server }) => sum + server.count(), 0);
  const switchOff = (kind: 'hang' | 'status' = 'status') => {
    for (const { server } of Object.values(demo.vendors))
      server.fault({ fault: kind === 'hang' ? { kind } : { kind, status: 500 } });
  };

  it.each(PROVIDERS)('show every field that %s shows live', async (key, vendor) => {
    const fields = selectAll(schema.getType('CallSession') as GraphQLObjectType, vendor, []);
    const [fresh, remembered] = [
      await live<Page>(settledPage(key, fields)),
      await kept<Page>(settledPage(key, fields)),
    ];
    expect(remembered.errors).toEqual([]);
    expect(remembered.data.callSessions.nodes).toHaveLength(40);
    const without = ({ readAt: _readAt, related: _related, ...row }: Row) => row;
    for (const [index, row] of remembered.data.callSessions.nodes.entries())
      expect(withoutLegsOfRecordings(without(row))).toEqual(
        withoutLegsOfRecordings(without(fresh.data.callSessions.nodes[index]!)),
      );
    expect(remembered.data.callSessions).toMatchObject({ asOf: iso(READ_AT), isComplete: true });
  });

  it('are shown beside a problem that says what is missing, and from when', async () => {
    switchOff();
    const { data } = await kept<Page>(
      '{ callSessions(first: 100) { isComplete problems { kind message } nodes { startedAt providerKey } } }',
    );
    const { isComplete, problems, nodes } = data.callSessions;
    expect(isComplete).toBe(false);
    expect(nodes).toHaveLength(100);
    expect(new Set(nodes.map(({ providerKey }) => providerKey)).size).toBe(4);
    expect(problems.map(({ kind }) => kind)).toEqual(Array(4).fill('UNAVAILABLE'));
    for (const { message } of problems) expect(message).toContain(`Its calls from ${iso(SETTLED.to)} to `);
  });

  it.each(PROVIDERS)('are complete while %s is switched off, and ask it nothing', async (key) => {
    const before = requests();
    const whole = await live<Page>(settledPage(key, 'id'));
    expect(requests()).toBeGreaterThan(before);
    for (const kind of ['hang', 'status'] as const) {
      switchOff(kind);
      const asked = requests();
      const fields =
        'id readAt outcome customer { e164 } line { displayName } cost { amount currency } details { __typename } raw ' +
        'agents { id displayName } queues { name } legs { id agent { displayName } cost { amount } } recordings { id kind leg { id } }';
      const { data, errors } = await kept<Page>(settledPage(key, fields, 1000));
      expect(errors).toEqual([]);
      expect(data.callSessions).toMatchObject({ isComplete: true, problems: [], asOf: iso(READ_AT) });
      expect(data.callSessions.totalCount).toBe(data.callSessions.nodes.length);
      expect(data.callSessions.nodes.slice(0, 40).map(({ id }) => id)).toEqual(
        whole.data.callSessions.nodes.map(({ id }) => id),
      );
      expect(requests()).toBe(asked);
    }
  });

  it('are found by id, by agent, by what is related and by their recordings, and counted, while all are switched off', async () => {
    const span = `startedAt: { from: "${iso(NOW - 60 * DAY_MS)}", to: "${iso(NOW - 20 * DAY_MS)}" }`;
    const { data } = await live<Page>(
      `{ callSessions(first: 60, filter: { ${span} }) { nodes { id agents { id } } } }`,
    );
    const { nodes } = data.callSessions;
    const ids = nodes.map(({ id }) => String(id));
    const agents = [
      ...new Set(nodes.flatMap(({ agents: mentions }) => (mentions as Row[]).map(({ id }) => String(id)))),
    ];
    expect(agents.length).toBeGreaterThan(3);
    const related = 'related(via: [SHARED_SESSION_ID, SHARED_EXTERNAL_ID, SAME_NUMBER_AND_TIME]) { session { id } }';
    const page = '{ isComplete nodes { id } }';
    const questions = [
      `{ nodes(ids: ${JSON.stringify(ids)}) { ... on CallSession { id outcome legs { id } recordings { id } ${related} } } }`,
      ...agents
        .slice(0, 4)
        .map(
          (id) =>
            `{ node(id: "${id}") { ... on Agent { displayName callSessions(first: 20, filter: { ${span} }) ${page} } } }`,
        ),
      `{ recordings(first: 50, filter: { ${span} }) { isComplete nodes { id session { id } } } }`,
      `{ callStats(by: [PROVIDER, OUTCOME], filter: { ${span} }) { isComplete totals { calls } buckets { outcome figures { calls } } } }`,
      `{ callSessions(last: 5, filter: { direction: [INBOUND], not: { outcome: [MISSED] }, ${span} }) ${page} }`,
    ];
    const fresh = [];
    for (const question of questions) fresh.push(await live<Row>(question));
    switchOff();
    const asked = requests();
    for (const [index, question] of questions.entries()) {
      const remembered = await kept<Row>(question);
      expect(remembered.errors, question).toEqual([]);
      expect(remembered.data).toEqual(fresh[index]!.data);
    }
    expect(requests()).toBe(asked);
  });

  it('are all that an answer holds that may ask nobody', async () => {
    const before = requests();
    const headers = { 'cache-control': 'only-if-cached' };
    const { data } = await kept<Page>(
      '{ callSessions(first: 20) { isComplete problems { kind message } nodes { id } } }',
      { headers },
    );
    expect(data.callSessions.nodes).toHaveLength(20);
    expect(data.callSessions.problems.map(({ kind }) => kind)).toEqual(Array(4).fill('UNAVAILABLE'));
    expect(requests()).toBe(before);
  });

  it('hold nothing that opens a door', async () => {
    const bodies = await engine.read([
      { sql: 'SELECT * FROM bodies', values: [] },
      { sql: 'SELECT * FROM notes', values: [] },
      { sql: 'SELECT * FROM accounts', values: [] },
    ]);
    const text = JSON.stringify(bodies);
    expect(text.length).toBeGreaterThan(100_000);
    const secrets = Object.values(demo.vendors).flatMap((each) => each.secrets);
    expect(secrets.length).toBeGreaterThan(8);
    for (const secret of secrets) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/https?:\/\/[^"]*record[^"]*\/[^"…]{12}/i);
  });
});

/** Which leg a recording belongs to is known of kept calls where a list alone does not tell. */
function withoutLegsOfRecordings(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLegsOfRecordings);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([name]) =>
          name !== 'leg' && !(name === 'recordings' && '__typename' in value && value.__typename === 'CallLeg'),
      )
      .map(([name, inner]) => [name, withoutLegsOfRecordings(inner)]),
  );
}

const iso = (instant: number): string => new Date(instant).toISOString();
