import { describe, expect, it, vi } from 'vitest';
import { ROW_SELECTION } from '../../../src/domain/call-selection.ts';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import type { CallPage, Provider } from '../../../src/domain/provider.ts';
import { type UpstreamTrace, runWithUpstreamTrace } from '../../../src/transport/upstream-trace.ts';
import { ALL_TIME, LAST_MONTH } from '../../conformance/read-list.ts';
import { type TestPortal, startPortal, unhurried } from './portal.ts';
import { countCalls, listCalls } from '../../support/ask-provider.ts';

/** The first page of an agent's calls. */
async function firstPageOf(agent: number, provider: Provider, signal = unhurried()): Promise<CallPage> {
  const query = { range: LAST_MONTH, filter: { agentIds: [String(agent)] }, selection: ROW_SELECTION, expect: 5 };
  const list = listCalls(provider, { ...query, direction: 'DESC' }, signal)[Symbol.asyncIterator]();
  const page = await list.next();
  if (page.done === true) throw new Error('a list has a first page');
  return page.value;
}

const idsOf = ({ calls }: CallPage): string[] => calls.map((call) => call.nativeId);

/** Agents of the portal have ids from 11 on; the later ones have no calls. */
const agents = (count: number): number[] => Array.from({ length: count }, (_, index) => 11 + index);

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const askedOf = ({ vendor }: TestPortal): [operation: string, commands: number][] =>
  vendor.server.exchanges.map(({ operation, commands }) => [operation, commands]);

/** What a batch answers to so many lists of which some are refused. */
const answerTo = (count: number, refused: Readonly<Record<string, object>>) => {
  const keys = Array.from({ length: count }, (_, index) => `c${index}`).filter((key) => !(key in refused));
  const result = Object.fromEntries(keys.map((key) => [key, []]));
  const result_total = Object.fromEntries(keys.map((key) => [key, 0]));
  return { result: { result, result_error: refused, result_total, result_next: [], result_time: [] } };
};

describe('lists asked for at the same moment', () => {
  it('share a batch of up to fifty commands, and each brings its own rows', async () => {
    const portal = await startPortal();
    const provider = portal.createProvider();
    const pages = await Promise.all(agents(60).map((agent) => firstPageOf(agent, provider)));
    expect(askedOf(portal).toSorted(([, a], [, b]) => b - a)).toEqual([
      ['batch', 50],
      ['batch', 10],
    ]);
    for (const [index, page] of pages.slice(0, 9).entries())
      expect(idsOf(page)).toEqual(idsOf(await firstPageOf(11 + index, provider)));
    expect(new Set(pages.flatMap(idsOf)).size).toBeGreaterThan(20);
    expect(pages.flatMap(idsOf)).toHaveLength(new Set(pages.flatMap(idsOf)).size);
  });

  it('need not be asked for in the same promise, and go on together', async () => {
    const portal = await startPortal({ count: 2000 });
    const provider = portal.createProvider();
    const walk = async (agent: number): Promise<void> => {
      for (let delay = 0; delay < agent; delay += 1) await Promise.resolve();
      const query = { range: ALL_TIME, filter: { agentIds: [String(agent)] }, selection: ROW_SELECTION, expect: 100 };
      const list = listCalls(provider, { ...query, direction: 'DESC' }, unhurried())[Symbol.asyncIterator]();
      await list.next();
      await list.next();
    };
    await Promise.all([11, 12, 13].map(walk));
    expect(askedOf(portal)).toEqual([
      ['batch', 3],
      ['batch', 3],
    ]);
  });

  it('are a plain request where there is but one, also for two who ask the same', async () => {
    const portal = await startPortal();
    const provider = portal.createProvider();
    const [one, two] = await Promise.all([firstPageOf(11, provider), firstPageOf(11, provider)]);
    expect(idsOf(one)).toEqual(idsOf(two));
    expect(askedOf(portal)).toEqual([['voximplant.statistic.get', 1]]);
  });

  it('are not asked for again while their batch is on its way', async () => {
    const portal = await startPortal();
    const provider = portal.createProvider();
    portal.vendor.server.fault({ operation: 'batch', fault: { kind: 'hang' } });
    const [leaving, staying] = [new AbortController(), new AbortController()];
    const both = Promise.allSettled(agents(2).map((agent) => firstPageOf(agent, provider, leaving.signal)));
    await vi.waitFor(() => expect(portal.vendor.server.exchanges).toHaveLength(1));
    const third = firstPageOf(12, provider, staying.signal);
    leaving.abort(new Error('gone'));
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(portal.vendor.server.exchanges[0]?.wasAborted).toBe(false);
    staying.abort(new Error('gone, too'));
    await expect(third).rejects.toThrow('gone, too');
    await vi.waitFor(() => expect(portal.vendor.server.exchanges[0]?.wasAborted).toBe(true));
    expect(askedOf(portal)).toEqual([['batch', 2]]);
  });

  it('wait for no count', async () => {
    const portal = await startPortal();
    const provider = portal.createProvider();
    await Promise.all([firstPageOf(11, provider), countCalls(provider, LAST_MONTH, {}, unhurried())]);
    expect(askedOf(portal)).toEqual([
      ['voximplant.statistic.get', 1],
      ['voximplant.statistic.get', 1],
    ]);
  });

  it('show their batch in the trace, with its commands, to each who asked', async () => {
    const portal = await startPortal();
    const provider = portal.createProvider();
    const traces = agents(3).map((agent): { agent: number; trace: UpstreamTrace } => ({
      agent,
      trace: { exchanges: [] },
    }));
    await Promise.all(
      traces.map(({ agent, trace }) => runWithUpstreamTrace(trace, () => firstPageOf(agent, provider))),
    );
    const rows = (await Promise.all(agents(3).map((agent) => firstPageOf(agent, provider)))).flatMap(idsOf).length;
    for (const { trace } of traces)
      expect(trace.exchanges).toMatchObject([{ operation: 'batch', commands: 3, status: 200, retries: 0, rows }]);
  });
});

describe('one of many lists', () => {
  it('ends alone when who asked for it goes away', async () => {
    const portal = await startPortal();
    const provider = portal.createProvider();
    portal.vendor.server.fault({ fault: { kind: 'latency', ms: 50 } });
    const leaving = new AbortController();
    const gone = firstPageOf(11, provider, leaving.signal);
    const others = Promise.all([12, 13].map((agent) => firstPageOf(agent, provider)));
    // By then the batch is on its way, and its answer is not.
    await nextTurn();
    await nextTurn();
    leaving.abort(new Error('gone'));
    await expect(gone).rejects.toThrow('gone');
    expect((await others).flatMap(idsOf).length).toBeGreaterThan(0);
    expect(askedOf(portal)).toEqual([['batch', 3]]);
  });

  it('is not asked for when who wants it has gone before anything is sent', async () => {
    const portal = await startPortal();
    const provider = portal.createProvider();
    const leaving = new AbortController();
    const gone = firstPageOf(11, provider, leaving.signal);
    const others = Promise.all([12, 13].map((agent) => firstPageOf(agent, provider)));
    leaving.abort(new Error('gone'));
    await expect(gone).rejects.toThrow('gone');
    await others;
    expect(askedOf(portal)).toEqual([['batch', 2]]);
  });

  it('is refused alone', async () => {
    const portal = await startPortal();
    const refusal = { error: 'ACCESS_DENIED', error_description: 'Access denied!' };
    const body = answerTo(3, { c1: refusal });
    portal.vendor.server.fault({ operation: 'batch', fault: { kind: 'status', status: 200, body } });
    const provider = portal.createProvider();
    const pages = await Promise.allSettled(agents(3).map((agent) => firstPageOf(agent, provider)));
    expect(pages).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { kind: 'forbidden', code: 'ACCESS_DENIED' } },
      { status: 'fulfilled' },
    ]);
    expect(askedOf(portal)).toEqual([['batch', 3]]);
    expect(provider.status().state).toBe('UP');
  });

  it('names a time to come back where it is one too many, though Bitrix24 names none', async () => {
    const portal = await startPortal();
    const body = answerTo(3, { c1: { error: 'QUERY_LIMIT_EXCEEDED', error_description: 'Too many requests' } });
    portal.vendor.server.fault({ operation: 'batch', fault: { kind: 'status', status: 200, body } });
    const found = await portal.createProvider().getAgents(
      agents(101).map((agent) => String(agent)),
      unhurried(),
    );
    const refused = found.filter((slot) => slot instanceof ProviderError);
    expect(refused).toHaveLength(50);
    for (const error of refused) expect(error).toMatchObject({ kind: 'rate-limited', retryAfterSeconds: 10 });
  });

  it('is asked for once more where the vendor has stumbled over it', async () => {
    const portal = await startPortal();
    const refusal = { error: 'INTERNAL_SERVER_ERROR', error_description: 'Internal server error' };
    const body = answerTo(3, { c0: refusal, c2: refusal });
    portal.vendor.server.fault({ operation: 'batch', times: 1, fault: { kind: 'status', status: 200, body } });
    const provider = portal.createProvider();
    const pages = await Promise.all(agents(3).map((agent) => firstPageOf(agent, provider)));
    expect(pages.map(({ calls }) => calls.length > 0)).toEqual([true, false, true]);
    expect(askedOf(portal)).toEqual([
      ['batch', 3],
      ['batch', 2],
    ]);
  });

  it('is no sign of health where all are refused', async () => {
    const portal = await startPortal();
    const refusal = { error: 'ACCESS_DENIED', error_description: 'Access denied!' };
    const body = answerTo(2, { c0: refusal, c1: refusal });
    portal.vendor.server.fault({ operation: 'batch', fault: { kind: 'status', status: 200, body } });
    const provider = portal.createProvider();
    await Promise.allSettled(agents(2).map((agent) => firstPageOf(agent, provider)));
    expect(provider.status().state).toBe('DOWN');
    expect(provider.status().lastError).toContain('Access denied');
  });

  it('fails with its own batch only, where there are several', async () => {
    const portal = await startPortal();
    const body = { error: 'ACCESS_DENIED', error_description: 'Access denied!' };
    portal.vendor.server.fault({ operation: 'batch', times: 1, fault: { kind: 'status', status: 403, body } });
    const provider = portal.createProvider();
    const pages = await Promise.allSettled(agents(60).map((agent) => firstPageOf(agent, provider)));
    // Which of the two batches arrives first is not ours to say.
    expect([10, 50]).toContain(pages.filter(({ status }) => status === 'rejected').length);
    expect(portal.vendor.server.count()).toBe(2);
  });
});
