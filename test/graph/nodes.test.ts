import { describe, expect, it } from 'vitest';
import { agentId, callSessionId, providerId, queueId } from '../../src/graph/global-id.ts';
import { createWorld, startOf } from './create-world.ts';

const callId = (provider: string, index: number): string =>
  callSessionId({ provider, nativeId: `c${index}`, startedAt: startOf(index) });

const NODES = `query ($ids: [ID!]!) {
  nodes(ids: $ids) {
    __typename
    id
    ... on CallSession { nativeId durationSeconds }
    ... on CallLeg { nativeId session { nativeId } agent { displayName } }
    ... on Recording { nativeId session { nativeId } leg { nativeId } }
    ... on Agent { displayName email }
    ... on Queue { name }
    ... on Provider { key }
  }
}`;

type Found = { readonly nodes: readonly (Readonly<Record<string, unknown>> | null)[] };

describe('nodes', () => {
  it('finds everything that has an id again by it', async () => {
    const { run } = createWorld();
    const query = `{ callSessions(first: 1) { nodes {
      id agents { id } queues { id } legs { id } recordings { id } provider { id }
    } } }`;
    const { data } = await run<{
      callSessions: { nodes: Record<string, { id: string } | { id: string }[] | string>[] };
    }>(query);
    const [row = {}] = data.callSessions.nodes;
    const ids = Object.values(row).flatMap((value) =>
      typeof value === 'string' ? [value] : [value].flat().map(({ id }) => id),
    );
    const found = await run<Found>(NODES, { variables: { ids } });
    expect(found.errors).toEqual([]);
    expect(found.data.nodes.map((node) => node?.['id'])).toEqual(ids);
    expect(found.data.nodes.map((node) => node?.['__typename'])).toEqual([
      'CallSession',
      'Agent',
      'Queue',
      'CallLeg',
      'CallLeg',
      'Recording',
      'Provider',
    ]);
    expect(found.data.nodes).toMatchObject([
      { nativeId: 'c0', durationSeconds: 60 },
      { displayName: 'Ada Marsh', email: 'ada@example.com' },
      { name: 'Sales' },
      { nativeId: 'c0:0', session: { nativeId: 'c0' }, agent: { displayName: 'Ada Marsh' } },
      { nativeId: 'c0:1', agent: { displayName: 'Ben Okafor' } },
      { nativeId: 'r0', session: { nativeId: 'c0' }, leg: { nativeId: 'c0:0' } },
      { key: 'north' },
    ]);
  });

  it('asks each provider once for two hundred mixed ids, each once', async () => {
    const { run, north, south } = createWorld({ calls: 60 });
    const calls = Array.from({ length: 95 }, (_, index) => callId(index % 2 === 0 ? 'north' : 'south', index));
    const agents = ['ada', 'ben', 'ada'].map((nativeId) => agentId({ provider: 'north', nativeId }));
    const ids = [...calls, ...agents, queueId({ provider: 'south', nativeId: 'sales' }), ...calls, calls[0]!];
    expect(ids).toHaveLength(195);
    const { data, errors } = await run<Found>(NODES, { variables: { ids } });
    expect(errors).toEqual([]);
    expect(data.nodes.every((node) => node !== null)).toBe(true);
    expect(north.requests).toMatchObject({ getCalls: 1, getAgents: 1, total: 2 });
    expect(south.requests).toMatchObject({ getCalls: 1, getQueues: 1, total: 2 });
    const asked = north.batches.find(({ method }) => method === 'getCalls')?.ids;
    expect(new Set(asked).size).toBe(asked?.length);
  });

  it('answers null for the unknown, in its place', async () => {
    const { run } = createWorld();
    const ids = [
      callId('north', 0),
      callId('north', 4444),
      agentId({ provider: 'north', nativeId: 'nobody' }),
      callId('gone', 0),
      providerId({ key: 'gone' }),
    ];
    const { data, errors } = await run<Found>(NODES, { variables: { ids } });
    expect(errors).toEqual([]);
    expect(data.nodes.map((node) => node?.['nativeId'] ?? null)).toEqual(['c0', null, null, null, null]);
  });

  it('fails only the slots of a provider that fails, and of damaged ids', async () => {
    const { run, south } = createWorld();
    south.failWith('unavailable');
    const damaged = `${callId('north', 0).slice(0, -2)}AA`;
    const ids = [callId('north', 0), callId('south', 1), damaged, agentId({ provider: 'south', nativeId: 'ada' })];
    const { data, errors } = await run<Found>(NODES, { variables: { ids } });
    expect(data.nodes.map((node) => node?.['nativeId'] ?? null)).toEqual(['c0', null, null, null]);
    expect(errors.map((error) => error.split(' ').slice(0, 2).join(' '))).toEqual([
      'nodes.1: PROVIDER_PROBLEM',
      'nodes.2: BAD_ID',
      'nodes.3: PROVIDER_PROBLEM',
    ]);
  });

  it('joins only what is asked of each type', async () => {
    const { run, north } = createWorld({ brings: [] });
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on CallSession { recordings { id } } ... on CallLeg { id } } }`;
    await run(query, { variables: { ids: [callId('north', 0)] } });
    expect(north.requests).toMatchObject({ getCalls: 1, getRecordings: 1, total: 2 });
  });
});

describe('node', () => {
  it('refuses a damaged id in words', async () => {
    const { run } = createWorld();
    for (const id of ['', 'x', 'bm90IGFuIGlk', `${callId('north', 0)}A`, `*${callId('north', 0)}`]) {
      const { data, errors } = await run('query ($id: ID!) { node(id: $id) { id } }', { variables: { id } });
      expect(data).toEqual({ node: null });
      expect(errors[0], id).toMatch(/^node: BAD_ID The id ".*" is damaged\.$/);
    }
  });

  it('finds a call by what its own provider calls it', async () => {
    const { run, north } = createWorld();
    const query = `query ($provider: ID!, $id: ID!, $at: DateTime) {
      callSession(provider: $provider, nativeId: $id, startedAt: $at) { id startedAt }
    }`;
    const at = new Date(startOf(2)).toISOString();
    const found = await run(query, { variables: { provider: 'north', id: 'c2', at } });
    expect(found.data).toEqual({ callSession: { id: callId('north', 2), startedAt: at } });
    expect((await run(query, { variables: { provider: 'north', id: 'c1' } })).data).toEqual({ callSession: null });
    const unknown = await run(query, { variables: { provider: 'nowhere', id: 'c2' } });
    expect(unknown.errors[0]).toBe(
      'callSession: UNKNOWN_PROVIDER There is no provider "nowhere". This server has: north, south.',
    );
    expect(north.requests.total).toBe(2);
  });
});
