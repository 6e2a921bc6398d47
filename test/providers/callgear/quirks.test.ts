import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { BURST, type DataSetName, createDataSet } from '../../../src/demo/data-sets.ts';
import type { DemoCallgearOptions } from '../../../src/demo/callgear/index.ts';
import { nativeIdOf } from '../../../src/demo/native-ids.ts';
import type { CallFilter } from '../../../src/domain/call-filter.ts';
import { FULL_SELECTION, PLACE_SELECTION, ROW_SELECTION, withFields } from '../../../src/domain/call-selection.ts';
import { DAY_MS, HOUR_MS, SECOND_MS } from '../../../src/time/instant.ts';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import { isWithin } from '../../../src/time/time-range.ts';
import { withDeadline } from '../../../src/time/with-deadline.ts';
import { valueOf } from '../../conformance/read-list.ts';
import { passTime } from '../../support/pass-time.ts';
import { LAST_MONTH, NOW, SIGNAL, type TestAccount, idsOf, list, startAccount } from './account.ts';
import { countCalls, listCalls } from '../../support/ask-provider.ts';

let account: TestAccount;
afterEach(() => account.close());

const start = async (options: Partial<DemoCallgearOptions> = {}, dataSet?: DataSetName): Promise<void> => {
  account = await startAccount(options, dataSet);
};
const truth = (range = LAST_MONTH) => idsOf(account.vendor.truth().filter((place) => isWithin(range, place.startedAt)));
const requests = () => account.vendor.server.count();
const ALL = { from: NOW - 460 * DAY_MS, to: NOW };

describe('the columns that are asked for', () => {
  it('are those the selection needs, and no others', async () => {
    await start();
    await list(account.createProvider(), { selection: PLACE_SELECTION });
    expect(account.paramsOf('get.calls_report')[0]!.fields).toEqual(['id', 'start_time']);
  });

  it('are the voice mails where something reads them', async () => {
    await start();
    const readers = [
      { selection: withFields(PLACE_SELECTION, ['outcome']) },
      { selection: withFields(PLACE_SELECTION, ['recordings']) },
      { selection: { ...PLACE_SELECTION, details: new Set(['voiceMailRecords']) } },
      // The outcome decides which calls are left.
      { selection: PLACE_SELECTION, filter: { outcome: ['VOICEMAIL' as const] } },
    ];
    for (const reader of readers) await list(account.createProvider(), reader);
    for (const { fields } of account.paramsOf('get.calls_report')) expect(fields).toContain('voice_mail_records');
  });

  it('are more when details are selected by name', async () => {
    await start();
    const selection = { ...PLACE_SELECTION, details: new Set(['utmSource', 'visitorTypeText']) };
    await list(account.createProvider(), { selection });
    expect(account.paramsOf('get.calls_report')[0]!.fields).toEqual(
      expect.arrayContaining(['utm_source', 'visitor_type']),
    );
  });

  it('are those of a recording and its length where its link is selected', async () => {
    await start();
    const selection = { ...PLACE_SELECTION, details: new Set(['fullRecordFileLink']) };
    await list(account.createProvider(), { selection });
    expect(account.paramsOf('get.calls_report')[0]!.fields).toEqual(
      expect.arrayContaining(['full_record_file_link', 'communication_id', 'total_duration']),
    );
  });

  it('leave out, from then on, what the account does not know', async () => {
    await start({ lacksColumns: ['ext_id', 'cpn_country_id'] });
    const provider = account.createProvider();
    expect(idsOf(await list(provider, { selection: FULL_SELECTION, expect: 500 }))).toEqual(truth());
    expect(provider.status().state).toBe('UP');
    account.vendor.server.resetCounts();
    await list(provider, { selection: FULL_SELECTION, expect: 500 });
    expect(requests()).toBe(1);
    expect(account.paramsOf('get.calls_report')[0]!.fields).not.toContain('ext_id');
  });
});

describe('windows and pages', () => {
  it('walks 14 months in the windows the vendor forces', async () => {
    await start({}, 'months');
    expect(idsOf(await list(account.createProvider(), { range: ALL, expect: 200 }))).toEqual(truth(ALL));
    const asked = account.paramsOf('get.calls_report');
    for (const { date_from, date_till } of asked)
      expect(Date.parse(`${String(date_till)}Z`) - Date.parse(`${String(date_from)}Z`)).toBeLessThan(89 * DAY_MS);
    expect(asked.length).toBeLessThanOrEqual(12);
  });

  it('reads no offset, and five rows for a caller who wants five', async () => {
    await start();
    const query = { range: ALL, direction: 'DESC', filter: {}, selection: ROW_SELECTION, expect: 5 } as const;
    for await (const page of listCalls(account.createProvider(), query, SIGNAL)) {
      expect(page.calls.length).toBeGreaterThanOrEqual(5);
      break;
    }
    expect(account.paramsOf('get.calls_report')).toMatchObject([{ limit: 20, offset: 0 }]);
  });

  for (const includesEnds of [true, false]) {
    it(`lists and counts exactly when the vendor ${includesEnds ? 'includes' : 'leaves out'} the ends of a range`, async () => {
      await start({ includesEnds });
      const places = account.vendor.truth();
      const range = { from: places[20]!.startedAt, to: places[220]!.startedAt };
      const later = { from: range.from + SECOND_MS, to: range.to + SECOND_MS };
      for (const one of [range, later]) {
        for (const direction of ['ASC', 'DESC'] as const) {
          const listed = idsOf(await list(account.createProvider(), { range: one, direction, expect: 30 }));
          expect(direction === 'ASC' ? listed : listed.reverse()).toEqual(truth(one));
        }
        expect(await countCalls(account.createProvider(), one, {}, SIGNAL)).toBe(truth(one).length);
      }
    });
  }

  it('does not take a short page for the last', async () => {
    await start({ comesShort: true });
    expect(idsOf(await list(account.createProvider(), { range: ALL, expect: 30 }))).toEqual(truth(ALL));
  });

  it('stops rather than lose calls when a page comes in another order than asked for', async () => {
    await start();
    const data = ['2026-04-03 10:00:00', '2026-04-20 10:00:00', '2026-04-07 10:00:00'].map((start_time, index) => ({
      id: index + 1,
      start_time,
      finish_time: start_time,
    }));
    const body = { jsonrpc: '2.0', id: 1, result: { data, metadata: { total_items: 300 } } };
    account.vendor.server.fault({ fault: { kind: 'status', status: 200, body } });
    await expect(list(account.createProvider())).rejects.toMatchObject({ kind: 'unreadable' });
  });

  it('reads a crowded second whole, whatever the page', async () => {
    const { sources } = createDataSet('burst');
    await start({ source: sources.voximplant });
    const second = NOW - 10 * DAY_MS;
    for (const direction of ['ASC', 'DESC'] as const) {
      const calls = await list(account.createProvider(), { range: ALL, direction, expect: 10 });
      expect(calls.filter((call) => call.startedAt === second)).toHaveLength(BURST.voximplant);
      expect(idsOf(direction === 'ASC' ? calls : calls.reverse())).toEqual(truth(ALL));
    }
  });

  it('counts in one request up to now, and not what is applied above', async () => {
    await start();
    const provider = account.createProvider();
    expect(await countCalls(provider, LAST_MONTH, { direction: ['INBOUND'] }, SIGNAL)).toBeGreaterThan(0);
    expect(requests()).toBe(1);
    expect(await countCalls(provider, LAST_MONTH, { outcome: ['MISSED'] }, SIGNAL)).toBeNull();
    const years = { from: LAST_MONTH.to - 1000 * DAY_MS, to: LAST_MONTH.to };
    expect(await countCalls(provider, years, {}, SIGNAL)).toBeNull();
    expect(requests()).toBe(1);
  });
});

describe('the zone of the account', () => {
  const fold = { from: Date.UTC(2025, 9, 26, 0, 0), to: Date.UTC(2025, 9, 26, 2, 0) };

  it('is asked for once when the settings do not name it', async () => {
    await start({ timeZone: 'Asia/Dubai' });
    const provider = account.createProvider({ timeZone: undefined });
    expect(idsOf(await list(provider))).toEqual(truth());
    await list(provider);
    expect(account.paramsOf('get.account')).toHaveLength(1);
  });

  it('has an hour that is lived twice, in which a walk can start and stop anywhere', async () => {
    await start({}, 'fold');
    const provider = account.createProvider();
    for (let from = fold.from; from < fold.to; from += 7 * 60_000) {
      const range = { from, to: fold.to + HOUR_MS };
      expect(idsOf(await list(provider, { range, expect: 1 }))).toEqual(truth(range));
      const before = { from: fold.from - HOUR_MS, to: from };
      const backwards = await list(provider, { range: before, direction: 'DESC', expect: 1 });
      expect(idsOf(backwards.reverse())).toEqual(truth(before));
      expect([null, truth(range).length]).toContain(await countCalls(provider, range, {}, SIGNAL));
      expect([null, truth(before).length]).toContain(await countCalls(provider, before, {}, SIGNAL));
    }
  });

  it('is warned about when the account has another', async () => {
    await start({ timeZone: 'Europe/Moscow' });
    const check = await account.createProvider({ timeZone: 'Asia/Dubai' }).check(SIGNAL);
    expect(check.warnings.join()).toContain('Europe/Moscow');
    expect((await account.createProvider().check(SIGNAL)).warnings).toEqual([]);
  });
});

describe('calls that have not ended', () => {
  it('are listed when somebody wants running calls, and found by id always', async () => {
    const { sources } = createDataSet('even', { count: 400 });
    const call = sources.callgear.at(399);
    const now = () => call.startedAt + SECOND_MS;
    await start({ source: sources.callgear, now });
    const range = { from: call.startedAt, to: call.startedAt + SECOND_MS };
    const provider = account.createProvider();
    expect(await list(provider, { range })).toEqual([]);
    const running = await list(provider, { range, filter: { outcome: ['ONGOING'] } });
    expect(running).toMatchObject([{ outcome: 'ONGOING', endedAt: null, outcomeDetail: null }]);
    expect(await list(provider, { range, filter: { vendor: { includeOngoingCalls: true } } })).toHaveLength(1);
    const [found] = await provider.getCalls([{ nativeId: running[0]!.nativeId }], ROW_SELECTION, SIGNAL);
    expect(found).toMatchObject({ outcome: 'ONGOING' });
    // Tested on a call that was read otherwise, a filter finds what it lists.
    const finds = (filter: CallFilter) => provider.prepare(filter, ROW_SELECTION).matches?.(running[0]!);
    expect(finds({})).toBe(false);
    expect(finds({ outcome: ['ONGOING'] })).toBe(true);
    expect(finds({ vendor: { includeOngoingCalls: true } })).toBe(true);
  });
});

describe('the points of the account', () => {
  it('are shown as the vendor last said them', async () => {
    await start({ hasLimits: true, points: { minute: 60, day: 3000 } });
    const provider = account.createProvider();
    expect(provider.status().rateLimit).toBeNull();
    await list(provider, { expect: 500 });
    expect(provider.status().rateLimit).toMatchObject({ limit: 60, remaining: 59 });
  });

  it('of a day are not waited for, and not asked for again', async () => {
    await start({ hasLimits: true, points: { minute: 60, day: 1 } });
    const provider = account.createProvider();
    await countCalls(provider, LAST_MONTH, {}, SIGNAL);
    await expect(list(provider)).rejects.toMatchObject({ kind: 'rate-limited' });
    await expect(list(provider)).rejects.toMatchObject({ kind: 'rate-limited' });
    expect(requests()).toBe(1);
    const fresh = account.createProvider();
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const failure: unknown = await list(fresh).catch((error: unknown) => error);
      expect(failure).toMatchObject({ kind: 'rate-limited' });
      // The vendor names its midnight; who comes behind is let through to try in ten minutes.
      const seconds = attempt === 0 ? 3600 : 599;
      expect((failure as { retryAfterSeconds: number }).retryAfterSeconds).toBeGreaterThan(seconds);
    }
    expect(requests()).toBe(2);
    passTime(600_000);
    await Promise.allSettled([list(fresh), fresh.listAgents(SIGNAL), fresh.getQueues!(['1'], SIGNAL)]);
    expect(requests()).toBe(3);
  });

  it('are not all that can run out: a gateway that names a time is left alone until then', async () => {
    await start();
    const headers = { 'retry-after': '90' };
    account.vendor.server.fault({ fault: { kind: 'status', status: 429, headers }, times: 1 });
    const provider = account.createProvider();
    await expect(list(provider)).rejects.toMatchObject({ kind: 'rate-limited', retryAfterSeconds: 90 });
    const soon = withDeadline(SIGNAL, 1000);
    await expect(provider.listAgents(soon)).rejects.toMatchObject({ kind: 'rate-limited' });
    expect(requests()).toBe(1);
  });

  it('are spent by two requests at a time at most', async () => {
    await start();
    account.vendor.server.fault({ fault: { kind: 'latency', ms: 30 } });
    const provider = account.createProvider();
    const asked = Array.from({ length: 5 }, (_, index) => provider.getAgents([String(391_018 + index)], SIGNAL));
    await Promise.race(asked);
    expect(requests()).toBeLessThanOrEqual(4);
    await Promise.all(asked);
    expect(requests()).toBe(5);
  });
});

describe('credentials', () => {
  it('of an agent ask for a customer by user_id', async () => {
    await start({ userId: 4711 });
    expect(idsOf(await list(account.createProvider()))).toEqual(truth());
    expect(account.paramsOf('get.calls_report')[0]).toMatchObject({ user_id: 4711 });
    await expect(list(account.createProvider({ userId: undefined }))).rejects.toThrow(/userId/);
  });

  it('of a user open a session, once, and another when it has ended', async () => {
    await start();
    const [, password] = account.vendor.secrets;
    const login = { accessToken: undefined, login: 'reports@garden-shop.example.com', password };
    const provider = account.createProvider(login);
    await Promise.all([provider.listAgents(SIGNAL), provider.getQueues!(['1'], SIGNAL)]);
    const logins = () => account.paramsOf('login.user').length;
    expect(logins()).toBe(1);
    account.vendor.server.fault({ fault: { kind: 'refused' }, times: 1 });
    await provider.listAgents(SIGNAL);
    expect(logins()).toBe(2);
    passTime(HOUR_MS);
    await provider.listAgents(SIGNAL);
    expect(logins()).toBe(3);
    const wrong = account.createProvider({ ...login, password: 'another' });
    await expect(wrong.listAgents(SIGNAL)).rejects.toMatchObject({ kind: 'unauthorized', code: 'auth_error' });
  });

  it('of a user are repeated by no error, whatever the vendor repeats of a login', async () => {
    await start();
    const [, password = ''] = account.vendor.secrets;
    const login = { accessToken: undefined, login: 'reports@garden-shop.example.com', password };
    for (const status of [400, 401, 404, 500]) {
      account.vendor.server.fault({ fault: { kind: 'echo', status }, operation: 'login.user' });
      const provider = account.createProvider(login);
      const error = await provider.listAgents(SIGNAL).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ProviderError);
      const shown = inspect([error, provider.status()], { depth: Infinity });
      for (const secret of [password, encodeURIComponent(password)]) expect(shown).not.toContain(secret);
    }
  });

  it('of a session are repeated by no error either', async () => {
    await start();
    const [, password = ''] = account.vendor.secrets;
    const provider = account.createProvider({
      accessToken: undefined,
      login: 'reports@garden-shop.example.com',
      password,
    });
    await provider.listAgents(SIGNAL);
    account.vendor.server.fault({ fault: { kind: 'echo', status: 400 }, operation: 'get.' });
    const error = await provider.getQueues!(['1'], SIGNAL).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProviderError);
    expect(inspect(error, { depth: Infinity })).not.toContain('demo-callgear-session-');
  });

  it('are one of two kinds', async () => {
    await start();
    expect(() => account.createProvider({ accessToken: undefined })).toThrow(/accessToken/);
    expect(() => account.createProvider({ login: 'a', password: 'b' })).toThrow(/accessToken/);
    expect(() => account.createProvider({ timeZone: 'Mars/Olympus' })).toThrow(/IANA/);
    expect(() => account.createProvider({ baseUrl: 'http://dataapi.callgear.com/v2.0' })).toThrow(/https/);
  });
});

describe('the directory', () => {
  const ids = (count: number) => Array.from({ length: count }, (_, index) => String(391_018 + index));

  it('is asked once for hundreds of agents, and no filter is longer than trusted', async () => {
    await start();
    const agents = await account.createProvider().getAgents(ids(250), SIGNAL);
    expect(agents.slice(0, 2)).toMatchObject(ids(2).map((nativeId) => ({ nativeId })));
    expect(agents.at(-1)).toBeNull();
    expect(account.paramsOf('get.employees').map(({ filter }) => filter)).toEqual([undefined]);
  });

  it('is asked for as a whole where the vendor refuses a list of ids', async () => {
    await start();
    const refusal = { error: { code: -32602, message: 'Too many', data: { mnemonic: 'invalid_parameter_value' } } };
    account.vendor.server.fault({ fault: { kind: 'status', status: 200, body: refusal }, times: 1 });
    const [agent] = await account.createProvider().getAgents(ids(3), SIGNAL);
    expect(agent).toMatchObject({ nativeId: ids(1)[0] });
    expect(requests()).toBe(2);
  });
});

describe('the names of lines', () => {
  const named = withFields(ROW_SELECTION, ['lineName']);

  it('are asked for once, and only where they are selected', async () => {
    await start();
    const provider = account.createProvider();
    expect((await list(provider)).every(({ line }) => line?.displayName === null)).toBe(true);
    expect(account.paramsOf('get.virtual_numbers')).toEqual([]);
    const calls = await list(provider, { selection: named });
    const line = (number: string) => calls.find((call) => call.line?.number === number)?.line;
    expect(line('442079460001')?.displayName).toBe('Orders');
    expect(line('442079460005')?.displayName).toBeNull();
    const [found] = await provider.getCalls([calls[0]!], named, SIGNAL);
    expect(valueOf(found!)?.line).toEqual(calls[0]!.line);
    expect(account.paramsOf('get.virtual_numbers')).toHaveLength(1);
  });

  it.each([
    [{ kind: 'forbidden' }, []],
    [{ kind: 'status', status: 404 }, [{ kind: 'misconfigured' }]],
  ] as const)('leave calls where they are when they cannot be had: %j', async (fault, problems) => {
    await start();
    account.vendor.server.fault({ fault, operation: 'get.virtual_numbers' });
    const query = { range: LAST_MONTH, direction: 'ASC', filter: {}, selection: named, expect: 5 } as const;
    for await (const page of listCalls(account.createProvider(), query, SIGNAL)) {
      expect(page.calls.length).toBeGreaterThan(0);
      expect(page.problems ?? []).toMatchObject(problems);
      break;
    }
  });
});

describe('joined reports', () => {
  it('bring the legs of a hundred calls in one request', async () => {
    await start();
    const provider = account.createProvider();
    const calls = (await list(provider, { selection: withFields(ROW_SELECTION, ['legs']) })).slice(0, 100);
    account.vendor.server.resetCounts();
    const legs = await provider.getLegs!(calls, SIGNAL);
    expect(requests()).toBe(1);
    const lists = legs.map((slot) => valueOf(slot)!);
    const transferred = lists.find((one) => one.length >= 4)!;
    expect(transferred.filter((leg) => leg.agent !== null).length).toBeGreaterThanOrEqual(2);
    expect(lists.flat().some((leg) => leg.queue?.name === 'Sales')).toBe(true);
  });

  it('are asked in halves where the vendor refuses a long list', async () => {
    await start();
    const provider = account.createProvider();
    const calls = (await list(provider)).slice(0, 40);
    const refusal = { error: { code: -32602, message: 'Too many', data: { mnemonic: 'invalid_parameter_value' } } };
    account.vendor.server.fault({ fault: { kind: 'status', status: 200, body: refusal }, times: 1 });
    account.vendor.server.resetCounts();
    const legs = await provider.getLegs!(calls, SIGNAL);
    expect(legs.every((slot) => Array.isArray(slot) && slot.length > 0)).toBe(true);
    expect(requests()).toBe(3);
  });

  it('price a call by its charges, and not by its sale', async () => {
    await start();
    const calls = await list(account.createProvider(), { selection: FULL_SELECTION });
    const costs = await account.createProvider({ currency: 'GBP' }).getCosts!(calls, SIGNAL);
    expect(account.paramsOf('getobj.account')).toEqual([]);
    const { callgear } = createDataSet('even', { count: 400 }).sources;
    const indexes = new Map(Array.from({ length: 400 }, (_, index) => [nativeIdOf('callgear', index), index]));
    const priced = calls.flatMap((call, index) => {
      const cost = costs[index];
      return cost && 'session' in cost && cost.session ? [{ call, cost }] : [];
    });
    expect(priced.length).toBeGreaterThan(10);
    for (const { call, cost } of priced) {
      const source = callgear.at(indexes.get(call.nativeId)!);
      expect(cost.session!.currency).toBe('GBP');
      expect(Number(cost.session!.amount)).toBeCloseTo(Number(source.cost), 6);
      expect([...cost.legs.values()]).toEqual([cost.session]);
    }
    expect(costs.some((cost) => cost !== null && 'session' in cost && cost.session === null)).toBe(true);
  });

  it('give a recording its leg when the legs are there', async () => {
    await start();
    const provider = account.createProvider();
    const [call] = (await list(provider, { selection: FULL_SELECTION })).filter((one) => one.recordings!.length > 0);
    const [bare] = await provider.getRecordings!([call!], SIGNAL);
    expect(bare).toMatchObject([{ legId: undefined }]);
    const legs = valueOf((await provider.getLegs!([call!], SIGNAL))[0]);
    const recordings = valueOf((await provider.getRecordings!([{ ...call!, legs }], SIGNAL))[0]);
    expect(legs!.map((leg) => leg.nativeId)).toContain(recordings![0]!.legId);
  });
});

describe('recordings', () => {
  const firstKey = async () => {
    const calls = await list(account.createProvider(), { selection: FULL_SELECTION });
    const [recording] = calls.flatMap((call) => call.recordings!);
    const session = { nativeId: recording!.sessionId, startedAt: recording!.sessionStartedAt };
    return { kind: 'recording' as const, nativeId: recording!.nativeId, session };
  };

  it('are not there when a page asks for a login', async () => {
    await start({ media: 'login-page' });
    expect(await account.createProvider().openMedia!(await firstKey(), { method: 'GET' }, SIGNAL)).toBeNull();
  });

  it('are cut to the asked part when the vendor knows no ranges', async () => {
    await start({ media: 'no-ranges' });
    const provider = account.createProvider();
    const part = (await provider.openMedia!(await firstKey(), { method: 'GET', range: 'bytes=8-15' }, SIGNAL))!;
    const chunks: Uint8Array[] = [];
    for await (const chunk of part.body) chunks.push(chunk);
    expect(part).toMatchObject({ status: 206, contentLength: 8 });
    expect(Buffer.concat(chunks).toString()).toBe('WAVEfmt ');
  });

  it('are looked up once for many ranges', async () => {
    await start();
    const provider = account.createProvider();
    const key = await firstKey();
    account.vendor.server.resetCounts();
    for (const range of ['bytes=0-3', 'bytes=4-7'])
      for await (const chunk of (await provider.openMedia!(key, { method: 'GET', range }, SIGNAL))!.body)
        expect(chunk.length).toBe(4);
    expect(requests()).toBe(1);
  });

  it('of every form can be opened: talk, WAV, a single link, voice mail', async () => {
    await start();
    const provider = account.createProvider();
    const calls = await list(provider, { range: ALL, selection: FULL_SELECTION });
    for (const kind of ['talk', 'wav', 'full', 'voice_mail']) {
      const recording = calls.flatMap((call) => call.recordings!).find((one) => one.nativeId.includes(`.${kind}.`))!;
      const session = { nativeId: recording.sessionId, startedAt: recording.sessionStartedAt };
      const key = { kind: 'recording' as const, nativeId: recording.nativeId, session };
      const opened = await provider.openMedia!(key, { method: 'HEAD' }, SIGNAL);
      expect([kind, opened?.status]).toEqual([kind, 200]);
    }
  });
});

describe("the vendor's own filter", () => {
  it('is applied by the vendor, nested', async () => {
    await start();
    const filter = {
      vendor: { or: [{ finishReason: { like: '%' } }] },
    };
    expect(() => account.createProvider().prepare(filter, PLACE_SELECTION)).toThrow(/finishReason/);
    const nested = {
      vendor: { direction: { eq: 'in' }, or: [{ totalDuration: { gte: 100 } }, { campaignName: { contains: '50%' } }] },
    };
    const provider = account.createProvider();
    const calls = await list(provider, { filter: nested, selection: FULL_SELECTION });
    const all = await list(provider, { selection: FULL_SELECTION });
    const expected = all.filter((call) => {
      const { campaign_name } = (call.row as { columns: { campaign_name: string | null } }).columns;
      const isLong = (call.durationSeconds ?? 0) >= 100;
      return call.direction === 'INBOUND' && (isLong || campaign_name?.includes('50%') === true);
    });
    expect(expected.length).toBeGreaterThan(5);
    expect(idsOf(calls)).toEqual(idsOf(expected));
  });
});
