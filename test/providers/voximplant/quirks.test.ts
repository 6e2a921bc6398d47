import { decodeJwt, decodeProtectedHeader } from 'jose';
import { describe, expect, it } from 'vitest';
import { type CallSource, makeCall } from '../../../src/demo/call-source.ts';
import { DATA_SETS_END, createDataSet } from '../../../src/demo/data-sets.ts';
import type { DemoVendor } from '../../../src/demo/demo-vendor.ts';
import type { CallFilter } from '../../../src/domain/call-filter.ts';
import { type CallField, FULL_SELECTION, PLACE_SELECTION, withFields } from '../../../src/domain/call-selection.ts';
import { DAY_MS, HOUR_MS, SECOND_MS } from '../../../src/time/instant.ts';
import { createWallClock } from '../../../src/time/wall-clock.ts';
import { ALL_TIME, LAST_MONTH, listAll, listPages, placesOf, valueOf } from '../../conformance/read-list.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { passTime } from '../../support/pass-time.ts';
import { sentTo, startAccount, unhurried } from './account.ts';
import { countCalls } from '../../support/ask-provider.ts';

const select = (...fields: CallField[]) => withFields(PLACE_SELECTION, fields);

const tokensOf = ({ server }: DemoVendor): string[] =>
  server.exchanges.map(({ request }) => request.headers['authorization']?.slice('Bearer '.length) ?? '');

describe('the token of a service account', () => {
  it('names the key and the account, begins five seconds ago and lives no longer than an hour', async () => {
    const { vendor, createProvider } = await startAccount();
    await listAll(createProvider(), { range: LAST_MONTH });
    const [token = ''] = tokensOf(vendor);
    const { iss, iat = 0, exp = 0 } = decodeJwt(token);
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'RS256', typ: 'JWT' });
    expect(decodeProtectedHeader(token).kid).toBe((vendor.settings['serviceAccount'] as { key_id: string }).key_id);
    expect(iss).toBe(4714487);
    expect(iat).toBe(DATA_SETS_END / 1000 - 5);
    expect(exp).toBeLessThanOrEqual(iat + 3600);
  });

  it('is used again until fifteen seconds before its end', async () => {
    const clock = createFakeClock(DATA_SETS_END);
    const { vendor, createProvider } = await startAccount({ now: clock.now });
    const provider = createProvider();
    const range = { from: DATA_SETS_END - DAY_MS, to: DATA_SETS_END };
    for (const ms of [0, 44_000, 2_000]) {
      clock.advance(ms);
      passTime(ms);
      await listAll(provider, { range });
    }
    const [first, second, third] = tokensOf(vendor);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it('is signed again, once, when the vendor says that it has expired', async () => {
    const { vendor, createProvider } = await startAccount();
    const expired = {
      kind: 'status',
      status: 200,
      body: { error: { code: 456, msg: 'The token has expired.' } },
    } as const;
    vendor.server.fault({ fault: expired, times: 1 });
    expect(await listAll(createProvider(), { range: LAST_MONTH })).not.toEqual([]);
    vendor.server.resetCounts();
    vendor.server.fault({ fault: expired });
    await expect(listAll(createProvider(), { range: LAST_MONTH })).rejects.toMatchObject({ kind: 'unauthorized' });
    expect(vendor.server.count()).toBe(2);
  });

  it('is set back further when the clocks differ more', async () => {
    const { createProvider } = await startAccount();
    const fast = createProvider({}, () => DATA_SETS_END + 60_000);
    expect(await listAll(fast, { range: LAST_MONTH })).not.toEqual([]);
  });
});

describe('what a list asks for', () => {
  it.each([
    [select('startedAt', 'durationSeconds'), 'false', 'false', 'false'],
    [select('outcome'), 'true', 'false', 'false'],
    [select('customer', 'line'), 'true', 'false', 'false'],
    [select('legs'), 'true', 'false', 'false'],
    [select('recordings'), 'false', 'true', 'false'],
    [select('cost'), 'true', 'true', 'true'],
    [{ ...select(), details: new Set(['ruleName']) }, 'false', 'false', 'false'],
    [{ ...select(), details: new Set(['otherResourceUsage']) }, 'false', 'false', 'true'],
    [{ ...select(), details: new Set(['records']) }, 'false', 'true', 'false'],
    [{ ...select(), raw: true }, 'true', 'true', 'true'],
  ])('sends nested lists only where they are read (%#)', async (selection, calls, records, resources) => {
    const { vendor, createProvider } = await startAccount();
    await listAll(createProvider(), { range: LAST_MONTH, selection });
    expect(sentTo(vendor, 'GetCallHistory')[0]).toMatchObject({
      with_calls: calls,
      with_records: records,
      with_other_resources: resources,
      with_total_count: 'false',
    });
  });

  it('asks for little where little is expected', async () => {
    const { vendor, createProvider } = await startAccount();
    for await (const page of listPages(createProvider(), { expect: 5, direction: 'DESC' })) {
      expect(page.calls.length).toBeGreaterThanOrEqual(5);
      break;
    }
    expect(sentTo(vendor, 'GetCallHistory')).toMatchObject([{ count: '50' }]);
  });

  it('walks past offset 10,000 without an offset, in few pages', async () => {
    const { vendor, createProvider } = await startAccount({ dataSet: 'large', count: 12_000 });
    const places = placesOf(await listAll(createProvider(), { direction: 'DESC', selection: select() }));
    expect(places).toEqual(placesOf(vendor.truth()).reverse());
    const sent = sentTo(vendor, 'GetCallHistory');
    expect(sent.length).toBeLessThanOrEqual(1.25 * Math.ceil(12_000 / 200));
    expect(sent.filter((form) => 'offset' in form)).toEqual([]);
  });

  it('reads a second with more sessions than a page until all are there', async () => {
    const start = DATA_SETS_END - 5 * DAY_MS;
    const source: CallSource = {
      count: 1300,
      at: (index) => makeCall(3, index, index < 50 ? start - HOUR_MS : index < 1250 ? start : start + HOUR_MS),
    };
    const { vendor, createProvider } = await startAccount({ source });
    for (const direction of ['ASC', 'DESC'] as const) {
      const places = placesOf(await listAll(createProvider(), { direction, selection: select() }));
      expect(places).toEqual(direction === 'ASC' ? placesOf(vendor.truth()) : placesOf(vendor.truth()).reverse());
    }
  });

  it('cuts the range where the vendor answers shorter ones only, and remembers that', async () => {
    const { vendor, createProvider } = await startAccount({ longestRangeDays: 31 });
    const provider = createProvider();
    const range = { from: DATA_SETS_END - 120 * DAY_MS, to: DATA_SETS_END };
    expect(placesOf(await listAll(provider, { range }))).toEqual(placesOf(vendor.truth()));
    expect(await countCalls(provider, range, {}, unhurried())).toBe(vendor.truth().length);
    const old = vendor.truth()[3]!;
    const [found] = await provider.getCalls([{ nativeId: old.nativeId }], PLACE_SELECTION, unhurried());
    expect(valueOf(found)?.nativeId).toBe(old.nativeId);
    const daysOf = (form: Record<string, string>) =>
      (Date.parse(form['to_date'] ?? '') - Date.parse(form['from_date'] ?? '')) / DAY_MS;
    expect(sentTo(vendor, 'GetCallHistory').filter((form) => daysOf(form) > 31)).toHaveLength(1);
  });

  it.each(['even', 'fold'] as const)("reads %s in the account's own zone", async (dataSet) => {
    const { vendor, createProvider } = await startAccount({ dataSet, zone: 'Europe/Berlin' });
    const clock = createWallClock('Europe/Berlin');
    const read = (instant: number) => clock.toInstant(clock.toWall(instant))!;
    const truth = vendor
      .truth()
      .map(({ nativeId, startedAt }) => ({ nativeId, startedAt: read(startedAt) }))
      .sort((a, b) => a.startedAt - b.startedAt || (a.nativeId < b.nativeId ? -1 : 1));
    for (const pageOf of [20, 1000]) {
      const options = { expect: pageOf, selection: select() };
      expect(placesOf(await listAll(createProvider(), { ...options, direction: 'ASC' }))).toEqual(placesOf(truth));
      expect(placesOf(await listAll(createProvider(), { ...options, direction: 'DESC' }))).toEqual(
        placesOf(truth).reverse(),
      );
    }
  });

  it('takes ranges that end within an hour lived twice', async () => {
    const { vendor, createProvider } = await startAccount({ dataSet: 'fold', zone: 'Europe/Berlin' });
    const clock = createWallClock('Europe/Berlin');
    const fold = Date.UTC(2025, 9, 26, 0);
    const ranges = [fold + HOUR_MS / 2, fold + HOUR_MS, fold + 1.5 * HOUR_MS, fold + 2 * HOUR_MS];
    for (const border of ranges) {
      const provider = createProvider();
      const before = await listAll(provider, { range: { from: ALL_TIME.from, to: border }, selection: select() });
      const after = await listAll(provider, { range: { from: border, to: ALL_TIME.to }, selection: select() });
      const isBefore = vendor.truth().filter(({ startedAt }) => clock.toInstant(clock.toWall(startedAt))! < border);
      expect(before).toHaveLength(isBefore.length);
      expect(after).toHaveLength(vendor.truth().length - isBefore.length);
    }
  });
});

describe('filters', () => {
  it('sends every parameter of GetCallHistory in its own form', async () => {
    const { vendor, createProvider } = await startAccount();
    const filter: CallFilter = {
      vendor: {
        callSessionHistoryId: ['4202760001', '4202760002'],
        applicationId: '10733204',
        userId: ['2210345'],
        ruleName: 'incoming',
        remoteNumberList: ['+44 7700 900000'],
        localNumber: ['+442079460001', 'line'],
        callSessionHistoryCustomData: 'deal=3',
        childAccountId: ['all'],
        childrenCallsOnly: true,
      },
    };
    expect(await listAll(createProvider(), { filter })).toEqual([]);
    expect(sentTo(vendor, 'GetCallHistory')).toMatchObject([
      {
        call_session_history_id: '4202760001;4202760002',
        application_id: '10733204',
        user_id: '2210345',
        rule_name: 'incoming',
        remote_number_list: '["447700900000"]',
        local_number: '442079460001;line',
        call_session_history_custom_data: 'deal=3',
        child_account_id: 'all',
        children_calls_only: 'true',
      },
    ]);
  });

  it.each([
    [{ ruleName: 'incoming' }, 'UNSUPPORTED_FILTER'],
    [{ applicationId: '1', applicationName: 'support' }, 'UNSUPPORTED_FILTER'],
    [{ remoteNumber: ['1'], remoteNumberList: ['2'] }, 'UNSUPPORTED_FILTER'],
    [{ callSessionHistoryId: ['one'] }, 'BAD_FILTER'],
    [{ callSessionHistoryId: Array.from({ length: 1001 }, () => '1') }, 'BAD_FILTER'],
    [{ remoteNumber: ['1;2'] }, 'BAD_FILTER'],
    [{ noSuchParameter: 1 }, 'BAD_FILTER'],
    [{ remoteNumber: ['-'] }, 'BAD_FILTER'],
    [{ remoteNumber: ['+'] }, 'BAD_FILTER'],
    [{ remoteNumber: ['447700900000', '.'] }, 'BAD_FILTER'],
    [{ localNumber: [' '] }, 'BAD_FILTER'],
    [{ remoteNumberList: ['()'] }, 'BAD_FILTER'],
    [{ applicationName: ' ' }, 'BAD_FILTER'],
    [{ applicationId: '10733204', ruleName: '\t' }, 'BAD_FILTER'],
    [{ callSessionHistoryCustomData: ' ' }, 'BAD_FILTER'],
    [{ userId: null }, 'BAD_FILTER'],
    [{ childrenCallsOnly: null, localNumber: ['442071838750'] }, 'BAD_FILTER'],
  ])('refuses %o before anything is sent', async (vendorFilter, code) => {
    const { vendor, createProvider } = await startAccount();
    expect(() => createProvider().prepare({ vendor: vendorFilter }, PLACE_SELECTION)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(/^voximplant\..*[^.]\.$/) as string }) as Error,
    );
    expect(vendor.server.count()).toBe(0);
  });

  it('lists no call, rather than every one, for a number that is nothing but punctuation', async () => {
    const { vendor, createProvider } = await startAccount({ count: 5 });
    const listing = listAll(createProvider(), { range: LAST_MONTH, filter: { vendor: { remoteNumber: ['-'] } } });
    await expect(listing).rejects.toMatchObject({ code: 'BAD_FILTER' });
    expect(vendor.server.count()).toBe(0);
  });

  it('narrows by a number only where it can be written as the vendor writes it', async () => {
    const { vendor, createProvider } = await startAccount();
    const provider = createProvider();
    const applied = (filter: CallFilter) => [...provider.prepare(filter, PLACE_SELECTION).applied];
    expect(applied({ customerNumber: ['+44 7700 900001'] })).toContain('customerNumber');
    expect(applied({ customerNumber: ['0900001'] })).not.toContain('customerNumber');
    expect(applied({ customerNumber: ['+447700900001'], vendor: { remoteNumber: ['1'] } })).not.toContain(
      'customerNumber',
    );
    const call = (await listAll(provider, { range: LAST_MONTH })).find(({ customer }) => customer !== null)!;
    vendor.server.resetCounts();
    const found = await listAll(provider, {
      range: LAST_MONTH,
      filter: { customerNumber: [`+${call.customer!.number}`] },
    });
    expect(found.map(({ customer }) => customer?.number)).toContain(call.customer!.number);
    expect(sentTo(vendor, 'GetCallHistory')[0]?.['remote_number']?.split(';')).toContain(call.customer!.number);
  });

  it('does not trust user_id for the calls of an agent', async () => {
    const { createProvider } = await startAccount();
    expect([...createProvider().prepare({ agentIds: ['2210345'] }, PLACE_SELECTION).applied]).not.toContain('agentIds');
  });
});

describe('many at once', () => {
  it('asks for hundreds of sessions in one form', async () => {
    const { vendor, createProvider } = await startAccount({ count: 900 });
    const provider = createProvider();
    const keys = vendor.truth();
    const found = await provider.getCalls(keys, PLACE_SELECTION, unhurried());
    expect(found.map((slot) => valueOf(slot)?.nativeId)).toEqual(keys.map(({ nativeId }) => nativeId));
    expect(vendor.server.count()).toBe(1);
    expect(vendor.server.exchanges[0]?.request.query.size).toBe(0);
  });

  it('asks nobody for an id that no session can have', async () => {
    const { vendor, createProvider } = await startAccount();
    const keys = ['', 'abc', '-1', '99999999999999999999', '1;2'].map((nativeId) => ({ nativeId }));
    expect(await createProvider().getCalls(keys, PLACE_SELECTION, unhurried())).toEqual([null, null, null, null, null]);
    expect(vendor.server.count()).toBe(0);
  });

  it('brings legs, recordings and costs of a page with the page', async () => {
    const { vendor, createProvider } = await startAccount();
    const calls = await listAll(createProvider(), {
      range: LAST_MONTH,
      selection: select('legs', 'recordings', 'cost'),
    });
    expect(calls.some(({ recordings }) => recordings?.some(({ legId }) => legId != null))).toBe(true);
    expect(calls.every(({ legs, cost }) => legs !== undefined && cost !== undefined)).toBe(true);
    expect(vendor.server.count()).toBe(1);
  });

  it('asks each application that the rows name for its users once, and nobody for the applications', async () => {
    const { vendor, createProvider } = await startAccount();
    const provider = createProvider();
    const calls = await listAll(provider, { range: LAST_MONTH, selection: select('agents', 'legs') });
    const ids = [...new Set(calls.flatMap(({ agents }) => agents?.map(({ nativeId }) => nativeId) ?? []))];
    await Promise.all([provider.getAgents(ids, unhurried()), provider.getAgents(ids, unhurried())]);
    expect(
      sentTo(vendor, 'GetUsers')
        .map((form) => form['application_id'])
        .sort(),
    ).toEqual(['10733204', '10733205']);
    expect(vendor.server.count('GetApplications')).toBe(0);
    expect(calls.some(({ legs }) => legs?.some(({ agent }) => agent?.displayName === 'Ada Marsh'))).toBe(true);
  });

  it('asks nobody for users where only the sessions are wanted', async () => {
    const { vendor, createProvider } = await startAccount();
    await listAll(createProvider(), { range: LAST_MONTH, selection: select('legs') });
    expect(vendor.server.count('GetUsers')).toBe(0);
  });

  it('keeps rows whose users cannot be read, and says so beside them', async () => {
    const { vendor, createProvider } = await startAccount();
    vendor.server.fault({ fault: { kind: 'forbidden' }, operation: 'GetUsers' });
    const provider = createProvider();
    const kinds = new Set<string>();
    let rows = 0;
    for await (const page of listPages(provider, { range: LAST_MONTH, selection: select('agents') })) {
      rows += page.calls.length;
      for (const problem of page.problems ?? []) kinds.add(problem.kind);
    }
    expect(rows).toBeGreaterThan(0);
    expect([...kinds]).toEqual(['forbidden']);
    const check = await provider.check(unhurried());
    expect(check.warnings).toEqual([expect.stringContaining('GetUsers')]);
  });

  it('grows the cost of a session that has just ended', async () => {
    const { sources } = createDataSet('even', { count: 300 });
    const call = Array.from({ length: 300 }, (_, index) => sources.voximplant.at(index)).find(
      ({ outcome }) => outcome === 'ANSWERED',
    )!;
    const clock = createFakeClock(call.startedAt + call.durationSeconds * SECOND_MS);
    const { createProvider } = await startAccount({ now: clock.now });
    const range = { from: call.startedAt, to: call.startedAt + SECOND_MS };
    const costOf = async () => (await listAll(createProvider(), { range, selection: FULL_SELECTION }))[0]?.cost;
    expect(await costOf()).toBeNull();
    clock.advance(300_000);
    expect((await costOf())?.amount).toMatch(/^\d+\.\d+$/);
  });
});

describe('a session that is still running', () => {
  it('is ongoing, with the legs that are up and no end, until it has ended', async () => {
    const { sources } = createDataSet('even', { count: 300 });
    const calls = Array.from({ length: 300 }, (_, index) => sources.voximplant.at(index));
    const { startedAt, durationSeconds } = calls.find(({ talkSeconds }) => talkSeconds > 60)!;
    const clock = createFakeClock(startedAt + 45 * SECOND_MS);
    const { createProvider } = await startAccount({ showsRunning: true, now: clock.now });
    const range = { from: startedAt, to: startedAt + SECOND_MS };
    const read = async () => (await listAll(createProvider(), { range, selection: FULL_SELECTION }))[0]!;
    const running = await read();
    expect(running).toMatchObject({ outcome: 'ONGOING', endedAt: null, durationSeconds: null, recordings: [] });
    expect(running.legs!.length).toBeGreaterThan(0);
    expect(running.legs).toMatchObject(running.legs!.map(() => ({ outcome: 'ONGOING', durationSeconds: null })));
    clock.advance(durationSeconds * SECOND_MS);
    expect(await read()).toMatchObject({ outcome: 'ANSWERED', durationSeconds });
  });
});

describe('refusals', () => {
  it.each([
    [1, 'unavailable'],
    [100, 'unauthorized'],
    [104, 'forbidden'],
    [115, 'misconfigured'],
    [116, 'unsupported'],
    [320, 'forbidden'],
    [433, 'unauthorized'],
    [454, 'unauthorized'],
    [999, 'unsupported'],
  ])('reads error %i on HTTP 200 as %s', async (code, kind) => {
    const { vendor, createProvider } = await startAccount();
    const body = { error: { code, msg: 'No.' }, errors: [{ code, msg: 'No.' }] };
    vendor.server.fault({ fault: { kind: 'status', status: 200, body } });
    await expect(listAll(createProvider(), { range: LAST_MONTH })).rejects.toMatchObject({ kind, code: String(code) });
  });

  it.each([
    [401, 'unauthorized'],
    [403, 'unauthorized'],
    [404, 'misconfigured'],
    [429, 'rate-limited'],
  ])('reads HTTP %i as %s', async (status, kind) => {
    const { vendor, createProvider } = await startAccount();
    vendor.server.fault({ fault: { kind: 'status', status } });
    await expect(listAll(createProvider(), { range: LAST_MONTH })).rejects.toMatchObject({ kind });
  });

  it('backs off and asks again when the vendor is asked too often', async () => {
    const { vendor, createProvider } = await startAccount();
    vendor.server.fault({ fault: { kind: 'rate-limit' }, times: 1 });
    expect(await listAll(createProvider(), { range: LAST_MONTH })).not.toEqual([]);
    expect(vendor.server.count()).toBe(2);
  });

  it('reads how long to wait out of the words', async () => {
    const { vendor, createProvider } = await startAccount();
    vendor.server.fault({ fault: { kind: 'rate-limit', retryAfterSeconds: 90 } });
    const provider = createProvider();
    await expect(listAll(provider, { range: LAST_MONTH })).rejects.toMatchObject({ retryAfterSeconds: 90 });
    expect(provider.status().rateLimit?.resetsAt).toBeGreaterThan(DATA_SETS_END);
  });

  it('never has more than two requests in flight', async () => {
    const { vendor, createProvider } = await startAccount();
    vendor.server.fault({ fault: { kind: 'latency', ms: 40 } });
    const provider = createProvider();
    const days = Array.from({ length: 6 }, (_, day) => DATA_SETS_END - (day + 1) * DAY_MS);
    const all = Promise.all(days.map((from) => countCalls(provider, { from, to: from + DAY_MS }, {}, unhurried())));
    while (vendor.server.exchanges.length < 2) await new Promise((resolve) => setImmediate(resolve));
    const unanswered = () => vendor.server.exchanges.filter(({ status }) => status === null).length;
    let most = 0;
    const watching = setInterval(() => (most = Math.max(most, unanswered())), 1);
    await all;
    clearInterval(watching);
    expect(most).toBe(2);
  });
});
