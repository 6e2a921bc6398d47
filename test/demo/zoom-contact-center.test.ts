import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATA_SETS_END, createDataSet } from '../../src/demo/data-sets.ts';
import type { DemoVendor } from '../../src/demo/demo-vendor.ts';
import { type ZoomDemoOptions, startZoomContactCenter } from '../../src/demo/zoom-contact-center/index.ts';
import { DAY_MS } from '../../src/time/instant.ts';

const clock = { now: DATA_SETS_END };
const source = createDataSet('even', { count: 600 }).sources['zoom-contact-center'];

describe('the demo Zoom Contact Center', () => {
  let vendor: DemoVendor;
  let token: string;
  beforeAll(async () => {
    vendor = await start();
    token = await fetchToken(vendor);
  });
  afterAll(() => vendor.close());

  const list = (parameters: Record<string, string> = {}) =>
    ask(vendor, token, '/contact_center/voice_calls', parameters);
  const lastMonth = { from: at(DATA_SETS_END - 30 * DAY_MS), to: at(DATA_SETS_END) };

  it('hands out tokens for Basic credentials and parameters in the body', async () => {
    const good = await post(vendor, { grant_type: 'account_credentials', account_id: 'demo-account' });
    expect(good).toMatchObject({ status: 200, body: { token_type: 'bearer', expires_in: 3599 } });
    token = String(good.body.access_token);
    const inQuery = await fetch(`${String(vendor.settings.tokenUrl)}?grant_type=account_credentials`, {
      method: 'POST',
      headers: { authorization: basic(vendor) },
    });
    expect(inQuery.status).toBe(400);
    const wrong = await post(vendor, { grant_type: 'account_credentials', account_id: 'demo-account' }, 'Basic bm8=');
    expect(wrong).toMatchObject({ status: 400, body: { error: 'invalid_client' } });
  });

  it('ends the old token with a new one, and says so in two spellings', async () => {
    const old = token;
    token = await fetchToken(vendor);
    expect(await ask(vendor, old, '/contact_center/voice_calls')).toMatchObject({ status: 401, body: { code: 124 } });
    expect(await ask(vendor, old, '/contact_center/users')).toMatchObject({
      status: 401,
      body: { status: false, errorCode: 401 },
    });
  });

  it('yields a token for the wrong grant that no endpoint takes', async () => {
    const wrong = await post(vendor, { grant_type: 'client_credentials' });
    const refusal = await ask(vendor, String(wrong.body.access_token), '/contact_center/voice_calls');
    expect(refusal).toMatchObject({ status: 400, body: { code: 200 } });
    token = await fetchToken(vendor);
  });

  it('lists the last day where no window is given, ten rows a page', async () => {
    const { body } = await list();
    expect(body.page_size).toBe(10);
    const day = vendor.truth().filter((place) => place.startedAt >= DATA_SETS_END - DAY_MS);
    expect(body.total_records).toBe(day.length);
  });

  it('walks a month by tokens to the empty one, every row once, in no order', async () => {
    const rows: Row[] = [];
    let next = '';
    do {
      const { body } = await list({ ...lastMonth, page_size: '100', next_page_token: next });
      rows.push(...rowsOf(body));
      next = String(body.next_page_token);
      expect(next.length).toBeLessThanOrEqual(100);
    } while (next !== '');
    const truth = vendor.truth().filter((place) => place.startedAt >= DATA_SETS_END - 30 * DAY_MS);
    expect(rows.map((row) => row.engagement_id).sort()).toEqual(truth.map((place) => place.nativeId).sort());
    const starts = rows.map((row) => row.start_time);
    expect(starts).not.toEqual(starts.toSorted());
    expect(starts).not.toEqual(starts.toSorted().reverse());
  });

  it('binds a page token to the whole query, and to fifteen minutes', async () => {
    const { body } = await list({ ...lastMonth, page_size: '50' });
    const next = { next_page_token: String(body.next_page_token) };
    expect(await list({ ...lastMonth, page_size: '60', ...next })).toMatchObject({ status: 400, body: { code: 300 } });
    clock.now += 14 * 60_000;
    expect((await list({ ...lastMonth, page_size: '50', ...next })).status).toBe(200);
    clock.now += 2 * 60_000;
    expect(await list({ ...lastMonth, page_size: '50', ...next })).toMatchObject({ status: 400, body: { code: 300 } });
    clock.now = DATA_SETS_END;
  });

  it.each([
    ['a start without an end', { from: at(DATA_SETS_END - DAY_MS) }],
    ['more than a month', { from: at(DATA_SETS_END - 32 * DAY_MS), to: at(DATA_SETS_END) }],
    ['an unknown type', { types: 'external_fax' }],
    ['a page of more than a hundred', { page_size: '101' }],
    ['more than twenty ids', { user_ids: Array.from({ length: 21 }, (_, index) => `id${index}`).join(',') }],
    ['a time in another form', { from: '01.04.2026', to: '02.04.2026' }],
  ])('refuses %s', async (_name, parameters) => {
    expect(await list(parameters)).toMatchObject({ status: 400, body: { code: 300 } });
  });

  it('reads lists comma-joined and repeated alike', async () => {
    const url = `${String(vendor.settings.baseUrl)}/contact_center/voice_calls?${new URLSearchParams(lastMonth).toString()}`;
    const count = async (types: string) => {
      const reply = await fetch(`${url}&${types}`, { headers: { authorization: `Bearer ${token}` } });
      return ((await reply.json()) as Record<string, unknown>).total_records;
    };
    const joined = await count('types=internal_call,external_callback_call');
    expect(joined).toBeGreaterThan(0);
    expect(joined).toBe(await count('types=internal_call&types=external_callback_call'));
  });

  it('answers in the offset of the question, and takes "Z" for a letter', async () => {
    const window = { from: '2026-04-29T12:00:00+02:00', to: '2026-04-30T12:00:00+02:00' };
    const { body } = await list(window);
    expect(body.from).toBe(window.from);
    for (const row of rowsOf(body)) expect(row.start_time).toMatch(/\+02:00$/);
    const literal = await list({ from: '2026-04-29T12:00:00Z', to: '2026-04-29T13:00:00Z' });
    expect(literal.body.from).toBe('2026-04-29T20:00:00+00:00');
  });

  it('includes both ends of a window', async () => {
    const { startedAt, nativeId } = vendor.truth()[300]!;
    const { body } = await list({ from: at(startedAt), to: at(startedAt), page_size: '100' });
    expect(rowsOf(body).map((row) => row.engagement_id)).toContain(nativeId);
  });

  it('lists a call from a minute after its end', async () => {
    const last = vendor.truth().at(-1)!;
    const { body } = await list({ engagement_id: last.nativeId });
    const endedAt = Date.parse(String(rowsOf(body)[0]!.end_time));
    const total = async (now: number) => {
      clock.now = now;
      return (await list({ engagement_id: last.nativeId })).body.total_records;
    };
    expect(await total(endedAt + 59_000)).toBe(0);
    expect(await total(endedAt + 60_000)).toBe(1);
    clock.now = DATA_SETS_END;
  });

  it('brings legs with view_type=detail only', async () => {
    const summary = rowsOf((await list({ ...lastMonth, page_size: '100' })).body);
    expect(summary.every((row) => row.voice_call_details === undefined)).toBe(true);
    const detail = rowsOf((await list({ ...lastMonth, page_size: '100', view_type: 'detail' })).body);
    expect(detail.every((row) => Array.isArray(row.voice_call_details))).toBe(true);
  });

  it('knows every result there is, and one that no page lists', async () => {
    const dense = await start({ source: createDataSet('even', { count: 6000 }).sources['zoom-contact-center'] });
    const own = await fetchToken(dense);
    const results = new Set<unknown>();
    let next = '';
    do {
      const page = { ...lastMonth, page_size: '100', next_page_token: next };
      const { body } = await ask(dense, own, '/contact_center/voice_calls', page);
      for (const row of rowsOf(body)) results.add(row.result);
      next = String(body.next_page_token);
    } while (next !== '');
    expect(results.size).toBe(17);
    await dense.close();
  });

  it('serves recordings as audio, behind the token, with ranges', async () => {
    const { body } = await ask(vendor, token, '/contact_center/recordings', { ...lastMonth, page_size: '300' });
    const [recording] = body.recordings as Row[];
    const url = String(recording!.download_url);
    expect((await fetch(url)).status).toBe(401);
    const part = await fetch(url, { headers: { authorization: `Bearer ${token}`, range: 'bytes=0-3' } });
    expect(part.status).toBe(206);
    expect(await part.text()).toBe('RIFF');
    const path = `/contact_center/engagements/${String(recording!.engagement_id)}/recordings`;
    const own = await ask(vendor, token, path, lastMonth);
    expect((own.body.recordings as Row[]).map((row) => row.recording_id)).toContain(recording!.recording_id);
  });

  it('knows an engagement, a user and a queue, and says what it does not know', async () => {
    const row = rowsOf((await list({ ...lastMonth, distribution: 'acd' })).body)[0]!;
    const engagement = await ask(vendor, token, `/contact_center/engagements/${String(row.engagement_id)}`);
    expect(engagement.body).toMatchObject({ engagement_id: row.engagement_id, direction: row.direction });
    const queue = (row.queues as Row[])[0]!;
    for (const id of [queue.cc_queue_id, queue.queue_id])
      expect((await ask(vendor, token, `/contact_center/queues/${String(id)}`)).body.queue_name).toBe(queue.queue_name);
    expect(await ask(vendor, token, '/contact_center/engagements/no')).toMatchObject({ body: { code: 2901 } });
    expect(await ask(vendor, token, '/contact_center/users/no')).toMatchObject({ status: 404, body: { code: 300 } });
    expect(await ask(vendor, token, '/contact_center/queues/no')).toMatchObject({ body: { code: 1201 } });
    expect(await list({ user_ids: 'no' })).toMatchObject({ status: 404, body: { code: 1001 } });
  });

  it('limits requests a second and heavy ones a day, each in its own words', async () => {
    const limited = await start({ hasLimits: true, heavyPerDay: 7 });
    const own = await fetchToken(limited);
    const answers = [];
    for (let index = 0; index < 6; index += 1) answers.push(await ask(limited, own, '/contact_center/voice_calls'));
    expect(answers.map((reply) => reply.status)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(answers[0]!.headers.get('x-ratelimit-category')).toBe('Heavy');
    expect(answers[5]!.headers.get('retry-after')).toBeNull();
    clock.now += 1000;
    await ask(limited, own, '/contact_center/voice_calls');
    const daily = await ask(limited, own, '/contact_center/voice_calls');
    expect(daily.headers.get('retry-after')).toBe('2026-05-01T00:00:00Z');
    expect(daily.headers.get('x-ratelimit-type')).toBe('Daily-limit');
    clock.now = DATA_SETS_END;
    await limited.close();
  });

  it('serves the documented example records word for word', async () => {
    const documented = await start({ hasExamples: true });
    const own = await fetchToken(documented);
    const { body } = await ask(documented, own, '/contact_center/voice_calls', {
      engagement_id: '3XilEfOvQEKRIWMWhX1jDg',
      from: '2026-03-01T00:00:00+00:00',
      to: '2026-03-03T00:00:00+00:00',
    });
    expect(rowsOf(body)).toEqual([
      expect.objectContaining({ charge: '$0.019', start_time: '2026-03-02T09:14:05+00:00', total_duration: 195 }),
    ]);
    await documented.close();
  });
});

type Row = Record<string, unknown>;
type Reply = { status: number; headers: Headers; body: Row };

const start = (options: Partial<ZoomDemoOptions> = {}) =>
  startZoomContactCenter({ source, now: () => clock.now, ...options });

const at = (instant: number): string => new Date(instant).toISOString().replace('.000Z', '+00:00');
const rowsOf = (body: Row): Row[] => body.voice_calls as Row[];
const basic = ({ settings }: DemoVendor): string =>
  `Basic ${btoa(`${String(settings.clientId)}:${String(settings.clientSecret)}`)}`;

async function post(vendor: DemoVendor, form: Record<string, string>, authorization = basic(vendor)): Promise<Reply> {
  const reply = await fetch(String(vendor.settings.tokenUrl), {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });
  return { status: reply.status, headers: reply.headers, body: (await reply.json()) as Row };
}

async function fetchToken(vendor: DemoVendor): Promise<string> {
  const { body } = await post(vendor, { grant_type: 'account_credentials', account_id: 'demo-account' });
  return String(body.access_token);
}

async function ask(
  vendor: DemoVendor,
  token: string,
  path: string,
  query: Record<string, string> = {},
): Promise<Reply> {
  const present = Object.entries(query).filter(([, value]) => value !== '');
  const url = `${String(vendor.settings.baseUrl)}${path}?${new URLSearchParams(present).toString()}`;
  const reply = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  return { status: reply.status, headers: reply.headers, body: (await reply.json()) as Row };
}
