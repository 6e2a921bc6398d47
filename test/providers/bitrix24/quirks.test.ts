import { describe, expect, it } from 'vitest';
import { ROW_SELECTION } from '../../../src/domain/call-selection.ts';
import type { CallSession } from '../../../src/domain/call-session.ts';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import { toRaw } from '../../../src/providers/bitrix24/calls/to-kept.ts';
import { ALL_TIME, LAST_MONTH, listAll, valueOf } from '../../conformance/read-list.ts';
import { NOW } from '../../conformance/world.ts';
import { sentIn, startPortal, unhurried } from './portal.ts';
import { countCalls, listCallsByOffset } from '../../support/ask-provider.ts';

const DAY_MS = 86_400_000;

describe('listing', () => {
  for (const direction of ['ASC', 'DESC'] as const) {
    it(`reads 2,000 calls in a quarter more than the fewest requests at most, ${direction}`, async () => {
      const { vendor, createProvider } = await startPortal({ count: 2000 });
      expect(await listAll(createProvider(), { direction })).toHaveLength(vendor.truth().length);
      expect(vendor.server.count()).toBeLessThanOrEqual(1.25 * Math.ceil(vendor.truth().length / 49));
    });

    it(`reads 400 calls of one second in as few, ${direction}`, async () => {
      const { vendor, createProvider } = await startPortal({ dataSet: 'burst' });
      const calls = await listAll(createProvider(), { direction });
      expect(new Set(calls.map((call) => call.nativeId)).size).toBe(vendor.truth().length);
      expect(vendor.server.count()).toBeLessThanOrEqual(1.25 * Math.ceil(vendor.truth().length / 49));
    });
  }

  it('wants no count, sorts by a field and says its borders with an offset', async () => {
    const { vendor, createProvider } = await startPortal();
    await listAll(createProvider(), { range: LAST_MONTH, direction: 'DESC' });
    expect(sentIn(vendor.server.exchanges[0])).toEqual({
      FILTER: {
        '>=CALL_START_DATE': '2026-03-31T12:00:00+00:00',
        '<=CALL_START_DATE': '2026-04-30T11:59:59+00:00',
      },
      SORT: 'CALL_START_DATE',
      ORDER: 'DESC',
      start: -1,
    });
  });

  it('says that it cannot go on when the vendor ignores filter and sort', async () => {
    const { vendor, createProvider } = await startPortal({ hasExamples: true });
    const rows = ['2026-04-02', '2026-04-05', '2026-04-03'].map((day, index) => ({
      ID: String(index + 1),
      CALL_START_DATE: `${day}T10:00:00+02:00`,
    }));
    vendor.server.fault({ fault: { kind: 'status', status: 200, body: { result: rows, total: 0 } } });
    await expect(listAll(createProvider(), { range: LAST_MONTH })).rejects.toThrow(/ignored the filter or the sort/);
  });

  it('drops rows that do not meet the filter, should the vendor have lost a condition', async () => {
    const { vendor, createProvider } = await startPortal();
    const row = (id: number, type: string) => ({
      ID: String(id),
      CALL_START_DATE: `2026-04-0${id}T10:00:00+02:00`,
      CALL_TYPE: type,
    });
    const body = { result: [row(1, '1'), row(2, '2'), row(3, '3')], total: 0 };
    vendor.server.fault({ fault: { kind: 'status', status: 200, body } });
    const calls = await listAll(createProvider(), { range: LAST_MONTH, filter: { direction: ['INBOUND'] } });
    expect(calls.map((call) => call.nativeId)).toEqual(['2', '3']);
  });

  it('counts with one request and sends nothing where nothing can match', async () => {
    const { vendor, createProvider } = await startPortal();
    const provider = createProvider();
    expect(await countCalls(provider, ALL_TIME, {}, unhurried())).toBe(vendor.truth().length);
    expect(vendor.server.count()).toBe(1);
    expect(sentIn(vendor.server.exchanges[0])).toMatchObject({ start: 0 });
    expect(await countCalls(provider, ALL_TIME, { direction: ['INTERNAL'] }, unhurried())).toBe(0);
    expect(await countCalls(provider, ALL_TIME, { queueIds: ['1'] }, unhurried())).toBe(0);
    expect(vendor.server.count()).toBe(1);
  });

  it('looks for a number on both sides with one request, and counts with one', async () => {
    const { vendor, createProvider } = await startPortal();
    const provider = createProvider();
    const all = await listAll(provider);
    const number = [all[3]!.customer!.number!, all[4]!.line!.number!];
    vendor.server.resetCounts();
    const range = { from: all[0]!.startedAt, to: all[40]!.startedAt };
    const found = await listAll(provider, { range, filter: { number } });
    expect(found.length).toBeGreaterThan(2);
    expect(await countCalls(provider, range, { number }, unhurried())).toBe(found.length);
    expect(vendor.server.exchanges.map(({ commands }) => commands)).toEqual([2, 3]);
  });

  it('refuses to page by offset over what the vendor does not filter itself', async () => {
    const { vendor, createProvider } = await startPortal();
    const order = { field: 'DURATION', direction: 'DESC' } as const;
    const query = { range: ALL_TIME, selection: ROW_SELECTION, offset: 0, limit: 10, order };
    for (const filter of [{ hasRecording: true }, { number: ['+447700900001'] }])
      await expect(listCallsByOffset(createProvider(), { ...query, filter }, unhurried())).rejects.toMatchObject({
        code: 'UNSUPPORTED_FILTER',
      });
    expect(vendor.server.count()).toBe(0);
  });

  it('sorts by duration and cost over the offsets of the vendor', async () => {
    const { vendor, createProvider } = await startPortal();
    const provider = createProvider();
    const query = { range: ALL_TIME, filter: {}, selection: ROW_SELECTION, offset: 0, limit: 120 };
    const longest = await listCallsByOffset(
      provider,
      { ...query, order: { field: 'DURATION', direction: 'DESC' } },
      unhurried(),
    );
    const durations = longest.rows.map((call) => call!.durationSeconds!);
    expect(durations).toEqual([...durations].sort((a, b) => b - a));
    expect([durations.length, longest.total]).toEqual([120, vendor.truth().length]);
    expect(vendor.server.count()).toBe(1);
    const cheapest = await listCallsByOffset(
      provider,
      { ...query, offset: 150, limit: 10, order: { field: 'COST', direction: 'ASC' } },
      unhurried(),
    );
    const costs = cheapest.rows.map((call) => Number(call!.cost!.amount));
    expect(costs).toEqual([...costs].sort((a, b) => a - b));
    expect(costs).toHaveLength(10);
  });
});

describe('the records of the documentation', () => {
  const read = async (): Promise<CallSession[]> => {
    const { createProvider } = await startPortal({ hasExamples: true });
    const slots = await createProvider().getCalls([{ nativeId: '1' }, { nativeId: '7' }], ROW_SELECTION, unhurried());
    return slots.map((slot) => slot as CallSession);
  };

  it('are read in our words', async () => {
    const [first, second] = await read();
    expect(first).toMatchObject({
      startedAt: Date.UTC(2025, 7, 6, 13, 8, 40),
      endedAt: Date.UTC(2025, 7, 6, 13, 8, 40),
      durationSeconds: 0,
      direction: 'OUTBOUND',
      kind: 'CALL',
      outcome: 'CANCELLED',
      outcomeDetail: { code: '603-S', reason: 'Decline self' },
      customer: { number: '+19061234567' },
      line: { number: 'reg133788' },
      agents: [{ nativeId: '1' }],
      recordings: [],
      cost: { amount: '0.0000', currency: 'EUR' },
      rating: null,
    });
    expect(second).toMatchObject({
      startedAt: Date.UTC(2026, 2, 10, 10, 19, 38),
      durationSeconds: 95,
      direction: 'INBOUND',
      outcome: 'ANSWERED',
      outcomeDetail: { code: '200', reason: null },
      customer: { number: '19061234568' },
      line: { number: '3' },
      agents: [{ nativeId: '1269' }],
      cost: { amount: '0.0000', currency: null },
      rating: 5,
      recordings: undefined,
    });
  });

  it('show in raw as they were sent, but for the links', async () => {
    const [first] = await read();
    expect(toRaw(first!)).toMatchObject({
      SESSION_ID: '3841557776',
      CALL_LOG: 'https://storage-gw-com-02.voximplant.com/…',
      CALL_RECORD_URL: '',
      RECORD_FILE_ID: null,
    });
  });
});

describe('joins', () => {
  it('brings the agents and the recordings of a page in one request', async () => {
    const { vendor, createProvider } = await startPortal();
    const provider = createProvider();
    const calls = await listAll(provider, { range: LAST_MONTH });
    const ids = [...new Set(calls.flatMap((call) => call.agents!.map((agent) => agent.nativeId)))];
    vendor.server.resetCounts();
    const [agents, recordings] = await Promise.all([
      provider.getAgents(ids, unhurried()),
      provider.getRecordings!(calls, unhurried()),
    ]);
    expect(agents.every((agent) => agent !== null)).toBe(true);
    expect(recordings.flatMap((slot) => valueOf(slot) ?? []).length).toBeGreaterThan(5);
    expect(vendor.server.exchanges.map((exchange) => exchange.operation)).toEqual(['batch']);
  });

  it('finds 120 calls by id in one request, and 40 in a plain one', async () => {
    const { vendor, createProvider } = await startPortal();
    const provider = createProvider();
    const keys = vendor.truth().map(({ nativeId }) => ({ nativeId }));
    const found = await provider.getCalls(keys.slice(0, 120), ROW_SELECTION, unhurried());
    expect(found.filter((slot) => slot !== null)).toHaveLength(120);
    await provider.getCalls(keys.slice(0, 40), ROW_SELECTION, unhurried());
    expect(vendor.server.exchanges.map(({ operation, commands }) => [operation, commands])).toEqual([
      ['batch', 3],
      ['voximplant.statistic.get', 1],
    ]);
  });

  it('sends no id that is no number: the vendor would answer with everything', async () => {
    const { vendor, createProvider } = await startPortal();
    const provider = createProvider();
    expect(await provider.getCalls([{ nativeId: 'x' }, { nativeId: '' }], ROW_SELECTION, unhurried())).toEqual([
      null,
      null,
    ]);
    expect(await provider.getAgents(['me', '0'], unhurried())).toEqual([null, null]);
    expect(vendor.server.count()).toBe(0);
  });

  it('keeps what a batch brought when one of its commands is refused', async () => {
    const { vendor, createProvider } = await startPortal();
    const provider = createProvider();
    const [call] = (await listAll(provider, { range: LAST_MONTH })).filter((one) => one.recordings === undefined);
    const result = {
      result: { c0: [{ ID: '11', NAME: 'Ada', LAST_NAME: 'Marsh', ACTIVE: true }] },
      result_error: {
        c1: { error: 'insufficient_scope', error_description: 'The request requires higher privileges' },
      },
      result_total: [],
      result_next: [],
      result_time: [],
    };
    vendor.server.fault({ operation: 'batch', fault: { kind: 'status', status: 200, body: { result } } });
    const [agents, recordings] = await Promise.all([
      provider.getAgents(['11'], unhurried()),
      provider.getRecordings!([call!], unhurried()),
    ]);
    expect(agents[0]).toMatchObject({ displayName: 'Ada Marsh' });
    expect(recordings[0]).toBeInstanceOf(ProviderError);
    expect(recordings[0]).toMatchObject({ kind: 'forbidden' });
  });

  it('answers everybody who asked, each its own, when they leave at different times', async () => {
    const { createProvider } = await startPortal();
    const provider = createProvider();
    const leaving = new AbortController();
    const gone = expect(provider.getAgents(['12'], leaving.signal)).rejects.toThrow('left');
    const staying = provider.getAgents(['11'], unhurried());
    leaving.abort(new Error('left'));
    await gone;
    expect((await staying)[0]).toMatchObject({ nativeId: '11', displayName: 'Ada Marsh' });
  });
});

describe('recordings', () => {
  it('says size and type of a file on the disk, and that a lost one is not available', async () => {
    const { vendor, createProvider } = await startPortal();
    const provider = createProvider();
    const calls = (await listAll(provider, { range: LAST_MONTH })).filter((call) => call.recordings === undefined);
    const [slot] = await provider.getRecordings!([calls[0]!], unhurried());
    expect(slot).toMatchObject([{ mediaType: 'audio/wav', isAvailable: true, kind: 'CALL' }]);
    const lost = { error: 'ERROR_NOT_FOUND', error_description: 'Could not find entity with id `1`.' };
    vendor.server.fault({ fault: { kind: 'status', status: 400, body: lost } });
    const [other] = await provider.getRecordings!([calls[1]!], unhurried());
    expect(other).toMatchObject([{ isAvailable: false, sizeBytes: null }]);
  });

  it('opens one that is only a link in its row', async () => {
    const { createProvider } = await startPortal({ count: 400 });
    const provider = createProvider();
    const call = (await listAll(provider)).find((one) => one.recordings?.length === 1)!;
    const recording = call.recordings![0]!;
    const key = { kind: 'recording', nativeId: recording.nativeId, session: { nativeId: call.nativeId } } as const;
    const opened = await provider.openMedia!(key, { method: 'HEAD' }, unhurried());
    expect(opened).toMatchObject({ status: 200, contentType: 'audio/wav', acceptsRanges: true });
    for await (const _ of opened!.body) expect.unreachable('a HEAD has no body');
  });

  it('fetches from no host that the settings do not name', async () => {
    const { vendor, createProvider } = await startPortal();
    const file = { ID: '5', NAME: 'a.wav', DOWNLOAD_URL: 'https://elsewhere.example.com/download?auth=key' };
    vendor.server.fault({ operation: 'disk.file.get', fault: { kind: 'status', status: 200, body: { result: file } } });
    const key = { kind: 'recording', nativeId: '5', session: { nativeId: '1' } } as const;
    const opening = createProvider().openMedia!(key, { method: 'GET' }, unhurried());
    await expect(opening).rejects.toThrow(/its host is none of those .* mediaHosts/);
    await expect(opening).rejects.not.toThrow(/auth=key|elsewhere/);
    await expect(opening).rejects.toMatchObject({ detail: 'https://elsewhere.example.com' });
  });

  it('follows no redirect to another host', async () => {
    const { vendor, createProvider } = await startPortal();
    const provider = createProvider();
    const [call] = (await listAll(provider, { range: LAST_MONTH })).filter((one) => one.recordings === undefined);
    const [slot] = await provider.getRecordings!([call!], unhurried());
    const [recording] = valueOf(slot)!;
    vendor.server.fault({
      operation: 'download',
      fault: { kind: 'status', status: 302, headers: { location: 'http://169.254.169.254/latest' } },
    });
    const key = { kind: 'recording', nativeId: recording!.nativeId, session: { nativeId: call!.nativeId } } as const;
    await expect(provider.openMedia!(key, { method: 'GET' }, unhurried())).rejects.toMatchObject({
      kind: 'misconfigured',
    });
  });
});

describe('the check', () => {
  it('says with one request how much the account may see, and what it lacks', async () => {
    const { vendor, createProvider } = await startPortal({ count: 2000 });
    const check = await createProvider().check(unhurried());
    const lastDay = vendor.truth().filter((place) => place.startedAt >= NOW - DAY_MS).length;
    expect(check.summary).toContain(`${lastDay} calls in the last day, 10 users`);
    expect(check.warnings).toEqual([expect.stringContaining('external calls cannot be finished')]);
    expect(vendor.server.count()).toBe(1);
  });
});
