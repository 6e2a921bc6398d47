import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { ANYBODY } from '../../src/domain/caller.ts';
import type { CallSession } from '../../src/domain/call-session.ts';
import { schema } from '../../src/schema.ts';
import { createContextFactory } from '../../src/server/context.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { execute } from '../support/execute.ts';
import { graphql } from '../support/generated/gql.ts';
import { makeCall } from '../support/make-call.ts';
import { type MemoryProvider, createMemoryProvider } from '../support/memory-provider.ts';
import { createQueryRunner } from '../support/run-query.ts';

const Related = graphql(`
  query Related($via: [RelationEvidence!], $toleranceSeconds: Int) {
    callSessions(first: 10) {
      nodes {
        nativeId
        related(via: $via, toleranceSeconds: $toleranceSeconds) {
          via
          session {
            nativeId
            provider {
              key
            }
          }
        }
      }
      isComplete
      problems {
        kind
        provider {
          key
        }
      }
    }
  }
`);

const Defaults = graphql(`
  query RelatedByDefault {
    callSessions(first: 10, filter: { providers: ["portal"] }) {
      nodes {
        related {
          via
          session {
            nativeId
            note
            agents {
              displayName
            }
            related {
              session {
                nativeId
              }
            }
          }
        }
      }
    }
  }
`);

const clock = createFakeClock();

/** A portal whose calls carry the session ids of a telephony platform, minute by minute, the newest a minute ago. */
function createWorld() {
  const party = { number: '+447700900123', displayName: null, defaultCountry: null };
  const make = (provider: string, nativeId: string, index: number, changes: Partial<CallSession> = {}) =>
    makeCall({ provider, nativeId, startedAt: clock.now() - (index + 1) * 60_000, customer: party, ...changes });
  const portal = createMemoryProvider({
    key: 'portal',
    now: clock.now,
    linkedBy: ['sessionIds', 'externalIds'],
    isNativeId: (text) => text.startsWith('p'),
    calls: [
      make('portal', 'p0', 0, { references: { sessionIds: ['70'], externalIds: [] } }),
      make('portal', 'p1', 1, { references: { sessionIds: [], externalIds: ['71'] } }),
      make('portal', 'p2', 2, { references: { sessionIds: [], externalIds: [] } }),
    ],
  });
  const pbx = createMemoryProvider({
    key: 'pbx',
    now: clock.now,
    traits: { ownsSessionIds: true },
    isNativeId: (text) => /^\d+$/.test(text),
    agents: [
      { provider: 'pbx', nativeId: 'ada', displayName: 'Ada Marsh', email: null, extension: null, isActive: true },
    ],
    calls: ['70', '71', '72'].map((nativeId, index) =>
      make('pbx', nativeId, index, { note: `note ${index}`, agents: [{ provider: 'pbx', nativeId: 'ada' }] }),
    ),
  });
  return { portal, pbx, run: createQueryRunner([portal, pbx], { now: clock.now }) };
}

type Part = {
  readonly incremental?: readonly {
    readonly path: readonly (string | number)[];
    readonly data: { readonly related: unknown } | null;
  }[];
};

const requestsOf = ({ requests }: MemoryProvider) =>
  Object.fromEntries(Object.entries(requests).filter(([name, count]) => count > 0 && name !== 'total'));

describe('CallSession.related', () => {
  it('finds the same call both ways round, and says what tells so', async () => {
    const { run } = createWorld();
    const { data, errors } = await run(Related);
    expect(errors).toEqual([]);
    const found = data.callSessions.nodes.map(({ nativeId, related }) => [
      nativeId,
      ...related!.map(({ via, session }) => `${session.provider.key} ${session.nativeId} ${via}`),
    ]);
    expect(found).toEqual([
      ['p0', 'pbx 70 SHARED_SESSION_ID'],
      ['70', 'portal p0 SHARED_SESSION_ID'],
      ['p1', 'pbx 71 SHARED_EXTERNAL_ID'],
      ['71', 'portal p1 SHARED_EXTERNAL_ID'],
      ['p2'],
      ['72'],
    ]);
  });

  it('asks each provider once for the whole page, and lists nothing for ids', async () => {
    const { run, portal, pbx } = createWorld();
    await run(Related);
    expect(requestsOf(portal)).toEqual({ listCalls: 1, getLinkedCalls: 1 });
    expect(requestsOf(pbx)).toEqual({ listCalls: 1, getCalls: 1 });
  });

  it('guesses by number and time only when asked to', async () => {
    const { run } = createWorld();
    const { data } = await run(Related, { variables: { via: ['SAME_NUMBER_AND_TIME'], toleranceSeconds: 0 } });
    expect(data.callSessions.nodes.map(({ related }) => related!.map(({ session }) => session.nativeId))).toEqual([
      ['70'],
      ['p0'],
      ['71'],
      ['p1'],
      ['72'],
      ['p2'],
    ]);
  });

  it('reads no reference, and asks nobody, where it is not selected', async () => {
    const { run, portal, pbx } = createWorld();
    await run('{ callSessions(first: 10) { nodes { nativeId } } }');
    expect([...portal.queries[0]!.selection.fields].sort()).toEqual(['nativeId', 'provider', 'startedAt']);
    expect(requestsOf(portal)).toEqual({ listCalls: 1 });
    expect(requestsOf(pbx)).toEqual({ listCalls: 1 });
  });

  it('reads of the rows what its evidence needs', async () => {
    const fieldsFor = async (argument: string) => {
      const { run, portal } = createWorld();
      await run(`{ callSessions(first: 1) { nodes { related${argument} { via } } } }`);
      return [...portal.queries[0]!.selection.fields].sort();
    };
    expect(await fieldsFor('')).toEqual(['nativeId', 'provider', 'references', 'startedAt']);
    expect(await fieldsFor('(via: [SAME_NUMBER_AND_TIME])')).toEqual([
      'customer',
      'direction',
      'nativeId',
      'provider',
      'startedAt',
    ]);
    expect(await fieldsFor('(via: [])')).toEqual(['nativeId', 'provider', 'startedAt']);
  });

  it('brings what is selected of the related call, joins and its own related calls included', async () => {
    const { run, pbx } = createWorld();
    const { data, errors } = await run(Defaults);
    expect(errors).toEqual([]);
    expect(data.callSessions.nodes[0]!.related).toEqual([
      {
        via: 'SHARED_SESSION_ID',
        session: {
          nativeId: '70',
          note: 'note 0',
          agents: [{ displayName: 'Ada Marsh' }],
          related: [{ session: { nativeId: 'p0' } }],
        },
      },
    ]);
    expect(requestsOf(pbx)).toEqual({ getCalls: 1, getAgents: 1 });
  });

  it('answers two aliases with their own arguments, and asks for both together', async () => {
    const { run, pbx } = createWorld();
    const { data } = await run<{ callSessions: { nodes: Record<string, { session: { nativeId: string } }[]>[] } }>(`{
      callSessions(first: 10, filter: { providers: ["portal"] }) { nodes {
        bySession: related(via: [SHARED_SESSION_ID]) { session { nativeId } }
        byExternal: related(via: [SHARED_EXTERNAL_ID]) { session { nativeId } }
      } }
    }`);
    expect(data.callSessions.nodes).toEqual([
      { bySession: [{ session: { nativeId: '70' } }], byExternal: [] },
      { bySession: [], byExternal: [{ session: { nativeId: '71' } }] },
      { bySession: [], byExternal: [] },
    ]);
    expect(requestsOf(pbx)).toEqual({ getCalls: 1 });
  });

  it('is answered through node', async () => {
    const { run } = createWorld();
    const { data: page } = await run<{ callSessions: { nodes: { id: string }[] } }>(
      '{ callSessions(first: 1, filter: { providers: ["portal"] }) { nodes { id } } }',
    );
    const { data } = await run<{ node: unknown }, { id: string }>(
      'query ($id: ID!) { node(id: $id) { ... on CallSession { related { session { nativeId } } } } }',
      { variables: { id: page.callSessions.nodes[0]!.id } },
    );
    expect(data.node).toEqual({ related: [{ session: { nativeId: '70' } }] });
  });

  it('is null beside an error where a provider cannot be asked; the row stays, and the page says so', async () => {
    const { run, pbx } = createWorld();
    pbx.failWith('unavailable');
    const { data, errors } = await run<{
      callSessions: { nodes: unknown[]; isComplete: boolean; problems: unknown[] };
    }>(`{ callSessions(first: 10, filter: { providers: ["portal"] }) {
      nodes { nativeId related { via } } isComplete problems { kind provider { key } }
    } }`);
    expect(data.callSessions.nodes).toEqual([
      { nativeId: 'p0', related: null },
      { nativeId: 'p1', related: null },
      { nativeId: 'p2', related: [] },
    ]);
    expect(errors.map((error) => error.replace(/ .*/, ''))).toEqual([
      'callSessions.nodes.0.related:',
      'callSessions.nodes.1.related:',
    ]);
    expect(errors[0]).toContain('PROVIDER_PROBLEM');
    expect(data.callSessions).toMatchObject({
      isComplete: false,
      problems: [{ kind: 'UNAVAILABLE', provider: { key: 'pbx' } }],
    });
  });

  it('is joined when its turn comes where it is deferred, for all calls of the turn together', async () => {
    const { portal, pbx } = createWorld();
    const createContext = createContextFactory({
      settings: { server: {}, timeline: { maxPageSize: 100, defaultPageSize: 50 } },
      providers: new Map([portal, pbx].map((provider) => [provider.key, provider])),
      now: clock.now,
    });
    const answer = await execute({
      schema,
      document: parse(`{ callSessions(first: 10, filter: { providers: ["portal"] }) {
        nodes { nativeId ... @defer { related { session { nativeId agents { displayName } } } } }
      } }`),
      contextValue: createContext({ request: new Request('https://calls.example.com/graphql'), caller: ANYBODY }),
    });
    const [first, ...later] = await Array.fromAsync(answer as unknown as AsyncIterable<Part>);
    expect(first).toMatchObject({
      data: { callSessions: { nodes: [{ nativeId: 'p0' }, { nativeId: 'p1' }, { nativeId: 'p2' }] } },
    });
    const deferred = later.flatMap(({ incremental = [] }) => incremental);
    const relatedOf = new Map(deferred.map(({ path, data }) => [path.at(-1), data?.related]));
    expect([0, 1, 2].map((index) => relatedOf.get(index))).toMatchObject([
      [{ session: { nativeId: '70', agents: [{ displayName: 'Ada Marsh' }] } }],
      [{ session: { nativeId: '71' } }],
      [],
    ]);
    expect(requestsOf(pbx)).toEqual({ getCalls: 1, getAgents: 1 });
  });

  it.each([-1, 3601])(
    'refuses a tolerance of %i seconds in every row, and asks nobody for it',
    async (toleranceSeconds) => {
      const { run, portal, pbx } = createWorld();
      const { data, errors } = await run(Related, { variables: { toleranceSeconds } });
      expect(data.callSessions.nodes.map(({ related }) => related)).toEqual(data.callSessions.nodes.map(() => null));
      const refusal = `BAD_FILTER related.toleranceSeconds is ${toleranceSeconds}`;
      expect(errors).toEqual(
        data.callSessions.nodes.map(
          (_call, index) => expect.stringContaining(`callSessions.nodes.${index}.related: ${refusal}`) as string,
        ),
      );
      expect([requestsOf(portal), requestsOf(pbx)]).toEqual([{ listCalls: 1 }, { listCalls: 1 }]);
    },
  );

  it('answers the other questions of a row beside one that is refused', async () => {
    const { run } = createWorld();
    const { data, errors } = await run<{ callSessions: { nodes: unknown[] } }>(
      '{ callSessions(last: 1) { nodes { bad: related(toleranceSeconds: -1) { via } good: related { via } } } }',
    );
    expect(data.callSessions.nodes).toEqual([{ bad: null, good: [] }]);
    expect(errors).toEqual([expect.stringContaining('callSessions.nodes.0.bad: BAD_FILTER')]);
  });
});
