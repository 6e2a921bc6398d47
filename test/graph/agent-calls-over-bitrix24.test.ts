import { describe, expect, it, onTestFinished } from 'vitest';
import { DATA_SETS_END, createDataSet } from '../../src/demo/data-sets.ts';
import { type Bitrix24Vendor, startBitrix24 } from '../../src/demo/bitrix24/index.ts';
import { createProviders } from '../../src/providers/index.ts';
import { checkSettings } from '../../src/server/settings-file/read-settings-file.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { type UpstreamTrace, runWithUpstreamTrace } from '../../src/transport/upstream-trace.ts';
import { type QueryRunner, createQueryRunner } from '../support/run-query.ts';

const now = () => DATA_SETS_END;

const QUERY = `query ($first: Int!) {
  agents(first: $first, filter: { providers: ["portal"] }) {
    nodes {
      nativeId
      callSessions(first: 5) { nodes { agents { nativeId } } isComplete problems { kind } }
    }
  }
}`;

type Data = {
  readonly agents: {
    readonly nodes: readonly {
      readonly nativeId: string;
      readonly callSessions: {
        readonly nodes: readonly { readonly agents: readonly { readonly nativeId: string }[] }[];
        readonly isComplete: boolean;
        readonly problems: readonly { readonly kind: string }[];
      };
    }[];
  };
};

/** A graph over one portal of so many users: those of the demo first, who have calls, and others who have none. */
async function startPortal(users: number): Promise<{ vendor: Bitrix24Vendor; run: QueryRunner }> {
  const { sources } = createDataSet('even', { endsAt: DATA_SETS_END, count: 200 });
  const vendor = await startBitrix24({ source: sources.bitrix24, now, id: 'portal' });
  const rows = Array.from({ length: users }, (_, index) => ({ ID: String(11 + index), NAME: 'A', LAST_NAME: 'B' }));
  const page = { result: rows.slice(0, 50), total: Math.min(50, users) };
  vendor.server.fault({ operation: 'user.get', fault: { kind: 'status', status: 200, body: page } });
  const settings = checkSettings(
    { value: { providers: [{ ...vendor.settings, plan: 'on-premise' }] }, problems: [], filled: new Set() },
    'the demo',
  );
  const providers = createProviders(settings.providers, { log: SILENT_LOG, now });
  onTestFinished(async () => {
    await Promise.all(providers.map((provider) => provider.close()));
    await vendor.close();
  });
  return { vendor, run: createQueryRunner(providers, { now }) };
}

const askedOf = ({ server }: Bitrix24Vendor): [operation: string, commands: number][] =>
  server.exchanges.map(({ operation, commands }) => [operation, commands]);

describe('the calls of many agents of a portal', () => {
  it('cost one batch for fifty of them, each bringing its own, and the trace says so', async () => {
    const { vendor, run } = await startPortal(50);
    const trace: UpstreamTrace = { exchanges: [] };
    const { data, errors } = await runWithUpstreamTrace(trace, () => run<Data>(QUERY, { variables: { first: 50 } }));
    expect(errors).toEqual([]);
    expect(data.agents.nodes).toHaveLength(50);
    expect(data.agents.nodes.every(({ callSessions }) => callSessions.isComplete)).toBe(true);
    expect(askedOf(vendor)).toEqual([
      ['user.get', 1],
      ['batch', 50],
    ]);
    expect(trace.exchanges.map(({ operation, commands }) => [operation, commands])).toEqual(askedOf(vendor));
    const calling = data.agents.nodes.filter(({ callSessions }) => callSessions.nodes.length === 5);
    expect(calling).toHaveLength(8);
    for (const { nativeId, callSessions } of calling)
      for (const call of callSessions.nodes) expect(call.agents).toContainEqual({ nativeId });
  });

  it('that one command of the batch did not bring are missing from that connection alone', async () => {
    const { vendor, run } = await startPortal(3);
    const refusal = { error: 'ACCESS_DENIED', error_description: 'Access denied!' };
    const result = { result: { c0: [], c2: [] }, result_error: { c1: refusal }, result_total: [], result_next: [] };
    const body = { result: { ...result, result_time: [] } };
    vendor.server.fault({ operation: 'batch', fault: { kind: 'status', status: 200, body } });
    const { data, errors } = await run<Data>(QUERY, { variables: { first: 3 } });
    expect(errors).toEqual([]);
    expect(data.agents.nodes.map(({ callSessions }) => callSessions.problems)).toEqual([
      [],
      [{ kind: 'FORBIDDEN' }],
      [],
    ]);
    expect(data.agents.nodes.map(({ callSessions }) => callSessions.isComplete)).toEqual([true, false, true]);
  });
});
