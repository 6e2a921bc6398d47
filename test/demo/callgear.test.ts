import { afterEach, describe, expect, it } from 'vitest';
import { type DemoCallgearOptions, startCallgear } from '../../src/demo/callgear/index.ts';
import { DATA_SETS_END, type DataSetName, createDataSet } from '../../src/demo/data-sets.ts';
import type { DemoVendor } from '../../src/demo/demo-vendor.ts';
import { DAY_MS } from '../../src/time/instant.ts';

const NOW = DATA_SETS_END;
let vendor: DemoVendor;
afterEach(() => vendor.close());

type Reply = {
  result?: { data: Record<string, unknown>[]; metadata: { total_items: number; limits: Record<string, number> } };
  error?: { code: number; message: string; data: { mnemonic: string; field: string | null; value: unknown } };
};

async function start(options: Partial<DemoCallgearOptions> = {}, dataSet: DataSetName = 'even'): Promise<void> {
  const { sources } = createDataSet(dataSet, { count: 300 });
  vendor = await startCallgear({ source: sources.callgear, now: () => NOW, timeZone: 'UTC', ...options });
}

async function post(body: unknown): Promise<Reply> {
  const response = await fetch(String(vendor.settings.baseUrl), {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Reply;
}

const ask = (method: string, params: object): Promise<Reply> =>
  post({ jsonrpc: '2.0', id: 1, method, params: { access_token: vendor.settings.accessToken, ...params } });

const wall = (instant: number) => new Date(instant).toISOString().slice(0, 19).replace('T', ' ');
const LAST_MONTH = { date_from: wall(NOW - 30 * DAY_MS), date_till: wall(NOW) };
const calls = (params: object) => ask('get.calls_report', { ...LAST_MONTH, ...params });
const mnemonicOf = (reply: Reply) => reply.error?.data.mnemonic;

describe('the demo CallGear', () => {
  it('refuses what is no request of its protocol', async () => {
    await start();
    expect(mnemonicOf(await post('{'))).toBe('parse_error');
    expect(mnemonicOf(await post([]))).toBe('batch_operations_not_supported');
    expect(mnemonicOf(await post({ jsonrpc: '2.0', method: 'get.account' }))).toBe('notifications_not_supported');
    expect(mnemonicOf(await post({ jsonrpc: '1.0', id: 1, method: 'get.account' }))).toBe('invalid_request');
    expect(mnemonicOf(await ask('get.nothing', {}))).toBe('method_not_found');
  });

  it('wants a key before anything else, and an agent to say for whom it asks', async () => {
    await start({ userId: 77 });
    const body = { jsonrpc: '2.0', id: 1, method: 'get.nothing' };
    expect(mnemonicOf(await post({ ...body, params: {} }))).toBe('required_parameter_missed');
    expect(mnemonicOf(await post({ ...body, params: { access_token: 'no' } }))).toBe('access_token_invalid');
    expect((await calls({})).error?.data).toMatchObject({ mnemonic: 'required_parameter_missed', field: 'user_id' });
    expect((await calls({ user_id: 77, limit: 1 })).result?.data).toHaveLength(1);
  });

  it('sends only default columns unasked, and exactly the asked ones otherwise', async () => {
    await start();
    const plain = (await calls({ limit: 1 })).result!.data[0]!;
    expect(Object.keys(plain)).toContain('finish_reason');
    expect(Object.keys(plain)).not.toContain('voice_mail_records');
    const asked = (await calls({ limit: 1, fields: ['tags', 'voice_mail_records', 'utm_term'] })).result!.data[0]!;
    expect(asked).toEqual({ tags: [], voice_mail_records: expect.any(Array) as unknown, utm_term: null });
  });

  it('refuses by name what it does not know or does not allow', async () => {
    await start({ lacksColumns: ['ext_id'] });
    const cases: readonly [object, string, string?][] = [
      [{ colour: 'red' }, 'unexpected_parameters', 'colour'],
      [{ fields: ['id', 'tag_name'] }, 'unexpected_parameters', 'fields'],
      [{ fields: ['ext_id'] }, 'unexpected_parameters', 'fields'],
      [{ filter: { field: 'start_time', operator: '=', value: 'x' } }, 'filter_prohibited'],
      [{ filter: { field: 'nothing', operator: '=', value: 'x' } }, 'unexpected_parameters'],
      [{ filter: { field: 'id', operator: '=', value: '12' } }, 'data_type_error'],
      [{ filter: { field: 'direction', operator: '=', value: 'sideways' } }, 'invalid_parameter_value'],
      [{ filter: { field: 'direction', operator: 'like', value: 'i%' } }, 'invalid_parameter_value'],
      [{ sort: [{ field: 'id', order: 'asc' }] }, 'sort_prohibited'],
      [{ limit: 10_001 }, 'invalid_parameter_value', 'limit'],
      [{ offset: 100_001 }, 'invalid_parameter_value', 'offset'],
      [{ date_from: '2026-04-01T00:00:00Z' }, 'invalid_parameter_value', 'date_from'],
      [{ date_from: wall(NOW - 95 * DAY_MS) }, 'date_interval_limit_reached', 'date_till'],
    ];
    for (const [params, mnemonic, field] of cases) {
      const reply = await calls(params);
      expect([params, mnemonicOf(reply)]).toEqual([params, mnemonic]);
      if (field !== undefined) expect(reply.error!.data.field).toBe(field);
    }
  });

  it('understands nested filters', async () => {
    await start();
    const filter = {
      condition: 'and',
      filters: [
        { field: 'direction', operator: '=', value: 'in' },
        {
          condition: 'or',
          filters: [
            { field: 'total_duration', operator: '>=', value: 60 },
            { field: 'finish_reason', operator: 'like', value: '%busy' },
          ],
        },
      ],
    };
    const { data, metadata } = (await calls({ filter, fields: ['direction', 'total_duration', 'finish_reason'] }))
      .result!;
    expect(data.length).toBeGreaterThan(3);
    expect(metadata.total_items).toBe(data.length);
    for (const row of data) {
      expect(row.direction).toBe('in');
      expect(Number(row.total_duration) >= 60 || String(row.finish_reason).endsWith('busy')).toBe(true);
    }
  });

  it('finds array values by jsquery', async () => {
    await start();
    const filter = { field: 'employees', operator: 'jsquery', value: '#.employee_id = 391018' };
    const { data } = (await calls({ filter, fields: ['employees'] })).result!;
    expect(data.length).toBeGreaterThan(0);
    for (const row of data) expect(JSON.stringify(row.employees)).toContain('391018');
  });

  it('lists ties in an order that differs between requests', async () => {
    const second = NOW - 10 * DAY_MS;
    await start({ source: createDataSet('burst').sources.voximplant });
    const window = { date_from: wall(second - 1000), date_till: wall(second + 1000) };
    const read = async () => {
      const reply = await calls({ ...window, fields: ['id'], sort: [{ field: 'start_time', order: 'asc' }] });
      return reply.result!.data.map((row) => String(row.id as number));
    };
    const [first, again] = [await read(), await read()];
    expect(first).toHaveLength(100);
    expect(again).not.toEqual(first);
    expect(again.sort()).toEqual(first.sort());
  });

  it('counts all matches whatever the page, and counts points down', async () => {
    await start({ hasLimits: true, points: { minute: 2, day: 100 } });
    const first = (await calls({ limit: 1 })).result!.metadata;
    expect(first.total_items).toBeGreaterThan(10);
    expect(first.limits).toMatchObject({ minute_remaining: 1, day_remaining: 99 });
    await calls({ colour: 'red' });
    expect((await calls({ limit: 1 })).result!.metadata.limits.minute_remaining).toBe(0);
    const refused = await calls({ limit: 1 });
    expect(mnemonicOf(refused)).toBe('limit_exceeded');
    expect(refused.error!.message).toContain('minute');
  });

  it('shows a running call only when asked, without an end', async () => {
    const { sources } = createDataSet('even');
    const call = sources.callgear.at(sources.callgear.count - 1);
    await start({ source: sources.callgear, now: () => call.startedAt + 1 });
    const window = { date_from: wall(call.startedAt - 1000), date_till: wall(call.startedAt + 1000) };
    expect((await calls(window)).result!.data).toEqual([]);
    const running = (await calls({ ...window, include_ongoing_calls: true })).result!.data;
    expect(running).toMatchObject([{ finish_time: null, finish_reason: null }]);
  });

  it('reads and writes wall time of its zone', async () => {
    await start({ timeZone: 'Asia/Dubai' });
    const call = createDataSet('even', { count: 300 }).sources.callgear.at(10);
    const dubai = (offset: number) => wall(call.startedAt + 4 * 3_600_000 + offset);
    const params = { date_from: dubai(-1000), date_till: dubai(1000) };
    expect((await calls(params)).result!.data[0]).toMatchObject({ start_time: dubai(0) });
    expect((await ask('get.account', {})).result!.data).toMatchObject([{ timezone: 'Asia/Dubai' }]);
  });

  it('serves a recording to whoever has its link, in ranges, and nothing under another', async () => {
    await start();
    const { data } = (await calls({ fields: ['communication_id', 'call_records'] })).result!;
    const row = data.find(
      (one) => (one.call_records as string[]).length > 0 && Number.isSafeInteger(one.communication_id),
    )!;
    const url = `${vendor.server.url}/system/media/talk/${String(row.communication_id)}/${(row.call_records as string[])[0]}/`;
    const part = await fetch(url, { headers: { range: 'bytes=0-3' } });
    expect([part.status, await part.text()]).toEqual([206, 'RIFF']);
    expect((await fetch(url.replace(/[0-9a-f]{4}\/$/, '0000/'))).status).toBe(404);
  });

  it('opens a session with login and password', async () => {
    await start();
    const login = { login: 'reports@garden-shop.example.com', password: vendor.secrets[1] };
    const reply = (await post({ jsonrpc: '2.0', id: 1, method: 'login.user', params: login })) as unknown as {
      result: { data: { access_token: string } };
    };
    const { access_token } = reply.result.data;
    expect((await calls({ access_token, limit: 1 })).result!.data).toHaveLength(1);
    expect(
      mnemonicOf(await post({ jsonrpc: '2.0', id: 1, method: 'login.user', params: { ...login, password: 'no' } })),
    ).toBe('auth_error');
  });
});
