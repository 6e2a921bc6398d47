import { describe, expect, it, vi } from 'vitest';
import { ProviderError } from '../../src/domain/provider-error.ts';
import { graphql } from '../support/generated/gql.ts';
import { clock, createWorld, startOf } from './create-world.ts';

const Page = graphql(`
  query Page($first: Int, $after: String, $last: Int, $before: String, $filter: CallSessionFilter) {
    callSessions(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
      edges {
        cursor
        node {
          nativeId
          providerKey
          startedAt
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      totalCount
      isComplete
      problems {
        provider {
          key
        }
        kind
        message
        isTransient
        retryAfterSeconds
      }
    }
  }
`);

const Nested = graphql(`
  query Nested {
    callSessions(first: 3) {
      nodes {
        nativeId
        agents {
          displayName
          email
        }
        queues {
          name
        }
        cost {
          amount
          currency
        }
        legs {
          nativeId
          agent {
            displayName
          }
          recordings {
            nativeId
          }
          session {
            nativeId
          }
        }
        recordings {
          nativeId
          sizeBytes
          leg {
            nativeId
          }
          session {
            note
            durationSeconds
          }
        }
      }
    }
  }
`);

describe('callSessions', () => {
  it('puts the calls of all providers into one order', async () => {
    const { run } = createWorld();
    const { data, errors } = await run(Page, { variables: { first: 4 } });
    expect(errors).toEqual([]);
    expect(data.callSessions.edges.map(({ node }) => [node.providerKey, node.nativeId])).toEqual([
      ['north', 'c0'],
      ['south', 'c1'],
      ['north', 'c2'],
      ['south', 'c3'],
    ]);
    expect(data.callSessions.edges[0]?.node.startedAt).toBe(new Date(startOf(0)).toISOString());
    expect(data.callSessions).toMatchObject({ totalCount: 40, isComplete: true, problems: [] });
    expect(data.callSessions.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  });

  it('goes on from a cursor, forwards and backwards', async () => {
    const { run } = createWorld();
    const first = (await run(Page, { variables: { first: 3 } })).data.callSessions;
    const second = (await run(Page, { variables: { first: 3, after: first.pageInfo.endCursor } })).data.callSessions;
    expect(second.edges.map(({ node }) => node.nativeId)).toEqual(['c3', 'c4', 'c5']);
    expect(second.pageInfo.hasPreviousPage).toBe(true);
    const back = (await run(Page, { variables: { last: 3, before: second.pageInfo.startCursor } })).data.callSessions;
    expect(back.edges).toEqual(first.edges);
    expect(back.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  });

  it('refuses a bad cursor and a bad size in words, and asks nobody', async () => {
    const { run, north, south } = createWorld({ maxPageSize: 100 });
    const refused = async (variables: Record<string, unknown>) => (await run(Page, { variables })).errors[0];
    expect(await refused({ first: 5, after: 'bm90IGEgY3Vyc29y' })).toMatch(/^callSessions: BAD_CURSOR .*damaged/);
    expect(await refused({ first: -1 })).toMatch(/^callSessions: BAD_PAGE_SIZE/);
    expect(await refused({ first: 101 })).toMatch(/^callSessions: BAD_PAGE_SIZE .*100/);
    expect(await refused({ first: 1, last: 1 })).toMatch(/^callSessions: BAD_PAGE_SIZE/);
    expect(north.requests.total + south.requests.total).toBe(0);
  });

  it.each([
    ['an argument', '{ callSessions(first: 0) { nodes { related(toleranceSeconds: -1) { via } } } }'],
    ['a condition', 'query ($asked: Boolean = true) { callSessions(first: 0) { nodes { id @include(if: $asked) } } }'],
  ])('leaves the error of %s to the rows that have it: none where there are none', async (_what, query) => {
    const { run } = createWorld();
    const { data, errors } = await run(query, { variables: { asked: null } });
    expect({ data, errors }).toEqual({ data: { callSessions: { nodes: [] } }, errors: [] });
  });

  it('gives an empty page for first: 0, at no cost', async () => {
    const { run, north } = createWorld();
    const query = '{ callSessions(first: 0) { nodes { id } pageInfo { endCursor } } }';
    expect((await run(query)).data).toEqual({ callSessions: { nodes: [], pageInfo: { endCursor: null } } });
    expect(north.requests.total).toBe(0);
  });

  it('counts without reading rows when only the count is selected', async () => {
    const { run, north } = createWorld();
    expect((await run('{ callSessions { totalCount } }')).data).toEqual({ callSessions: { totalCount: 40 } });
    expect(north.requests).toMatchObject({ countCalls: 1, listCalls: 0, total: 1 });
  });

  it('asks nothing that is not selected', async () => {
    const { run, north } = createWorld({ brings: [] });
    await run('{ callSessions(first: 3) { nodes { id provider { name } startedAt } } }');
    expect(north.requests).toMatchObject({ listCalls: 1, total: 1 });
    const [query] = north.queries;
    expect([...query!.selection.fields].sort()).toEqual(['nativeId', 'provider', 'startedAt']);
    expect(query!.selection).toMatchObject({ details: new Set(), raw: false });
    expect(query!.expect).toBeLessThan(10);
  });

  it('tells a provider which of its details are read, through fragments, aliases and conditions', async () => {
    const { run, north } = createWorld();
    const query = `
      query ($no: Boolean!) {
        callSessions(first: 2) {
          edges { node { d: details { ...Mine ... on ZoomVoiceCall { engagementId } } note @skip(if: $no) } }
          nodes { raw @include(if: $no) outcomeDetail { code } }
        }
      }
      fragment Mine on VoximplantSession { customData finish: finishReason }`;
    const { errors } = await run(query, { variables: { no: true } });
    expect(errors).toEqual([]);
    const { selection } = north.queries[0]!;
    expect([...selection.details].sort()).toEqual(['customData', 'finishReason']);
    expect(selection.raw).toBe(true);
    expect([...selection.fields].sort()).toEqual(['nativeId', 'outcomeDetail', 'provider', 'startedAt']);
  });

  it('joins what is nested with one request of each kind', async () => {
    const { run, north } = createWorld({ brings: ['agents', 'queues'] });
    const { data, errors } = await run(Nested);
    expect(errors).toEqual([]);
    expect(data.callSessions.nodes[0]).toEqual({
      nativeId: 'c0',
      agents: [{ displayName: 'Ada Marsh', email: 'ada@example.com' }],
      queues: [{ name: 'Sales' }],
      cost: { amount: '0.2000', currency: 'RUB' },
      legs: [
        {
          nativeId: 'c0:0',
          agent: { displayName: 'Ada Marsh' },
          recordings: [{ nativeId: 'r0' }],
          session: { nativeId: 'c0' },
        },
        { nativeId: 'c0:1', agent: { displayName: 'Ben Okafor' }, recordings: [], session: { nativeId: 'c0' } },
      ],
      recordings: [
        {
          nativeId: 'r0',
          sizeBytes: 5_000_000_000,
          leg: { nativeId: 'c0:0' },
          session: { note: null, durationSeconds: 60 },
        },
      ],
    });
    const { listCalls, getLegs, getRecordings, getCosts, getAgents, getQueues } = north.requests;
    expect({ listCalls, getLegs, getRecordings, getCosts, getAgents, getQueues }).toEqual({
      listCalls: 1,
      getLegs: 1,
      getRecordings: 1,
      getCosts: 1,
      getAgents: 1,
      getQueues: 1,
    });
  });

  it('takes away only the calls of a provider that is down, and says so', async () => {
    const { run, south } = createWorld();
    south.failWith('rate-limited', { retryAfterSeconds: 7.2 });
    const { data, errors } = await run(Page, { variables: { first: 3 } });
    expect(errors).toEqual([]);
    expect(data.callSessions.edges.map(({ node }) => node.nativeId)).toEqual(['c0', 'c2', 'c4']);
    expect(data.callSessions).toMatchObject({
      isComplete: false,
      totalCount: null,
      problems: [{ provider: { key: 'south' }, kind: 'RATE_LIMITED', isTransient: true, retryAfterSeconds: 8 }],
    });
  });

  it('fails instead, where the request would rather have nothing than a part', async () => {
    const { run, south } = createWorld();
    south.failWith('unavailable');
    const { data, errors, result } = await run(Page, { headers: { 'x-trunkline-partial': 'refuse' } });
    expect(data).toBeNull();
    expect(errors).toHaveLength(1);
    expect(result.errors?.[0]?.extensions).toEqual({
      code: 'PROVIDER_PROBLEM',
      provider: 'south',
      kind: 'UNAVAILABLE',
    });
  });

  it.each(['listCalls', 'getLegs'] as const)('loses nothing of a provider while another hangs: %s', async (hanging) => {
    // By this clock nothing takes any time but waiting for who hangs.
    const passing = vi.spyOn(performance, 'now').mockReturnValue(0);
    try {
      const { run, north, south } = createWorld({ brings: [], deadlineMs: 50 });
      south.intercept((method, signal) => {
        if (method !== hanging) return undefined;
        signal.addEventListener('abort', () => passing.mockReturnValue(60));
        return new Promise<never>(() => {});
      });
      const { data, errors } = await run(Nested);
      const own = data.callSessions.nodes.filter(({ nativeId }) => ['c0', 'c2', 'c4'].includes(nativeId));
      expect(own).toHaveLength(hanging === 'listCalls' ? 3 : 2);
      for (const call of own)
        expect(call).toMatchObject({
          agents: [{ displayName: 'Ada Marsh' }, { displayName: 'Ben Okafor' }],
          legs: [{ agent: { displayName: 'Ada Marsh' } }, { agent: { displayName: 'Ben Okafor' } }],
          recordings: [{}],
        });
      expect(errors.filter((error) => error.includes('north'))).toEqual([]);
      expect(north.requests).toMatchObject({ getLegs: 1, getRecordings: 1, getAgents: 1 });
    } finally {
      passing.mockRestore();
    }
  });

  it('gives null beside an error for a join that fails, and keeps the row', async () => {
    const { run, north } = createWorld({ brings: ['agents', 'queues'] });
    north.intercept((method) => {
      if (method === 'getLegs') throw new ProviderError('north', 'forbidden', 'north forbids its legs');
    });
    const { data, errors, result } = await run(
      '{ callSessions(first: 2) { nodes { nativeId legs { id } } isComplete } }',
    );
    expect(data).toMatchObject({ callSessions: { nodes: [{ nativeId: 'c0', legs: null }, { nativeId: 'c1' }] } });
    expect(errors.map((error) => error.split(' ')[0])).toContain('callSessions.nodes.0.legs:');
    expect(result.errors?.[0]?.extensions).toMatchObject({ code: 'PROVIDER_PROBLEM', provider: 'north' });
  });

  it('reads numbers in one spelling, and leaves what is no number alone', async () => {
    const { run } = createWorld();
    const query =
      '{ callSessions(first: 1) { nodes { customer { number e164 country } line { number e164 country } } } }';
    expect((await run(query)).data).toEqual({
      callSessions: {
        nodes: [
          {
            customer: { number: '07700900123', e164: '+447700900123', country: 'GB' },
            line: { number: 'reg133788', e164: null, country: null },
          },
        ],
      },
    });
  });

  it('stops when the client has gone', async () => {
    const { run, north } = createWorld();
    const gone = new AbortController();
    north.intercept(() => gone.abort(new Error('the client went away')));
    const { errors } = await run(Page, { signal: gone.signal });
    expect(errors[0]).toContain('the client went away');
    expect(north.openLists).toBe(0);
  });

  it('reads everything anew when asked to', async () => {
    const { run, north } = createWorld();
    const first = (await run(Page, { variables: { first: 2 } })).data.callSessions;
    const variables = { first: 2, after: first.pageInfo.endCursor };
    await run(Page, { variables, headers: { 'cache-control': 'no-cache' } });
    expect(north.requests.listCalls).toBeGreaterThan(1);
    expect(clock.now()).toBeGreaterThan(0);
  });
});
