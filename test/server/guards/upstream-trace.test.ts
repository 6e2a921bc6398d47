import { createSchema } from 'graphql-yoga';
import { describe, expect, it } from 'vitest';
import { settingsSchema } from '../../../src/server/settings.ts';
import { createGraphServer } from '../../../src/server/yoga.ts';
import type { Exchange } from '../../../src/transport/http.ts';
import { SILENT_LOG } from '../../../src/transport/log.ts';
import { currentUpstreamTrace } from '../../../src/transport/upstream-trace.ts';

const exchange = (fields: Partial<Exchange>): Exchange => ({
  provider: 'portal',
  operation: 'voximplant.statistic.get',
  purpose: 'read',
  startedAt: 0,
  commands: 1,
  waitedMs: 3,
  ms: 12,
  status: 200,
  rows: 50,
  retries: 0,
  ...fields,
});

const EXCHANGES = [
  exchange({ purpose: 'token', operation: 'oauth/token', rows: null, ms: 5 }),
  exchange({ retries: 1 }),
  exchange({ operation: 'batch', commands: 7, rows: 7 }),
  exchange({ waitedMs: 1900, ms: 5 }),
];

async function ask(headers: Record<string, string>) {
  const schema = createSchema({
    typeDefs: 'type Query { calls: Int }',
    resolvers: {
      Query: {
        async calls() {
          await Promise.resolve();
          currentUpstreamTrace()?.exchanges.push(...EXCHANGES);
          return 1;
        },
      },
    },
  });
  const settings = settingsSchema.parse({ providers: [{ id: 'a', kind: 'callgear', accessToken: 'a-key' }] });
  const graph = createGraphServer({ schema, settings, providers: [], log: SILENT_LOG, createContext: () => ({}) });
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: '{ calls }' }),
  };
  const response = await graph.fetch('http://trunkline.test/graphql', init);
  return (await response.json()) as {
    data: unknown;
    extensions?: { upstream?: { totals: object; requests: object[] } };
  };
}

describe('the upstream trace', () => {
  it('lists every request to a vendor, and counts them, token exchanges apart', async () => {
    const { data, extensions } = await ask({ 'x-trunkline-trace': '1' });
    expect(data).toEqual({ calls: 1 });
    expect(extensions?.upstream?.totals).toEqual({
      requests: 3,
      tokenExchanges: 1,
      commands: 9,
      rows: 107,
      retries: 1,
      waitedMs: 1909,
      ms: 34,
    });
    expect(extensions?.upstream?.requests).toHaveLength(4);
    expect(extensions?.upstream?.requests[1]).toEqual({
      provider: 'portal',
      operation: 'voximplant.statistic.get',
      purpose: 'read',
      waitedMs: 3,
      ms: 12,
      status: 200,
      rows: 50,
      retries: 1,
      commands: 1,
    });
  });

  it('is kept for nobody who does not ask', async () => {
    expect(await ask({})).toEqual({ data: { calls: 1 } });
    expect(await ask({ 'x-trunkline-trace': 'yes' })).toEqual({ data: { calls: 1 } });
  });
});
