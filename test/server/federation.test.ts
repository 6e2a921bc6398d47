import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withOpenPlan } from '../../bench/support/open-plans.ts';
import { SCOPES } from '../../src/domain/caller.ts';
import { createSubgraph } from '../../src/graph/federation/create-subgraph.ts';
import { schema as graph } from '../../src/schema.ts';
import { createPlanLists } from '../../src/server/guards/filtered-lists.ts';
import { estimateCost } from '../../src/server/guards/query-cost.ts';
import { auditFailures } from '../support/audit-failures.ts';
import { makeKey } from '../support/make-key.ts';
import { type ServedDemo, startServedDemo } from '../support/start-served-demo.ts';

const everything = makeKey('gateway', SCOPES);
const ofPortal = makeKey('portal only', SCOPES, { providers: ['portal'] });
const auth = { mode: 'keys', keys: [everything.entry, ofPortal.entry] };

let served: ServedDemo;
beforeAll(async () => {
  served = await startServedDemo({ count: 150 }, { more: { federation: true, auth }, change: withOpenPlan });
});
afterAll(() => served.close());

type Answer = {
  readonly data: Record<string, never> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
  readonly extensions?: {
    readonly upstream: { readonly totals: { readonly requests: number } };
    readonly cost: { readonly requested: number };
  };
};

const ask = async (
  query: string,
  variables: object = {},
  { headers, url = served.url }: { headers?: object; url?: string } = {},
) => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      ...{ 'content-type': 'application/json', 'cache-control': 'no-cache', 'x-trunkline-trace': '1' },
      ...(headers ?? everything.headers),
    },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, ...((await response.json()) as Answer) };
};

type Row = Readonly<Record<'id' | 'providerKey' | 'nativeId', string>> & {
  readonly agents: readonly { readonly id: string }[] | null;
  readonly queues: readonly { readonly id: string }[] | null;
};

const readCalls = async (): Promise<readonly Row[]> => {
  const query = `{ callSessions(first: 400) { nodes { id providerKey nativeId agents { id } queues { id } } } }`;
  const { data } = await ask(query);
  return (data as unknown as { callSessions: { nodes: readonly Row[] } }).callSessions.nodes;
};

const ENTITIES = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    __typename
    ... on CallSession { id nativeId startedAt }
    ... on Agent { id }
    ... on Queue { id }
  }
}`;

type Entities = { readonly _entities: readonly (Row | null)[] };

describe('a server that is a subgraph', () => {
  it('answers five hundred mixed keys in their order, each vendor with as few requests as for their calls alone', async () => {
    const calls = (await readCalls()).slice(0, 380);
    const distinct = (field: 'agents' | 'queues') => [
      ...new Set(calls.flatMap((call) => (call[field] ?? []).map(({ id }) => id))),
    ];
    const named = [
      ...calls.map(({ id }) => ({ __typename: 'CallSession', id })),
      ...distinct('agents').map((id) => ({ __typename: 'Agent', id })),
      ...distinct('queues').map((id) => ({ __typename: 'Queue', id })),
    ];
    const representations = Array.from({ length: 500 }, (_, index) => named[(index * 7) % named.length]!);
    const vendors = Object.values(served.demo.vendors);
    for (const { server } of vendors) server.resetCounts();
    const { data, errors = [] } = await ask(ENTITIES, { representations });
    expect(errors).toEqual([]);
    const { _entities: entities } = data as unknown as Entities;
    expect(entities.map((entity) => entity?.id)).toEqual(representations.map(({ id }) => id));
    const asked = vendors.map(({ kind, server }) => [kind, server.exchanges.map(({ operation }) => operation)]);
    // Bitrix24 takes many questions in one, CallGear three months at a time, Zoom one.
    expect(Object.fromEntries(asked)).toEqual({
      bitrix24: ['batch'],
      callgear: ['get.employees', 'get.group_employees', 'get.calls_report'],
      voximplant: ['GetCallHistory'],
      'zoom-contact-center': ['users', 'queues', 'voice_calls', 'voice_calls', 'voice_calls'],
    });
  });

  it('fails only the slots of a vendor that fails', async () => {
    const calls = (await readCalls()).slice(0, 100);
    const representations = calls.map(({ providerKey, nativeId }) => ({
      __typename: 'CallSession',
      providerKey,
      nativeId,
    }));
    const { server, settings } = served.demo.vendors.callgear;
    server.fault({ fault: { kind: 'status', status: 500 } });
    const { data, errors = [] } = await ask(ENTITIES, { representations }).finally(() => server.clearFaults());
    const { _entities: entities } = data as unknown as Entities;
    const isMissing = ({ providerKey }: Row) => providerKey === settings.id;
    expect(entities.map((entity) => entity?.id ?? null)).toEqual(
      calls.map((call) => (isMissing(call) ? null : call.id)),
    );
    expect(errors).toHaveLength(calls.filter(isMissing).length);
    for (const { extensions } of errors)
      expect(extensions).toMatchObject({ code: 'PROVIDER_PROBLEM', provider: settings.id });
  });

  it('is priced with at least a third of the requests that it takes', async () => {
    const calls = (await readCalls()).slice(0, 400);
    const byId = calls.map(({ id }) => ({ __typename: 'CallSession', id }));
    const byKey = calls.map(({ providerKey, nativeId }) => ({ __typename: 'CallSession', providerKey, nativeId }));
    const whole = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on CallSession { legs { agent { displayName } } recordings { url } cost { amount } } } }`;
    const { schema } = createSubgraph(graph, { defaultPageSize: 50 });
    for (const query of [ENTITIES, whole])
      for (const representations of [byId, byKey, byId.slice(0, 7), byKey.slice(0, 7)]) {
        const variables = { representations };
        const { requests } = estimateCost(parse(query), {
          ...{ schema, variables, operationName: undefined, limit: Infinity, defaultPageSize: 50, maxPageSize: 1000 },
          planLists: createPlanLists(served.providers),
        });
        const { extensions, errors } = await ask(query, variables);
        expect(errors).toBeUndefined();
        expect(extensions?.upstream.totals.requests).toBeLessThanOrEqual(3 * requests);
        expect(extensions?.cost.requested).toBeGreaterThanOrEqual(20 * requests);
      }
  });

  it('takes as many keys as the largest page has rows, and refuses more', async () => {
    const [call] = await readCalls();
    const named = (count: number) => Array.from({ length: count }, () => ({ __typename: 'CallSession', id: call!.id }));
    const found = await ask(ENTITIES, { representations: named(1000) });
    expect(new Set((found.data as unknown as Entities)._entities.map((entity) => entity?.id))).toEqual(
      new Set([call!.id]),
    );
    const refused = await ask(ENTITIES, { representations: named(1001) });
    expect(refused.errors).toEqual([
      expect.objectContaining({ message: '"representations" has 1001 values; 1000 are allowed in one list.' }),
    ]);
  });

  it('is told to those alone whom the server knows', async () => {
    const { sdl } = ((await ask('{ _service { sdl } }')).data as unknown as { _service: { sdl: string } })._service;
    const text = await fetch(`${served.url}/schema.graphql`, { headers: everything.headers }).then((answer) =>
      answer.text(),
    );
    expect(text).toBe(sdl);
    for (const query of ['{ _service { sdl } }', '{ _entities(representations: []) { __typename } }'])
      expect(await ask(query, {}, { headers: {} })).toMatchObject({
        status: 401,
        errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
      });
  });

  it('knows nothing of the providers that a caller may not see', async () => {
    const calls = (await readCalls()).slice(0, 40);
    const representations = calls.flatMap(({ id, providerKey, nativeId }) => [
      { __typename: 'CallSession', id },
      { __typename: 'CallSession', providerKey, nativeId },
    ]);
    const { data, errors } = await ask(ENTITIES, { representations }, { headers: ofPortal.headers });
    expect(errors).toBeUndefined();
    expect((data as unknown as Entities)._entities.map((entity) => entity?.id ?? null)).toEqual(
      calls.flatMap(({ id, providerKey }) => (providerKey === 'portal' ? [id, id] : [null, null])),
    );
  });

  it('has no node and no nodes', async () => {
    for (const query of ['{ node(id: "x") { id } }', '{ nodes(ids: []) { id } }'])
      expect(await ask(query)).toMatchObject({ errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] });
  });

  it('passes every audit of GraphQL over HTTP, with auth on', async () => {
    const url = `${served.url}/graphql`;
    expect(await auditFailures(url, everything.headers)).toEqual([]);
    // Without the key nothing passes that asks for an answer.
    expect((await auditFailures(url, {})).length).toBeGreaterThan(20);
  });
});

describe('the tickets of the example', () => {
  it('are about calls and agents of the demo', async () => {
    const demo = await startServedDemo({ hasExamples: true }, { more: { federation: true } });
    type Ticket = { readonly call: object; readonly owner: object };
    const file = new URL('../../examples/federation/tickets.json', import.meta.url);
    const tickets = JSON.parse(readFileSync(file, 'utf8')) as readonly Ticket[];
    const representations = tickets.flatMap(({ call, owner }) => [
      { __typename: 'CallSession', ...call },
      { __typename: 'Agent', ...owner },
    ]);
    const { data, errors } = await ask(ENTITIES, { representations }, { headers: {}, url: demo.url });
    expect(errors).toBeUndefined();
    expect((data as unknown as Entities)._entities).not.toContain(null);
    await demo.close();
  });
});

describe('a server that is none', () => {
  it('has no _service and no _entities', async () => {
    const plain = await startServedDemo({ count: 5 });
    for (const query of ['{ _service { sdl } }', '{ _entities(representations: []) { __typename } }'])
      expect(await ask(query, {}, { headers: {}, url: plain.url })).toMatchObject({
        errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
      });
    await plain.close();
  });
});

describe('a subgraph that keeps its schema to itself', () => {
  it('answers entities, and no _service', async () => {
    const closed = await startServedDemo(
      { count: 5 },
      { server: { introspection: false }, more: { federation: true } },
    );
    const options = { headers: {}, url: closed.url };
    expect(await ask('{ _service { sdl } }', {}, options)).toMatchObject({
      errors: [{ extensions: { code: 'INTROSPECTION_DISABLED' } }],
    });
    expect(await ask('{ _entities(representations: []) { __typename } }', {}, options)).toMatchObject({
      data: { _entities: [] },
    });
    await closed.close();
  });
});
