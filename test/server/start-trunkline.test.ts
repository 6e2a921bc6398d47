import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXAMPLE_QUERIES, FIRST_QUERY } from '../../src/server/example-queries.ts';
import { type ServedDemo, startServedDemo } from '../support/start-served-demo.ts';

let served: ServedDemo;

beforeAll(async () => {
  served = await startServedDemo({ count: 100, hasExamples: true });
});
afterAll(async () => {
  await served.close();
});

type Answer = { readonly data: Record<string, unknown> | null; readonly errors?: unknown };

async function ask(query: string, variables: object = {}, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(`${served.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

type Nodes<Node> = { readonly callSessions: { readonly nodes: readonly Node[] } };

const firstId = async (): Promise<string> => {
  const { data } = await ask(FIRST_QUERY);
  return (data as Nodes<{ id: string }>).callSessions.nodes[0]!.id;
};

describe('the demo behind one address', () => {
  it.each(EXAMPLE_QUERIES.map((example) => [example.title, example] as const))(
    'answers the example: %s',
    async (_title, { query, variables }) => {
      const given = variables && 'id' in variables ? { ...variables, id: await firstId() } : variables;
      const { data, errors } = await ask(query, given);
      expect(errors).toBeUndefined();
      expect(Object.values(data ?? {})).not.toContain(null);
      for (const secret of Object.values(served.demo.vendors).flatMap((vendor) => vendor.secrets))
        expect(JSON.stringify(data)).not.toContain(secret);
    },
  );

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
