import { describe, expect, it } from 'vitest';
import { agentId, callSessionId, queueId } from '../../src/graph/global-id.ts';
import { createWorld, startOf } from './create-world.ts';

const CALLS = `query ($filter: CallSessionFilter) {
  callSessions(first: 6, filter: $filter) { nodes { providerKey nativeId } totalCount }
}`;

type Calls = { readonly callSessions: { readonly nodes: readonly { providerKey: string; nativeId: string }[] } };

const ask = async (filter: Readonly<Record<string, unknown>>) => {
  const world = createWorld({ matchesVendor: () => true });
  const { data, errors } = await world.run<Calls | null>(CALLS, { variables: { filter } });
  const requests = world.north.requests.total + world.south.requests.total;
  return { ...world, calls: data?.callSessions.nodes.map(({ nativeId }) => nativeId), data, errors, requests };
};

describe('CallSessionFilter', () => {
  it('names the providers that are asked', async () => {
    const { calls, north, errors } = await ask({ providers: ['south'] });
    expect(errors).toEqual([]);
    expect(calls).toEqual(['c1', 'c3', 'c5', 'c7', 'c9', 'c11']);
    expect(north.requests.total).toBe(0);
  });

  it('refuses a provider that the settings do not name', async () => {
    const { errors, requests } = await ask({ providers: ['north', 'nowhere'] });
    expect(errors[0]).toMatch(/^callSessions: UNKNOWN_PROVIDER .*"nowhere".*north, south/);
    expect(requests).toBe(0);
  });

  it.each([
    'providers',
    'direction',
    'kind',
    'outcome',
    'agentIds',
    'queueIds',
    'number',
    'customerNumber',
    'lineNumber',
  ])('answers nothing for an empty list of %s, and asks nobody', async (field) => {
    const { data, errors, requests } = await ask({ [field]: [] });
    expect(errors).toEqual([]);
    expect(data).toEqual({ callSessions: { nodes: [], totalCount: 0 } });
    expect(requests).toBe(0);
  });

  it('leaves out providers that have none of the agents or queues', async () => {
    const byAgent = await ask({ agentIds: [agentId({ provider: 'north', nativeId: 'ada' })] });
    expect(byAgent.calls).toEqual(['c0', 'c2', 'c4', 'c6', 'c8', 'c10']);
    expect(byAgent.south.requests.total).toBe(0);
    const byQueue = await ask({ queueIds: [queueId({ provider: 'south', nativeId: 'sales' })] });
    expect(byQueue.calls).toEqual(['c1', 'c3', 'c5', 'c7', 'c9', 'c11']);
    expect(byQueue.north.requests.total).toBe(0);
  });

  it('refuses ids of another type', async () => {
    const id = callSessionId({ provider: 'north', nativeId: 'c0', startedAt: startOf(0) });
    const { errors, requests } = await ask({ agentIds: [id] });
    expect(errors[0]).toMatch(/^callSessions: BAD_ID .* is that of another type: CallSession. Agent.id is wanted here/);
    expect(requests).toBe(0);
  });

  it('includes the start of a range and not its end', async () => {
    const range = { from: new Date(startOf(3)).toISOString(), to: new Date(startOf(0)).toISOString() };
    expect((await ask({ startedAt: range })).calls).toEqual(['c1', 'c2', 'c3']);
    expect((await ask({ startedAt: { from: range.to, to: range.to } })).calls).toEqual([]);
  });

  it('refuses a range whose end lies before its start', async () => {
    const time = await ask({ startedAt: { from: '2026-04-30T00:00:00Z', to: '2026-04-29T00:00:00Z' } });
    expect(time.errors[0]).toMatch(/^callSessions: BAD_FILTER filter.startedAt/);
    const seconds = await ask({ durationSeconds: { min: 5, max: 4 } });
    expect(seconds.errors[0]).toMatch(/^callSessions: BAD_FILTER filter.durationSeconds/);
    expect(time.requests + seconds.requests).toBe(0);
  });

  it.each(['', ' ', 'xyz', '+'])(
    'refuses the number "%s", which would read everything and find nothing',
    async (number) => {
      for (const field of ['number', 'customerNumber', 'lineNumber']) {
        const { errors, requests } = await ask({ [field]: ['+442079460123', number] });
        expect(errors).toEqual([expect.stringContaining(`BAD_FILTER filter.${field}: one of the values has no digit`)]);
        expect(requests).toBe(0);
      }
    },
  );

  it('takes null for what is left out', async () => {
    const { calls, errors } = await ask({ providers: null, startedAt: null, direction: null, voximplant: null });
    expect(errors).toEqual([]);
    expect(calls).toHaveLength(6);
  });

  it('finds numbers in any spelling', async () => {
    expect((await ask({ customerNumber: ['+44 7700 900-123'] })).calls).toHaveLength(6);
    expect((await ask({ number: ['+44 7700 900124'] })).calls).toEqual([]);
  });

  it('narrows with a vendor filter only providers of its kind', async () => {
    // Both providers here are of the kind voximplant.
    const own = await ask({ voximplant: { applicationId: '1' } });
    expect(own.errors).toEqual([]);
    expect(own.north.queries[0]?.filter.vendor).toBeDefined();
    const other = await ask({ bitrix24: { callDuration: { gte: 5 } } });
    expect(other.errors).toEqual([]);
    expect(other.calls).toHaveLength(6);
    expect(other.north.queries[0]?.filter).toEqual({});
  });

  it('refuses what a vendor would ignore', async () => {
    const { run, north } = createWorld();
    const filter = { voximplant: { applicationId: '1' } };
    const { errors } = await run(CALLS, { variables: { filter } });
    expect(errors[0]).toMatch(/^callSessions: UNSUPPORTED_FILTER/);
    expect(north.requests.total).toBe(0);
  });
});
