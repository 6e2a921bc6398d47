import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATA_SETS_END } from '../../src/demo/data-sets.ts';
import { exampleQueries } from '../../src/server/example-queries.ts';
import { type ServedDemo, startServedDemo } from '../support/start-served-demo.ts';

let served: ServedDemo;

beforeAll(async () => {
  served = await startServedDemo({ count: 200, hasExamples: true });
});
afterAll(async () => {
  await served.close();
});

type Answer = { readonly data: Record<string, unknown> | null; readonly errors?: unknown };

async function ask(query: string, variables: object = {}, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(`${served.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    // All at once, for a client that reads one JSON text.
    body: JSON.stringify({ query: query.replace('@defer', '@defer(if: false)'), variables }),
  });
  return (await response.json()) as Answer;
}

type SomeConnection = {
  readonly nodes?: readonly unknown[];
  readonly edges?: readonly unknown[];
  readonly totalCount?: number | null;
};
type Nodes<Node> = { readonly callSessions: { readonly nodes: readonly Node[] } };

const examples = exampleQueries(DATA_SETS_END);

describe('the demo behind one address', () => {
  it.each(examples.map((example) => [example.title, example] as const))(
    'answers the example: %s',
    async (_title, { query, variables }) => {
      const { data, errors } = await ask(query, variables);
      expect(errors).toBeUndefined();
      expect(Object.values(data ?? {})).not.toContain(null);
      for (const secret of Object.values(served.demo.vendors).flatMap((vendor) => vendor.secrets))
        expect(JSON.stringify(data)).not.toContain(secret);
    },
  );

  it('answers the examples with calls, and counts those of one vendor', async () => {
    for (const { query, variables } of examples.filter(({ query }) => query.includes('callSessions('))) {
      const { data } = await ask(query, variables);
      const { nodes, edges, totalCount = 0 } = (data as { callSessions: SomeConnection }).callSessions;
      expect((nodes ?? edges)?.length, query).toBeGreaterThan(0);
      expect(totalCount, query).toBeTypeOf('number');
    }
  });

  it('shows first what the title of an example promises: the first row of each has no empty list', async () => {
    for (const { query, variables } of examples.filter(({ query }) => query.includes('callSessions('))) {
      const { data } = await ask(query, variables);
      const { nodes, edges } = (data as { callSessions: SomeConnection }).callSessions;
      const { queues: _queues, ...first } = (nodes ?? edges)![0] as Record<string, unknown>;
      expect(JSON.stringify(first)).not.toContain('[]');
    }
    const sameCall = examples.find(({ query }) => query.includes('related'))!;
    const { data } = await ask(sameCall.query, sameCall.variables);
    for (const { related } of (data as Nodes<{ related: unknown[] }>).callSessions.nodes)
      expect(related).not.toEqual([]);
  });

  it("keeps other vendors' calls out of the example of one vendor's filter", async () => {
    const { query, variables } = examples.find(({ query }) => query.includes('callVote'))!;
    const { data } = await ask(query, variables);
    for (const { rating } of (data as Nodes<{ rating: number | null }>).callSessions.nodes)
      expect(rating).toBeGreaterThanOrEqual(4);
  });

  it('plays a recording through its link', async () => {
    const { data } = await ask('{ callSessions(first: 50) { nodes { recordings { url } } } }');
    const { nodes } = (data as Nodes<{ recordings: { url: string }[] | null }>).callSessions;
    const url = nodes.flatMap(({ recordings }) => recordings ?? [])[0]?.url ?? '';
    expect(url.startsWith(`${served.url}/media/`)).toBe(true);
    const part = await fetch(url, { headers: { range: 'bytes=0-3' } });
    expect([part.status, await part.text()]).toEqual([206, 'RIFF']);
    expect((await fetch(`${served.url}/media/forged`)).status).toBe(403);
  });

  it('refuses what costs too much, and asks nobody', async () => {
    const vendors = Object.values(served.demo.vendors);
    for (const vendor of vendors) vendor.server.resetCounts();
    const query = '{ callSessions(first: 1000) { nodes { agents { callSessions { nodes { id } } } } } }';
    const { errors } = await ask(query);
    expect(errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_COSTLY' } }]);
    expect(vendors.map((vendor) => vendor.server.exchanges.length)).toEqual([0, 0, 0, 0]);
  });
});
