import { describe, expect, it } from 'vitest';
import { ANYBODY } from '../../../src/domain/caller.ts';
import { createSubgraph } from '../../../src/graph/federation/create-subgraph.ts';
import {
  agentId,
  callLegId,
  callSessionId,
  personId,
  providerId,
  queueId,
  recordingId,
} from '../../../src/graph/global-id.ts';
import { schema } from '../../../src/schema.ts';
import { createWorld, startOf } from '../create-world.ts';

const subgraph = createSubgraph(schema, { defaultPageSize: 50 });
const createSubgraphWorld = (options: Parameters<typeof createWorld>[0] = {}) =>
  createWorld({ ...options, schema: subgraph.schema });

const callOf = (provider: string, index: number) => ({
  __typename: 'CallSession',
  id: callSessionId({ provider, nativeId: `c${index}`, startedAt: startOf(index) }),
});
const callByKey = (providerKey: string, index: number) => ({
  __typename: 'CallSession',
  providerKey,
  nativeId: `c${index}`,
});
const agentOf = (provider: string, nativeId: string) => ({
  __typename: 'Agent',
  id: agentId({ provider, nativeId }),
});

const ENTITIES = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    __typename
    ... on CallSession { id nativeId }
    ... on CallLeg { id nativeId session { nativeId } }
    ... on Recording { id nativeId session { nativeId } }
    ... on Agent { id displayName }
    ... on Queue { id name }
    ... on Person { id displayName }
    ... on Provider { id key }
  }
}`;

type Found = { readonly _entities: readonly (Readonly<Record<string, unknown>> | null)[] };

describe('_entities', () => {
  it('finds everything that has a key by it, as it is found by its id', async () => {
    const { run } = createSubgraphWorld();
    const [call, startedAt] = [{ provider: 'north', nativeId: 'c0' }, startOf(0)];
    const recording = { ...call, nativeId: 'r0', sessionId: 'c0', sessionStartedAt: startedAt };
    const leg = { ...call, nativeId: 'c0:1', sessionId: 'c0' };
    const representations = [
      callOf('north', 0),
      callByKey('north', 0),
      { __typename: 'CallLeg', id: callLegId(leg as never, startedAt) },
      { __typename: 'Recording', id: recordingId(recording as never) },
      agentOf('south', 'ben'),
      { __typename: 'Queue', id: queueId({ provider: 'south', nativeId: 'sales' }) },
      { __typename: 'Person', id: personId({ key: { by: 'agent', provider: 'north', nativeId: 'ben' } }) },
      { __typename: 'Provider', id: providerId({ key: 'south' }) },
    ];
    const { data, errors } = await run<Found>(ENTITIES, { variables: { representations } });
    expect(errors).toEqual([]);
    expect(data._entities).toMatchObject([
      { ...callOf('north', 0), nativeId: 'c0' },
      { ...callOf('north', 0), nativeId: 'c0' },
      { ...representations[2], nativeId: 'c0:1', session: { nativeId: 'c0' } },
      { ...representations[3], nativeId: 'r0', session: { nativeId: 'c0' } },
      { ...representations[4], displayName: 'Ben Okafor' },
      { ...representations[5], name: 'Sales' },
      { ...representations[6], displayName: 'Ben Okafor' },
      { ...representations[7], key: 'south' },
    ]);
  });

  it('asks each provider once for five hundred mixed keys, each once, in their order', async () => {
    const { run, north, south } = createSubgraphWorld({ calls: 150 });
    const calls = Array.from({ length: 245 }, (_, index) =>
      (index % 3 === 0 ? callByKey : callOf)(index % 2 === 0 ? 'north' : 'south', index),
    );
    const agents = ['north', 'south'].flatMap((provider) => ['ada', 'ben'].map((name) => agentOf(provider, name)));
    const queue = { __typename: 'Queue', id: queueId({ provider: 'south', nativeId: 'sales' }) };
    const again = Array.from({ length: 500 - calls.length - agents.length - 1 }, (_, index) =>
      callByKey(index % 2 === 0 ? 'north' : 'south', index),
    );
    const representations = [...calls, ...agents, queue, ...again];
    expect(representations).toHaveLength(500);
    const { data, errors } = await run<Found>(ENTITIES, { variables: { representations } });
    expect(errors).toEqual([]);
    expect(data._entities.map((entity) => entity?.['nativeId'] ?? entity?.['displayName'] ?? entity?.['name'])).toEqual(
      [
        ...calls.map((_, index) => `c${index}`),
        ...['Ada Marsh', 'Ben Okafor', 'Ada Marsh', 'Ben Okafor', 'Sales'],
        ...again.map((_, index) => `c${index}`),
      ],
    );
    expect(north.requests).toMatchObject({ getCalls: 1, getAgents: 1, total: 2 });
    expect(south.requests).toMatchObject({ getCalls: 1, getAgents: 1, getQueues: 1, total: 3 });
    for (const { ids } of [...north.batches, ...south.batches]) expect(new Set(ids).size).toBe(ids.length);
  });

  it('joins only what is asked of each type', async () => {
    const { run, north } = createSubgraphWorld({ brings: [] });
    const query = `query ($representations: [_Any!]!) {
      _entities(representations: $representations) { ... on CallSession { recordings { id } } ... on CallLeg { id } }
    }`;
    await run(query, { variables: { representations: [callOf('north', 0), callByKey('north', 2)] } });
    expect(north.requests).toMatchObject({ getCalls: 1, getRecordings: 1, total: 2 });
  });

  it('answers null for the unknown, in its place', async () => {
    const { run } = createSubgraphWorld();
    const representations = [
      callOf('north', 4444),
      callOf('north', 0),
      callByKey('north', 4444),
      callByKey('gone', 0),
      agentOf('north', 'nobody'),
      agentOf('gone', 'ada'),
    ];
    const { data, errors } = await run<Found>(ENTITIES, { variables: { representations } });
    expect(errors).toEqual([]);
    expect(data._entities.map((entity) => entity?.['nativeId'] ?? null)).toEqual([null, 'c0', null, null, null, null]);
  });

  it('fails only the slots of a provider that fails', async () => {
    const { run, south } = createSubgraphWorld();
    south.failWith('unavailable');
    const representations = [callOf('south', 1), callByKey('north', 0), agentOf('south', 'ada'), callByKey('south', 3)];
    const { data, errors } = await run<Found>(ENTITIES, { variables: { representations } });
    expect(data._entities.map((entity) => entity?.['nativeId'] ?? null)).toEqual([null, 'c0', null, null]);
    expect(errors.map((error) => error.split(' ').slice(0, 2).join(' '))).toEqual(
      ['_entities.0', '_entities.2', '_entities.3'].map((place) => `${place}: PROVIDER_PROBLEM`),
    );
  });

  it('says of what names nothing why, in its slot', async () => {
    const { run } = createSubgraphWorld();
    const damaged = { __typename: 'CallSession', id: `${callOf('north', 0).id.slice(0, -2)}AA` };
    const representations = [
      damaged,
      callOf('north', 0),
      { ...callOf('north', 0), __typename: 'Agent' },
      { __typename: 'Agent', nativeId: 'ada' },
      { __typename: 'CallSession', providerKey: 'north' },
      { __typename: 'Ticket', id: '7' },
      { __typename: '__proto__', id: '7' },
      { id: callOf('north', 0).id },
      'CallSession',
    ];
    const { data, errors } = await run<Found>(ENTITIES, { variables: { representations } });
    expect(data._entities.map((entity) => entity?.['nativeId'] ?? null)).toEqual(
      representations.map((one) => (one === representations[1] ? 'c0' : null)),
    );
    expect(errors.map((error) => error.replace(/".*?"/, '"…"'))).toEqual([
      '_entities.0: BAD_ID The id "…" is damaged.',
      '_entities.2: BAD_ID The id "…" is that of another type: CallSession. Agent.id is wanted here.',
      '_entities.3: BAD_REPRESENTATION A representation of Agent needs its id.',
      '_entities.4: BAD_REPRESENTATION A representation of CallSession needs its id, or its providerKey and nativeId.',
      ...[5, 6, 7, 8].map(
        (slot) =>
          expect.stringContaining(
            `_entities.${slot}: BAD_REPRESENTATION A representation needs a __typename that has a key here:`,
          ) as string,
      ),
    ]);
  });
});

describe('a caller who may not see everything', () => {
  const caller = { ...ANYBODY, id: 'x', name: 'x' };

  it('finds nothing of other providers, as if they did not exist', async () => {
    const { run, south } = createSubgraphWorld();
    const confined = { ...caller, providers: new Set(['north']) };
    const representations = [callOf('south', 1), callByKey('south', 1), agentOf('south', 'ada'), callByKey('north', 0)];
    const { data, errors } = await run<Found>(ENTITIES, { variables: { representations }, caller: confined });
    expect(errors).toEqual([]);
    expect(data._entities.map((entity) => entity?.['nativeId'] ?? null)).toEqual([null, null, null, 'c0']);
    expect(south.requests.total).toBe(0);
  });

  it('is told once what scope each type needs, and no provider is asked', async () => {
    const { run, north } = createSubgraphWorld();
    const unscoped = { ...caller, scopes: new Set(['status:read'] as const) };
    const representations = [
      callOf('north', 0),
      callByKey('north', 2),
      { __typename: 'Provider', id: providerId({ key: 'north' }) },
      agentOf('north', 'ada'),
    ];
    const { data, errors } = await run<Found>(ENTITIES, { variables: { representations }, caller: unscoped });
    expect(data._entities).toEqual([null, null, expect.objectContaining({ key: 'north' }), null]);
    expect(errors).toEqual([
      '_entities.0: FORBIDDEN CallSession needs the scope calls:read, which the key or token of this request does not have.',
      '_entities.3: FORBIDDEN Agent needs the scope calls:read, which the key or token of this request does not have.',
    ]);
    expect(north.requests.total).toBe(0);
  });
});

describe('_service', () => {
  it('is the text that is composed', async () => {
    const { run } = createSubgraphWorld();
    const { data } = await run<{ _service: { sdl: string } }>('{ _service { sdl } }');
    expect(data._service.sdl).toBe(subgraph.text());
  });
});
