import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withOpenPlan } from '../../bench/support/open-plans.ts';
import { DATA_SETS_END } from '../../src/demo/data-sets.ts';
import { SCOPES } from '../../src/domain/caller.ts';
import { exampleQueries } from '../../src/server/example-queries.ts';
import { auditFailures } from '../../test/support/audit-failures.ts';
import { makeKey } from '../../test/support/make-key.ts';
import { createRecordingLog } from '../../test/support/recording-log.ts';
import { type ServedDemo, startServedDemo } from '../../test/support/start-served-demo.ts';
import { type Supergraph, startSupergraph } from '../../test/support/start-supergraph.ts';

const everything = makeKey('everything', SCOPES);
const ofPortal = makeKey('portal only', SCOPES, { providers: ['portal'] });
const callsOnly = makeKey('calls only', ['calls:read']);
const auth = { mode: 'keys', keys: [everything, ofPortal, callsOnly].map(({ entry }) => entry) };

type Call = Readonly<Record<'id' | 'providerKey' | 'nativeId', string>> & {
  readonly agents: readonly { readonly id: string; readonly displayName: string | null }[] | null;
};
type Ticket = {
  readonly id: string;
  readonly subject: string;
  readonly openedAt: string;
  readonly value: { readonly amount: string; readonly currency: string };
  readonly call: Pick<Call, 'providerKey' | 'nativeId'>;
  readonly owner?: { readonly id: string };
};
type Answer = {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
};
type Options = { readonly headers?: Readonly<Record<string, string>>; readonly variables?: object };

const recorded = createRecordingLog();
let served: ServedDemo;
let supergraph: Supergraph;
let calls: readonly Call[];
let tickets: readonly Ticket[];

const askAt = async (url: string, query: string, { headers = {}, variables = {} }: Options = {}): Promise<Answer> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...everything.headers, ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
};
const askGateway = (query: string, options?: Options) => askAt(supergraph.url, query, options);
const askTrunkline = (query: string, options?: Options) => askAt(served.url, query, options);

type Part = Answer & {
  readonly incremental?: readonly { readonly data: object | null; readonly path: readonly (string | number)[] }[];
};

/** The parts of an answer, as they came. */
async function readParts(query: string, headers: Readonly<Record<string, string>> = {}): Promise<Part[]> {
  const response = await fetch(`${supergraph.url}/graphql`, {
    method: 'POST',
    headers: {
      ...{ 'content-type': 'application/json', accept: 'multipart/mixed' },
      ...{ ...everything.headers, ...headers },
    },
    body: JSON.stringify({ query }),
  });
  const lines = (await response.text()).split(/\r?\n/).filter((line) => line.startsWith('{'));
  return lines.map((line) => JSON.parse(line) as Part);
}

/** The answer that its parts make. */
function joinParts([first, ...later]: readonly Part[]): unknown {
  const whole = structuredClone(first?.data);
  for (const { data, path } of later.flatMap(({ incremental = [] }) => incremental)) {
    const place = path.reduce<unknown>((value, key) => (value as Record<string | number, unknown>)[key], whole);
    Object.assign(place as object, data);
  }
  return whole;
}

/** An error without what the gateway adds, and without its place in a text that the gateway has written anew. */
function toPlain({ message, path, extensions }: NonNullable<Answer['errors']>[number]) {
  const { serviceName: _serviceName, ...own } = extensions;
  return { message, path, extensions: own };
}

const CALLS = `query ($after: String) { callSessions(first: 60, after: $after) {
  nodes { id providerKey nativeId startedAt direction durationSeconds agents { id displayName } }
  pageInfo { hasNextPage endCursor } isComplete problems { message }
} }`;

type Page = {
  readonly callSessions: {
    readonly nodes: readonly Call[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
};

describe('a supergraph of Trunkline and a CRM', () => {
  beforeAll(async () => {
    served = await startServedDemo(
      { count: 60, hasExamples: true },
      { more: { federation: true, auth }, change: withOpenPlan, log: recorded.log },
    );
    const { data } = await askTrunkline(CALLS.replace('first: 60', 'first: 300'));
    calls = (data as Page).callSessions.nodes;
    tickets = calls
      .slice(0, 90)
      .flatMap((call, index) =>
        index % 3 === 2 ? [] : [makeTicket(call, index), ...(index % 5 === 0 ? [makeTicket(call, 1000 + index)] : [])],
      );
    supergraph = await startSupergraph(served.url, everything.key, tickets);
  });
  afterAll(async () => {
    await supergraph?.close();
    await served.close();
  });

  const ticketsOf = (call: Call) =>
    tickets.filter(
      ({ call: { providerKey, nativeId } }) => providerKey === call.providerKey && nativeId === call.nativeId,
    );
  const openTicketsOf = (agent: { readonly id: string }) =>
    tickets.filter(({ owner }) => owner?.id === agent.id).length;

  it('has the tickets of each call and the count of each agent beside all that Trunkline has, page by page', async () => {
    const query = CALLS.replace(
      'agents { id displayName }',
      'agents { id displayName openTickets } tickets { id subject value { amount currency } }',
    );
    let after: string | null = null;
    let seen = 0;
    do {
      const [through, direct]: Answer[] = await Promise.all([
        askGateway(query, { variables: { after } }),
        askTrunkline(CALLS, { variables: { after } }),
      ]);
      const { nodes, ...page }: Page['callSessions'] = (direct!.data as Page).callSessions;
      const joined = nodes.map(({ agents, ...call }) => ({
        ...call,
        agents: agents && agents.map((agent) => ({ ...agent, openTickets: openTicketsOf(agent) })),
        tickets: ticketsOf({ agents, ...call }).map(({ id, subject, value }) => ({ id, subject, value })),
      }));
      expect(through).toEqual({ data: { callSessions: { nodes: joined, ...page } } });
      seen += nodes.length;
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toBe(calls.length);
    expect(tickets.length).toBeGreaterThan(60);
  });

  it('leads from each ticket to its call and its owner', async () => {
    const query = `{ tickets(first: 100) { nodes { id call { id startedAt legs { id } provider { name } } owner { displayName person { id } openTickets } } } }`;
    const through = await askGateway(query);
    expect(through.errors).toBeUndefined();
    const known = `query ($ids: [_Any!]!) { _entities(representations: $ids) {
      ... on CallSession { id startedAt legs { id } provider { name } } ... on Agent { displayName person { id } } } }`;
    const ids = tickets.flatMap(({ call, owner }) => [
      { __typename: 'CallSession', ...call },
      { __typename: 'Agent', id: owner?.id ?? 'none' },
    ]);
    const direct = (await askTrunkline(known, { variables: { ids } })).data as {
      _entities: readonly (object | null)[];
    };
    expect(through.data).toEqual({
      tickets: {
        nodes: tickets.map(({ id, owner }, index) => ({
          id,
          call: direct._entities[2 * index],
          owner: owner ? { ...direct._entities[2 * index + 1], openTickets: openTicketsOf(owner) } : null,
        })),
      },
    });
  });

  it('answers every worked query as Trunkline does', async () => {
    const queries = exampleQueries(DATA_SETS_END).filter(
      ({ query }) => !/\bmutation\b/.test(query) && !query.includes('@defer'),
    );
    expect(queries.length).toBeGreaterThan(10);
    for (const { title, query, variables } of queries) {
      const options = variables ? { variables } : {};
      const [through, direct] = await Promise.all([askGateway(query, options), askTrunkline(query, options)]);
      expect(through.data, title).toEqual(direct.data);
      expect(through.errors?.map(toPlain), title).toEqual(direct.errors?.map(toPlain));
    }
  });

  it('sends what is behind @defer later, from both, and the whole is what it is without', async () => {
    const fields = 'recordings { id url } tickets { id } agents { displayName openTickets }';
    const query = (deferred: string) => `{ callSessions(first: 30) { nodes { id ${deferred} } isComplete } }`;
    const parts = await readParts(query(`... @defer { ${fields} }`));
    expect(parts.length).toBeGreaterThan(1);
    expect(JSON.stringify(parts[0])).not.toContain('recordings');
    const whole = await askGateway(query(fields));
    expect(whole.errors).toBeUndefined();
    const links = /(\/media\/)[^"]+/g;
    expect(JSON.stringify(joinParts(parts)).replaceAll(links, '$1')).toBe(
      JSON.stringify(whole.data).replaceAll(links, '$1'),
    );
  });

  it('passes on the code and the details of every error, in parts too', async () => {
    const codes = async (query: string, options?: Options) => (await askGateway(query, options)).errors?.map(toPlain);
    expect(await codes('{ callSessions(after: "x") { nodes { id } } }')).toEqual([
      {
        message: expect.stringContaining('cursor') as string,
        path: ['callSessions'],
        extensions: { code: 'BAD_CURSOR' },
      },
    ]);
    expect(
      await codes('{ callSessions(first: 1000) { nodes { agents { callSessions(first: 1000) { nodes { id } } } } } }'),
    ).toMatchObject([{ extensions: { code: 'QUERY_TOO_COSTLY' } }]);
    expect(
      await codes('{ callSessions(first: 3) { nodes { id note tickets { id } } } }', { headers: callsOnly.headers }),
    ).toEqual([
      expect.objectContaining({
        path: ['callSessions', 'nodes', 0, 'note'],
        extensions: { code: 'FORBIDDEN', scope: 'numbers:read' },
      }),
    ]);
    const parts = await readParts(
      '{ callSessions(first: 3) { nodes { id ... @defer { note tickets { id } } } } }',
      callsOnly.headers,
    );
    const later = parts.slice(1).flatMap(({ incremental = [] }) => incremental as readonly Pick<Answer, 'errors'>[]);
    expect(later.flatMap(({ errors = [] }) => errors)).toMatchObject([
      { extensions: { code: 'FORBIDDEN', scope: 'numbers:read' } },
    ]);
    const { server } = served.demo.vendors.voximplant;
    server.fault({ fault: { kind: 'status', status: 500 } });
    try {
      const [ticket] = tickets.filter(({ call }) => call.providerKey === 'pbx');
      const query = `query ($id: ID!) { ticket(id: $id) { subject call { startedAt } } }`;
      const { data, errors } = await askGateway(query, {
        variables: { id: ticket!.id },
        headers: { 'cache-control': 'no-cache' },
      });
      expect(data).toEqual({ ticket: { subject: ticket!.subject, call: null } });
      expect(errors).toMatchObject([
        { extensions: { code: 'PROVIDER_PROBLEM', provider: 'pbx', kind: 'UNAVAILABLE' } },
      ]);
    } finally {
      server.clearFaults();
    }
  });

  it('passes on who asks, how old an answer may be, whether it may lack something, and the id of the request', async () => {
    const page = '{ callSessions(first: 10) { nodes { providerKey } isComplete problems { provider { key } } } }';
    expect((await askGateway(page, { headers: { authorization: 'Bearer nobody' } })).errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' } },
    ]);
    const own = (await askGateway(page, { headers: ofPortal.headers })).data as {
      callSessions: { nodes: readonly Call[] };
    };
    expect(new Set(own.callSessions.nodes.map(({ providerKey }) => providerKey))).toEqual(new Set(['portal']));

    const { server } = served.demo.vendors.callgear;
    server.fault({ fault: { kind: 'status', status: 500 } });
    try {
      expect((await askGateway(page)).data).toMatchObject({
        callSessions: { isComplete: false, problems: [{ provider: { key: 'tracking' } }] },
      });
      expect((await askGateway(page, { headers: { 'x-trunkline-partial': 'refuse' } })).errors).toMatchObject([
        { extensions: { code: 'PROVIDER_PROBLEM', provider: 'tracking' } },
      ]);
      const asked = page.replace('first: 10', 'first: 10, requireComplete: false');
      expect((await askGateway(asked, { headers: { 'x-trunkline-partial': 'refuse' } })).errors).toBeUndefined();
    } finally {
      server.clearFaults();
    }
    await askGateway(page, { headers: { 'x-request-id': 'sent-by-a-client' } });
    expect(recorded.lines).toContainEqual(
      expect.objectContaining({
        fields: expect.objectContaining({ requestId: 'sent-by-a-client', caller: 'everything' }) as object,
      }),
    );
  });

  it('passes every audit of GraphQL over HTTP, with auth on', async () => {
    expect(await auditFailures(`${supergraph.url}/graphql`, everything.headers)).toEqual([]);
  });

  const makeTicket = (call: Call, index: number): Ticket => ({
    id: `ticket-${index}`,
    subject: `About ${call.nativeId}`,
    openedAt: '2026-04-30T12:00:00.000Z',
    value: { amount: `${index}.5000`, currency: 'EUR' },
    call: { providerKey: call.providerKey, nativeId: call.nativeId },
    ...(call.agents?.[0] && { owner: { id: call.agents[0].id } }),
  });
});
