import { describe, expect, it, onTestFinished } from 'vitest';
import { type Bitrix24Vendor, startBitrix24 } from '../../src/demo/bitrix24/index.ts';
import { DATA_SETS_END, type DataSetName, createDataSet } from '../../src/demo/data-sets.ts';
import { nativeIdOf } from '../../src/demo/native-ids.ts';
import finishAnswer from '../providers/bitrix24/fixtures/external-call-finish.json' with { type: 'json' };
import statisticGet from '../providers/bitrix24/fixtures/statistic-get.json' with { type: 'json' };

type Row = Record<string, string | number | null>;
type Reply = {
  status: number;
  body: {
    result: Row[];
    total: number;
    next?: number;
    error?: string;
    error_description?: string;
    time: Record<string, unknown>;
  };
};

async function start(
  options: { dataSet?: DataSetName; count?: number; hasExamples?: boolean; hasLimits?: boolean } = {},
): Promise<Bitrix24Vendor> {
  const { dataSet = 'even', count = 120, ...rest } = options;
  const vendor = await startBitrix24({
    source: createDataSet(dataSet, { count }).sources.bitrix24,
    now: () => DATA_SETS_END,
    ...rest,
  });
  onTestFinished(() => vendor.close());
  return vendor;
}

async function ask(vendor: Bitrix24Vendor, method: string, parameters: object = {}): Promise<Reply> {
  return post(String(vendor.settings.webhookUrl) + method, JSON.stringify(parameters), 'application/json');
}

async function post(url: string, body: string, type: string): Promise<Reply> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': type }, body });
  return { status: response.status, body: (await response.json()) as Reply['body'] };
}

const list = (vendor: Bitrix24Vendor, parameters: object = {}) => ask(vendor, 'voximplant.statistic.get', parameters);
const idsOf = (reply: Reply) => reply.body.result.map((row) => row.ID);

describe('the demo portal', () => {
  it('serves the records of the documentation word for word', async () => {
    const vendor = await start({ hasExamples: true });
    const FILTER = { ID: [1, 7], '>=CALL_START_DATE': '2025-01-01T00:00:00+01:00' };
    const { body } = await list(vendor, { FILTER, SORT: 'ID', ORDER: 'ASC' });
    expect(body.result).toEqual(statisticGet.result);
    expect(body.total).toBe(2);
    expect(Object.keys(body.time).sort()).toEqual(Object.keys(statisticGet.time).sort());
  });

  it('pages by fifty, counts unless told not to, and says where the next page begins', async () => {
    const vendor = await start();
    const total = vendor.truth().length;
    expect((await list(vendor)).body).toMatchObject({ total, next: 50 });
    const last = (await list(vendor, { start: 100 })).body;
    expect([last.result.length, last.total, 'next' in last]).toEqual([total - 100, total, false]);
    const uncounted = (await list(vendor, { start: -1 })).body;
    expect([uncounted.result.length, uncounted.total, 'next' in uncounted]).toEqual([50, 0, false]);
  });

  it('drops what it does not understand and answers with everything', async () => {
    const vendor = await start();
    const total = vendor.truth().length;
    const lost = [{ '@ID': ['1003'] }, { USER: '1' }, { ID: [] }, { RECORD_FILE_ID: 1 }, 'ID=1003', ['1003']];
    for (const FILTER of lost) expect((await list(vendor, { FILTER })).body.total).toBe(total);
    expect((await list(vendor, { filter: { id: ['1003'] } })).body.total).toBe(1);
  });

  it('sorts only by a field and a direction that are exactly right', async () => {
    const vendor = await start();
    const byId = idsOf(await list(vendor, { SORT: 'ID', ORDER: 'ASC' }));
    expect(byId).toEqual([...byId].sort((a, b) => Number(a) - Number(b)));
    for (const wrong of [
      { SORT: 'ID' },
      { SORT: 'ID', ORDER: 'asc' },
      { SORT: 'id', ORDER: 'ASC' },
      { SORT: 'CALL_TYPE', ORDER: 'ASC' },
      { ORDER: { ID: 'ASC' } },
    ])
      expect(idsOf(await list(vendor, wrong))).not.toEqual(byId);
  });

  it('orders the rows of one second anew for every question', async () => {
    const vendor = await start({ dataSet: 'burst' });
    const second = new Date(DATA_SETS_END - 10 * 86_400_000).toISOString();
    const question = { FILTER: { '><CALL_START_DATE': [second, second] }, SORT: 'CALL_START_DATE', ORDER: 'ASC' };
    expect((await list(vendor, question)).body.total).toBeGreaterThan(300);
    expect(idsOf(await list(vendor, question))).not.toEqual(idsOf(await list(vendor, question)));
  });

  it('writes times with the offset of its zone, which changes over the year', async () => {
    const vendor = await start({ dataSet: 'fold' });
    const offsets = async (day: string) => {
      const FILTER = { '><CALL_START_DATE': [`${day}T00:00:00Z`, `${day}T23:59:59Z`] };
      const { body } = await list(vendor, { FILTER, SORT: 'CALL_START_DATE', ORDER: 'ASC' });
      return body.result.map((row) => String(row.CALL_START_DATE).slice(-6));
    };
    expect(new Set(await offsets('2026-03-28'))).toEqual(new Set(['+01:00']));
    expect([...new Set(await offsets('2026-03-29'))]).toEqual(['+01:00', '+02:00']);
  });

  it('sends text or null, and one number', async () => {
    const vendor = await start();
    const { body } = await list(vendor);
    for (const row of body.result) {
      for (const [field, value] of Object.entries(row)) {
        const types = field === 'RECORD_FILE_ID' ? ['number', 'object'] : ['string', 'object'];
        expect(types).toContain(typeof value);
      }
    }
    expect(body.result.some((row) => typeof row.RECORD_FILE_ID === 'number')).toBe(true);
  });

  it('has written down the sessions of calls that ran through other vendors', async () => {
    const { sources } = createDataSet('even', { count: 120 });
    const vendor = await start();
    const twins = Array.from({ length: 120 }, (_, index) => sources.bitrix24.at(index)).filter((call) => call.twin);
    for (const call of twins.slice(0, 12)) {
      const [row] = (await list(vendor, { FILTER: { ID: nativeIdOf('bitrix24', call.index) } })).body.result;
      const other = nativeIdOf(call.twin!.kind, call.twin!.index);
      if (call.twin!.kind === 'callgear') expect(row!.EXTERNAL_CALL_ID).toBe(other);
      else expect(String(row!.CALL_LOG)).toMatch(new RegExp(`sessionid=${other}$`));
    }
  });

  it('understands JSON, forms and addresses, and a suffix', async () => {
    const vendor = await start();
    const url = `${String(vendor.settings.webhookUrl)}voximplant.statistic.get`;
    const query = 'FILTER[ID][]=1003&FILTER[ID][]=1002&start=0';
    const form = await post(`${url}.json`, query, 'application/x-www-form-urlencoded');
    const address = (await (await fetch(`${url}?${query}`)).json()) as Reply['body'];
    expect([form.body.total, address.total]).toEqual([2, 2]);
  });

  it('refuses a wrong webhook, an unknown method and external calls without an application', async () => {
    const vendor = await start();
    const wrong = await post(`${vendor.server.url}/rest/1/guess/user.get`, '{}', 'application/json');
    expect([wrong.status, wrong.body.error]).toEqual([401, 'NO_AUTH_FOUND']);
    const unknown = await ask(vendor, 'user.getall');
    expect([unknown.status, unknown.body.error]).toEqual([404, 'ERROR_METHOD_NOT_FOUND']);
    const finish = await ask(vendor, 'telephony.externalCall.finish', { CALL_ID: 'x' });
    expect([finish.status, finish.body.error]).toEqual([403, 'WRONG_AUTH_TYPE']);
  });

  it('runs batches: references, empty maps as lists, errors by command, fifty at most', async () => {
    const vendor = await start();
    type Batch = Record<'result' | 'result_error' | 'result_total' | 'result_next', Record<string, never>>;
    const batch = async (cmd: object): Promise<Batch> =>
      (await ask(vendor, 'batch', { halt: 0, cmd })).body.result as unknown as Batch;

    const chained = await batch({
      call: 'voximplant.statistic.get?FILTER[ID]=1003&start=-1',
      user: 'user.get?FILTER[ID]=$result[call][0][PORTAL_USER_ID]',
      nested: 'batch?cmd[a]=user.current',
    });
    expect(chained.result.user).toHaveLength(1);
    expect(chained.result_error).toMatchObject({ nested: { error: 'ERROR_BATCH_METHOD_NOT_ALLOWED' } });
    expect(chained.result_next).toEqual([]);

    const full = await batch(
      Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`c${index}`, 'user.current'])),
    );
    expect(Object.keys(full.result)).toHaveLength(50);
    expect(full.result_error).toMatchObject({ c50: { error: 'ERROR_BATCH_LENGTH_EXCEEDED' } });
  });

  it('closes the door when its bucket overflows, and by method when that has worked too long', async () => {
    const vendor = await start({ hasLimits: true });
    vendor.limits.spend('user.get', 480);
    expect((await ask(vendor, 'user.get')).body.error).toBe('OPERATION_TIME_LIMIT');
    expect((await ask(vendor, 'user.current')).status).toBe(200);
    const replies = await Promise.all(Array.from({ length: 60 }, () => ask(vendor, 'user.current')));
    const refused = replies.filter((reply) => reply.status === 503);
    expect(refused.length).toBeGreaterThan(5);
    expect(refused[0]!.body.error).toBe('QUERY_LIMIT_EXCEEDED');
  });

  it('is quick with a hundred thousand calls when a window is asked for', async () => {
    const source = createDataSet('large').sources.bitrix24;
    let made = 0;
    const counted = { count: source.count, at: (index: number) => ((made += 1), source.at(index)) };
    const vendor = await startBitrix24({ source: counted, now: () => DATA_SETS_END });
    onTestFinished(() => vendor.close());
    const FILTER = { '<=CALL_START_DATE': '2026-02-01T00:00:00+00:00' };
    const { body } = await list(vendor, { FILTER, SORT: 'CALL_START_DATE', ORDER: 'DESC', start: -1 });
    expect(body.result).toHaveLength(50);
    expect(made).toBeLessThan(500);
  });
});

describe('external calls on the demo portal', () => {
  const withToken = async (options: Parameters<typeof start>[0] = {}) => {
    const vendor = await start(options);
    const { endpoint, tokenUrl, clientId, clientSecret, refreshToken } = vendor.oauth;
    const query = new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: refreshToken,
    });
    const tokens = (await (await fetch(`${tokenUrl}?${query.toString()}`)).json()) as { access_token: string };
    type Result = {
      status: number;
      body: { error?: string; error_description?: string; result: Record<string, unknown> };
    };
    const call = async (method: string, parameters: object): Promise<Result> => {
      const body = JSON.stringify({ ...parameters, auth: tokens.access_token });
      return (await post(`${endpoint}telephony.externalCall.${method}`, body, 'application/json')) as unknown as Result;
    };
    return { vendor, call };
  };

  it('are registered, finished and equipped with a recording, and stand in the statistics then', async () => {
    const { vendor, call } = await withToken();
    const input = { USER_ID: 1269, PHONE_NUMBER: '+19061234567', TYPE: 2, EXTERNAL_CALL_ID: 'pbx-1' };
    const registered = await call('register', { ...input, CALL_START_DATE: '2026-04-30T10:00:00+02:00' });
    const CALL_ID = String(registered.body.result.CALL_ID);
    expect((await call('register', input)).body.result.CALL_ID).toBe(CALL_ID);
    const finished = await call('finish', { CALL_ID, USER_ID: 1269, DURATION: 95, VOTE: 5, COST: 0.5 });
    expect(finished.body.result).toMatchObject({
      CALL_ID,
      INCOMING: '2',
      CALL_DURATION: 95,
      CALL_START_DATE: {},
      CALL_STATUS: 1,
      CALL_VOTE: 5,
      COST: 0.5,
      CALL_FAILED_CODE: '200',
    });
    const FILE_CONTENT = Buffer.alloc(16_000).toString('base64');
    const attached = await call('attachRecord', { CALL_ID, FILENAME: 'call.wav', FILE_CONTENT });
    const [row] = (await list(vendor, { FILTER: { CALL_ID } })).body.result;
    expect(row).toMatchObject({
      CALL_DURATION: '95',
      COST: '0.5000',
      CALL_START_DATE: '2026-04-30T10:00:00+02:00',
      EXTERNAL_CALL_ID: 'pbx-1',
      RECORD_FILE_ID: attached.body.result.FILE_ID,
    });
    const missed = await call('finish', { CALL_ID, USER_PHONE_INNER: '269' });
    expect(missed.body.result).toMatchObject({ CALL_FAILED_CODE: '304', CALL_STATUS: 0 });
  });

  it('answer the documented request of finish word for word', async () => {
    const { call } = await withToken({ hasExamples: true });
    const { CALL_ID } = finishAnswer.result;
    const input = { CALL_ID, USER_ID: 1269, DURATION: 95, STATUS_CODE: '200', VOTE: 5, ADD_TO_CHAT: 0 };
    expect((await call('finish', input)).body.result).toEqual(finishAnswer.result);
  });

  it('take only recordings that the documentation allows', async () => {
    const { call } = await withToken({ hasExamples: true });
    const { CALL_ID } = finishAnswer.result;
    const answerTo = async (parameters: object) => {
      const { body } = await call('attachRecord', { CALL_ID, ...parameters });
      return body.error_description ?? Object.keys(body.result).join();
    };
    expect(await answerTo({})).toMatch(/either URL or FILENAME/);
    expect(await answerTo({ FILENAME: 'call.ogg' })).toMatch(/^Wrong file extension/);
    expect(await answerTo({ FILENAME: 'call.mp3', FILE_CONTENT: '' })).toMatch(/^File content is empty/);
    expect(await answerTo({ FILENAME: 'call.mp3', FILE_CONTENT: '???' })).toMatch(/Base64 encoding is expected/);
    expect(await answerTo({ RECORD_URL: 'http://127.0.0.1/call.mp3' })).toMatch(/non-public address/);
    expect(await answerTo({ RECORD_URL: 'https://pbx.example.com/call.mp3' })).toBe('FILE_ID');
    expect(await answerTo({ FILENAME: 'call.mp3' })).toBe('uploadUrl,fieldName');
  });

  it('are refused in the words of the documentation', async () => {
    const { call } = await withToken();
    const refusalOf = async (method: string, parameters: object) => {
      const { status, body } = await call(method, parameters);
      return [status, body.error, body.error_description];
    };
    expect(await refusalOf('finish', { CALL_ID: 5, USER_ID: 1 })).toEqual([
      400,
      'INVALID_ARGUMENT',
      'CALL_ID must be a string',
    ]);
    expect((await refusalOf('finish', { CALL_ID: 'x' }))[2]).toBe('USER_ID or USER_PHONE_INNER should be set');
    expect((await refusalOf('finish', { CALL_ID: 'x', USER_ID: 1 }))[2]).toMatch(/^Call is not found/);
    expect((await refusalOf('finish', { CALL_ID: 'x', USER_ID: 15 }))[2]).toBe('User is not found or is not active');
    expect((await refusalOf('register', { USER_ID: 1, PHONE_NUMBER: '1', TYPE: 9 }))[2]).toBe('Unknown TYPE');
    expect(await refusalOf('attachRecord', { CALL_ID: 'x', FILENAME: 'call.wav' })).toEqual([
      400,
      '',
      'Call is not found in the statistic table. It looks like it is not finished yet.',
    ]);
  });
});
