import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../src/domain/provider-error.ts';
import { callSessionId } from '../../src/graph/global-id.ts';
import { type World, createWorld, startOf } from './create-world.ts';

const NODE = `node(id: "${callSessionId({ provider: 'south', nativeId: 'c1', startedAt: startOf(1) })}")`;
const CALLS = '{ nodes { legs { agent { displayName } } } }';

/** Each field that takes demands, all of them of calls of south. */
const FIELDS: readonly (readonly [path: string, write: (demand: string) => string])[] = [
  ['callSessions', (demand) => `{ callSessions(first: 2, ${demand}) ${CALLS} }`],
  [
    'recordings',
    (demand) => `{ recordings(first: 2, ${demand}) { nodes { session { legs { agent { displayName } } } } } }`,
  ],
  [
    'callSession',
    (demand) => `{ callSession(provider: "south", nativeId: "c1", ${demand}) { legs { agent { displayName } } } }`,
  ],
  ['provider.callSessions', (demand) => `{ provider(key: "south") { callSessions(first: 2, ${demand}) ${CALLS} } }`],
  [
    'node.agents.0.callSessions',
    (demand) => `{ ${NODE} { ... on CallSession { agents { callSessions(first: 2, ${demand}) ${CALLS} } } } }`,
  ],
];

/** Two phone systems, of which south does not answer what is asked about legs. */
function createBrokenWorld(): World {
  const world = createWorld({ brings: ['agents', 'queues', 'recordings'] });
  world.south.intercept((method) => {
    if (method === 'getLegs') throw new ProviderError('south', 'unavailable', 'south does not answer');
  });
  return world;
}

describe('requireComplete', () => {
  it.each(FIELDS)('makes an error of a %s that would leave something out', async (path, write) => {
    const { run } = createBrokenWorld();
    expect((await run(write('requireComplete: true'))).errors).toEqual([
      `${path}: PROVIDER_PROBLEM south does not answer`,
    ]);
    const { errors } = await run(write('requireComplete: false'));
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.filter((error) => !/\.legs: PROVIDER_PROBLEM/.test(error))).toEqual([]);
  });

  it.each(FIELDS)('of a %s wins over the header, which decides where it is left out', async (path, write) => {
    const { run } = createBrokenWorld();
    const headers = { 'x-trunkline-partial': 'refuse' };
    const failed = [`${path}: PROVIDER_PROBLEM south does not answer`];
    expect((await run(write(''), { headers })).errors).toEqual(failed);
    const query = write('requireComplete: $only').replace('{', 'query ($only: Boolean) {');
    expect((await run(query, { headers })).errors).toEqual(failed);
    expect((await run(query, { headers, variables: { only: null } })).errors).toEqual(failed);
    for (const lenient of [
      await run(query, { headers, variables: { only: false } }),
      await run(write('requireComplete: false'), { headers }),
    ])
      expect(lenient.errors.every((error) => error.includes('.legs: '))).toBe(true);
  });

  it('lets a complete answer pass', async () => {
    const { run } = createWorld();
    for (const [, write] of FIELDS) expect((await run(write('requireComplete: true'))).errors).toEqual([]);
  });
});

describe('maxAgeSeconds', () => {
  it.each(FIELDS)('of 0 reads a %s anew, names included', async (_path, write) => {
    const { run, south } = createWorld({ brings: ['agents', 'recordings'] });
    await run(write('maxAgeSeconds: 60'));
    const first = south.requests;
    expect(first.getAgents).toBe(1);
    await run(write('maxAgeSeconds: 60'));
    expect(south.requests.getAgents).toBe(1);
    await run(write('maxAgeSeconds: 0'));
    expect(south.requests.getAgents).toBe(2);
  });

  it('of 0 holds for what @defer brings later', async () => {
    const { run, north } = createWorld({ brings: [] });
    const ask = async (maxAgeSeconds: number) => {
      const { result } = await run(
        `{ callSessions(first: 1, maxAgeSeconds: ${maxAgeSeconds}) { nodes { id ... @defer { legs { agent { displayName } } } } } }`,
      );
      return JSON.stringify(await Array.fromAsync(result as unknown as AsyncIterable<unknown>));
    };
    expect(await ask(60)).toContain('Ada Marsh');
    expect(await ask(60)).toContain('Ada Marsh');
    expect(north.requests.getAgents).toBe(1);
    expect(await ask(0)).toContain('Ada Marsh');
    expect(north.requests.getAgents).toBe(2);
  });

  it('reads the next page of a walk anew, or accepts what was read ahead', async () => {
    const { run, south } = createWorld();
    const page = '{ nodes { nativeId } pageInfo { endCursor hasNextPage } }';
    type Page = { readonly callSessions: { readonly pageInfo: { readonly endCursor: string } } };
    const { data } = await run<Page>(`{ callSessions(first: 2) ${page} }`);
    const after = `after: "${data.callSessions.pageInfo.endCursor}"`;
    const listed = south.requests.listCalls;
    await run(`{ callSessions(first: 1, maxAgeSeconds: 60, ${after}) ${page} }`, {
      headers: { 'cache-control': 'no-cache' },
    });
    expect(south.requests.listCalls).toBe(listed);
    await run(`{ callSessions(first: 1, maxAgeSeconds: 0, ${after}) ${page} }`);
    expect(south.requests.listCalls).toBe(listed + 1);
  });

  it('below zero is refused, and asks nobody', async () => {
    for (const [path, write] of FIELDS.slice(0, 4)) {
      const { run, south } = createWorld();
      const { errors } = await run(write('maxAgeSeconds: -1'));
      expect(errors).toEqual([`${path}: BAD_FILTER maxAgeSeconds is -1; it must be 0 or more.`]);
      expect(south.requests.total).toBe(0);
    }
  });
});

describe('problems', () => {
  const QUERY =
    '{ callSessions(first: 4) { nodes { legs { id } cost { amount } recordings { id } } isComplete problems { kind provider { key } retryAfterSeconds } } }';
  type Page = { readonly callSessions: { readonly isComplete: boolean; readonly problems: readonly unknown[] } };

  it('tell once what the list and its joins met, with the longest wait', async () => {
    const { run, south } = createWorld({ brings: [] });
    const waits: Partial<Record<string, number>> = { getLegs: 3, getCosts: 20, getRecordings: 7 };
    south.intercept((method) => {
      const retryAfterSeconds = waits[method];
      if (retryAfterSeconds !== undefined)
        throw new ProviderError('south', 'rate-limited', `south refuses ${method}`, { retryAfterSeconds });
    });
    const { data } = await run<Page>(QUERY);
    expect(data.callSessions).toMatchObject({
      isComplete: false,
      problems: [{ kind: 'RATE_LIMITED', provider: { key: 'south' }, retryAfterSeconds: 20 }],
    });
  });

  it('tell a row that could not be read and a join that failed the same way once', async () => {
    const { run, south } = createWorld({ brings: [] });
    south.garble(['c1', 'c5']);
    south.intercept((method) => {
      if (method === 'getLegs') throw new ProviderError('south', 'unreadable', 'south sent nonsense');
    });
    const { data } = await run<Page>(QUERY);
    expect(data.callSessions.problems).toMatchObject([{ kind: 'UNREADABLE', provider: { key: 'south' } }]);
  });

  it('tell different kinds, and different providers, apart', async () => {
    const { run, north, south } = createWorld({ brings: [] });
    for (const [provider, kind] of [
      [north, 'unavailable'],
      [south, 'forbidden'],
    ] as const)
      provider.intercept((method) => {
        if (method === 'getLegs') throw new ProviderError(provider.key, 'unavailable', 'it does not answer');
        if (method === 'getCosts') throw new ProviderError(provider.key, kind, 'it does not tell costs');
      });
    const { data } = await run<Page>(QUERY);
    expect(data.callSessions.problems).toMatchObject([
      { kind: 'UNAVAILABLE', provider: { key: 'north' } },
      { kind: 'UNAVAILABLE', provider: { key: 'south' } },
      { kind: 'FORBIDDEN', provider: { key: 'south' } },
    ]);
  });
});
