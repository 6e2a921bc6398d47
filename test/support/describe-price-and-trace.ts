import { withOpenPlan } from '../../bench/support/open-plans.ts';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../src/demo/create-random.ts';
import { DATA_SETS_END } from '../../src/demo/data-sets.ts';
import { schema } from '../../src/schema.ts';
import { createPlanLists } from '../../src/server/guards/filtered-lists.ts';
import { type QueryCost, estimateCost } from '../../src/server/guards/query-cost.ts';
import { DAY_MS } from '../../src/time/instant.ts';
import { type ServedDemo, startServedDemo } from './start-served-demo.ts';

/** The most requests that may be sent for each that was priced. */
const MOST_FOR_ONE = 3;
const QUERIES_OF_A_SERVER = 10;

let served: ServedDemo;
let known: Known;

const start = async () => {
  served = await startServedDemo({ count: 150 }, { change: withOpenPlan });
};

type Node = { readonly id: string; readonly nativeId: string; readonly providerKey: string };
/** What queries are made of: ids and numbers that there are. */
type Known = {
  readonly calls: readonly Node[];
  readonly others: readonly string[];
  readonly agents: readonly string[];
  readonly queues: readonly string[];
  readonly numbers: readonly string[];
};
type Asked = { readonly query: string; readonly variables: Readonly<Record<string, unknown>> };
type Answer = {
  readonly data: Record<string, never> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
  readonly extensions?: { readonly upstream: { readonly totals: { readonly requests: number } } };
};

async function ask({ query, variables }: Asked): Promise<Answer> {
  const response = await fetch(`${served.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-trunkline-trace': '1', 'cache-control': 'no-cache' },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

async function readKnown(): Promise<Known> {
  const query = `{
    callSessions(first: 400) { nodes { id nativeId providerKey customer { number } queues { id } legs { id } recordings { id } } }
    agents(first: 100) { nodes { id } }
  }`;
  const { data } = await ask({ query, variables: {} });
  type Row = Node &
    Record<'queues' | 'legs' | 'recordings', readonly { readonly id: string }[] | null> & {
      readonly customer: { readonly number: string } | null;
    };
  const { callSessions, agents } = data as unknown as Record<'callSessions' | 'agents', { nodes: readonly Row[] }>;
  const idsOf = (field: 'queues' | 'legs' | 'recordings') =>
    callSessions.nodes.flatMap((row) => (row[field] ?? []).map(({ id }) => id));
  return {
    calls: callSessions.nodes,
    others: [...idsOf('legs'), ...idsOf('recordings')],
    agents: agents.nodes.map(({ id }) => id),
    queues: [...new Set(idsOf('queues'))],
    numbers: callSessions.nodes.flatMap(({ customer }) => customer?.number ?? []),
  };
}

const priceOf = ({ query, variables }: Asked): QueryCost =>
  estimateCost(parse(query), {
    schema,
    operationName: undefined,
    variables,
    planLists: createPlanLists(served.providers),
    defaultPageSize: 50,
    maxPageSize: 1000,
    limit: Infinity,
  });

/** Makes the query of a number. */
function makeQuery(seed: number): Asked {
  const random = createRandom(seed);
  const pick = (count: number): number => Math.floor(random() * count);
  const oneOf = <Value>(values: readonly Value[]): Value => values[pick(values.length)]!;
  const some = <Value>(values: readonly Value[], most: number): Value[] =>
    Array.from({ length: 1 + pick(most) }, () => oneOf(values));
  const maybe = (odds: number): boolean => pick(odds) === 0;

  const filters: Readonly<Record<string, () => unknown>> = {
    providers: () => some(['portal', 'tracking', 'pbx', 'desk'], 2),
    startedAt: () => {
      const from = DATA_SETS_END - (1 + pick(300)) * DAY_MS;
      return { from: new Date(from).toISOString(), to: new Date(from + (1 + pick(120)) * DAY_MS).toISOString() };
    },
    direction: () => some(['INBOUND', 'OUTBOUND'], 2),
    kind: () => some(['CALL', 'CALLBACK'], 2),
    outcome: () => some(['ANSWERED', 'MISSED', 'ABANDONED', 'BUSY'], 2),
    agentIds: () => some(known.agents, 3),
    queueIds: () => some(known.queues, 2),
    number: () => some(known.numbers, 3),
    customerNumber: () => some(known.numbers, 3),
    lineNumber: () => ['+442079460000'],
    durationSeconds: () => ({ min: pick(100) }),
    hasRecording: () => maybe(2),
    bitrix24: () => ({ callVote: { gte: 4 } }),
    callgear: () => ({ isLost: { eq: true } }),
  };
  const makeFilter = () =>
    Object.fromEntries(some(Object.keys(filters), 3).map((name) => [name, filters[name]!()] as const));

  const variables: Record<string, unknown> = {};
  const declared: string[] = [];
  const declare = (type: string, value: unknown): string => {
    const name = `v${declared.length}`;
    declared.push(`$${name}: ${type}`);
    variables[name] = value;
    return `$${name}`;
  };
  const page = (rows: string, size: number, isFiltered = true): string => {
    const filter = isFiltered && maybe(2) ? `, filter: ${declare('CallSessionFilter', makeFilter())}` : '';
    const count = maybe(5) ? ' totalCount' : '';
    const info = maybe(2) ? ' pageInfo { hasNextPage endCursor hasPreviousPage }' : '';
    return `(${oneOf(['first', 'last'])}: ${1 + pick(size)}${filter}) { nodes { ${rows} }${info}${count} }`;
  };
  const call = (depth: number): string => {
    const fields = ['id', 'startedAt outcome', 'customer { number }', 'line { displayName }', 'raw', 'rating note'];
    const joins = [
      'agents { displayName email }',
      'queues { name }',
      `legs { ${leg(depth)} }`,
      'recordings { url durationSeconds }',
      'cost { amount }',
      'details { ... on ZoomVoiceCall { voiceCallDetails { __typename } } ... on Bitrix24Call { callVote } }',
      ...(depth > 0 ? [`related { session { ${call(depth - 1)} } }`] : []),
      ...(depth > 0 ? [`related(via: [SAME_NUMBER_AND_TIME]) { session { ${call(0)} } }`] : []),
      ...(depth > 1 ? [`agents { a: callSessions${page(call(0), 5)} }`] : []),
    ];
    const made = new Set([...some(fields, 4), ...(maybe(2) ? some(joins, 3) : [])]);
    return `nativeId ${[...made].map((field, index) => (field.startsWith('related') ? `r${index}: ${field}` : field)).join(' ')}`;
  };
  const leg = (depth: number): string =>
    [
      'outcome',
      'agent { displayName }',
      'recordings { url }',
      'cost { amount }',
      ...(depth > 0 ? ['session { note }'] : []),
    ]
      .filter(() => maybe(2))
      .concat('nativeId')
      .join(' ');
  const size = oneOf([5, 50, 200, 1000]);
  const roots: readonly (() => string)[] = [
    () => `callSessions${page(call(2), size)}`,
    () => `callSessions${page(call(2), size)}`,
    () => `callSessions${page(call(0), size)}`,
    () => `recordings${page('url session { startedAt }', size)}`,
    () => `agents(first: ${1 + pick(8)}) { nodes { displayName callSessions${page(call(0), 5)} } }`,
    () =>
      `provider(key: "${oneOf(['portal', 'tracking', 'pbx', 'desk'])}") { callSessions${page(call(1), size)} agents { nodes { email } } }`,
    () => `nodes(ids: ${declare('[ID!]!', some([...known.calls.map(({ id }) => id), ...known.others], oneOf([3, 30, 300])))}) {
      ... on CallSession { ${call(1)} } ... on CallLeg { outcome } ... on Recording { url } }`,
    () => {
      const filter = maybe(2) ? `filter: ${declare('CallSessionFilter', makeFilter())}, ` : '';
      const by = some(['PROVIDER', 'OUTCOME', 'AGENT', 'QUEUE', 'LINE', 'HOUR_OF_DAY'], 2).join(', ');
      return `callStats(${filter}by: [${by}]${maybe(2) ? ', every: MONTH' : ''}) { asOf buckets { from agent { displayName } queue { name } figures { calls cost { amount } } } }`;
    },
    () => {
      const { providerKey, nativeId } = oneOf(known.calls);
      return `callSession(provider: "${providerKey}", nativeId: "${nativeId}") { ${call(1)} }`;
    },
  ];
  const selection = Array.from({ length: 1 + pick(3) }, (_, index) => {
    const root = oneOf(roots)();
    return `f${index}: ${root}`;
  });
  const body = `{ ${selection.join('\n')} }`;
  const used = declared.filter((declaration) => new RegExp(`\\${declaration.split(':')[0]}\\b`).test(body));
  const head = used.length > 0 ? `query Made(${used.join(', ')})` : 'query Made';
  return { query: `${head} ${body}`, variables };
}

/** Tests that no query of so many, made at random, takes more than three times the requests that it was priced with. */
export function describePriceAndTrace(queries: number): void {
  describe('the price of a query', () => {
    beforeAll(async () => {
      await start();
      known = await readKnown();
    });
    afterAll(() => served.close());

    it('is at least a third of the requests that it takes', { timeout: 240_000 }, async () => {
      const underpriced: object[] = [];
      let answered = 0;
      for (let seed = 1; seed <= queries; seed += 1) {
        // Requests are counted here, and not what a vendor lets through in a minute.
        if (seed % QUERIES_OF_A_SERVER === 0) await served.close().then(start);
        const asked = makeQuery(seed);
        const { requests: priced } = priceOf(asked);
        const { errors = [], extensions } = await ask(asked);
        if (!extensions) {
          const said = errors.map(({ message, extensions: { code } }) => `${code} ${message}`);
          expect(said, asked.query).toEqual([expect.stringMatching(/^QUERY_TOO_COSTLY/)]);
          continue;
        }
        answered += 1;
        const sent = extensions.upstream.totals.requests;
        if (sent > MOST_FOR_ONE * priced) underpriced.push({ seed, sent, priced, ...asked });
      }
      expect(underpriced).toEqual([]);
      expect(answered).toBeGreaterThan(0.8 * queries);
    });
  });
}
