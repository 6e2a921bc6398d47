import { SignJWT, importPKCS8 } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDataSet } from '../../src/demo/data-sets.ts';
import type { DemoVendor } from '../../src/demo/demo-vendor.ts';
import { startVoximplant } from '../../src/demo/voximplant/index.ts';

const set = createDataSet('even', { count: 300 });
const EVERYTHING = { from_date: '2020-01-01 00:00:00', to_date: '2030-01-01 00:00:00' };

type Reply = {
  result: Record<string, unknown>[];
  total_count?: number;
  count: number;
  timezone: string;
  warnings?: string[];
  error?: { code: number; msg: string };
};

let vendor: DemoVendor;

beforeEach(async () => {
  vendor = await startVoximplant({ source: set.sources.voximplant, now: () => set.endsAt, hasExamples: true });
});
afterEach(() => vendor.close());

async function token(claims: { iat?: number; exp?: number; iss?: unknown } = {}, keyId?: string): Promise<string> {
  const account = vendor.settings['serviceAccount'] as { account_id: number; key_id: string; private_key: string };
  const now = set.endsAt / 1000;
  return new SignJWT({ iat: now - 5, exp: now + 60, ...claims, iss: (claims.iss ?? account.account_id) as string })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: keyId ?? account.key_id })
    .sign(await importPKCS8(account.private_key, 'RS256'));
}

async function post(method: string, parameters: Record<string, string>, bearer?: string): Promise<Reply> {
  const response = await fetch(`${String(vendor.settings['baseUrl'])}/${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer ?? (await token())}` },
    body: new URLSearchParams(parameters),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Reply;
}

const history = (parameters: Record<string, string> = {}, bearer?: string) =>
  post('GetCallHistory', { ...EVERYTHING, ...parameters }, bearer);

describe('the demo Voximplant', () => {
  it.each([
    { remote_number: '' },
    { local_number: ' ; ' },
    { remote_number_list: '[""]' },
    { application_name: '' },
    { application_id: '10733204', rule_name: ' ' },
    { call_session_history_custom_data: '' },
  ])('takes a filter without a value for none, and finds everything: %j', async (blank) => {
    const application = 'application_id' in blank ? { application_id: blank.application_id } : {};
    expect((await history(blank)).total_count).toBe((await history(application)).total_count);
    expect((await history(blank)).total_count).toBeGreaterThan(100);
  });

  it('takes a command by path with a query, by path with a form, and by cmd', async () => {
    const base = String(vendor.settings['baseUrl']);
    const headers = { authorization: `Bearer ${await token()}` };
    const multipart = new FormData();
    for (const [name, value] of Object.entries(EVERYTHING)) multipart.set(name, value);
    const replies = await Promise.all([
      fetch(`${base}/GetCallHistory?${new URLSearchParams(EVERYTHING).toString()}`, { method: 'POST', headers }),
      fetch(`${base}/GetCallHistory?${new URLSearchParams(EVERYTHING).toString()}`, { headers }),
      fetch(`${base}/GetCallHistory`, { method: 'POST', headers, body: multipart }),
      fetch(base, {
        method: 'POST',
        headers,
        body: new URLSearchParams({ cmd: 'GetCallHistory', ...EVERYTHING }),
      }),
    ]);
    for (const reply of replies) expect(((await reply.json()) as Reply).total_count).toBe(301);
  });

  it('refuses tokens that live too long, come from the future, have ended, or name another account or key', async () => {
    const now = set.endsAt / 1000;
    const codeOf = async (bearer: string) => (await history({}, bearer)).error?.code;
    expect(await codeOf(await token({ exp: now + 3700 }))).toBe(454);
    expect(await codeOf(await token({ iat: now + 30 }))).toBe(455);
    expect(await codeOf(await token({ exp: now - 1 }))).toBe(456);
    expect(await codeOf(await token({ iss: 1 }))).toBe(100);
    expect(await codeOf(await token({}, 'another'))).toBe(433);
    expect(await codeOf('nonsense')).toBe(447);
    expect(await codeOf(await token({ iss: '4714487' }))).toBeUndefined();
  });

  it('pages by session and refuses what lies past its limits', async () => {
    const page = await history({ count: '100', offset: '250' });
    expect(page).toMatchObject({ total_count: 301, count: 51, timezone: 'Etc/GMT' });
    expect((await history({ count: '1001' })).error?.code).toBe(497);
    expect((await history({ offset: '10001' })).error?.code).toBe(497);
    expect((await history({ from_date: 'today' })).error?.code).toBe(111);
    expect((await history({ to_date: '2019-01-01 00:00:00' })).error?.code).toBe(123);
    expect(await history({ with_total_count: 'false' })).not.toHaveProperty('total_count');
  });

  it('only warns when dates are missing', async () => {
    const page = await post('GetCallHistory', {});
    expect(page.warnings).toEqual([
      "Required 'from_date' parameter isn't set.",
      "Required 'to_date' parameter isn't set.",
    ]);
    expect(page.count).toBe(20);
  });

  it('includes both ends of a range', async () => {
    const [first, second] = vendor.truth().slice(-2);
    const write = (instant = 0) => new Date(instant).toISOString().slice(0, 19).replace('T', ' ');
    const page = await history({ from_date: write(first?.startedAt), to_date: write(second?.startedAt) });
    expect(page.count).toBe(2);
  });

  it('sends nested lists as the switches say', async () => {
    const [bare] = (await history({ count: '1' })).result;
    expect(bare).toHaveProperty('other_resource_usage');
    expect(bare).not.toHaveProperty('calls');
    expect(bare).not.toHaveProperty('records');
    const [full] = (await history({ count: '1', with_calls: 'true', with_other_resources: 'false' })).result;
    expect(full).toHaveProperty('calls');
    expect(full).not.toHaveProperty('other_resource_usage');
  });

  it('serves the example of the reference page word for word', async () => {
    const { result } = await history({
      call_session_history_id: '4202753936;',
      with_calls: 'true',
      with_records: 'true',
    });
    expect(result).toHaveLength(1);
    expect(result[0]).toMatchObject({
      call_session_history_id: 4202753936,
      log_file_url: expect.stringContaining('sessionid=4881753936') as string,
      records: [{ record_id: 4202252234, expiration_date: '2024-08-27' }],
      calls: [{ call_id: 4202571214, cost: 0.530625, direction: 'All numbers' }],
    });
  });

  it('writes ids past 2^53 as JSON numbers, digit by digit', async () => {
    const long = vendor.truth().find(({ nativeId }) => nativeId.length > 15);
    const response = await fetch(
      `${String(vendor.settings['baseUrl'])}/GetCallHistory?call_session_history_id=${long?.nativeId}`,
      { method: 'POST', headers: { authorization: `Bearer ${await token()}` } },
    );
    expect(await response.text()).toContain(`"call_session_history_id":${long?.nativeId},`);
  });

  it('looks at a rule only within an application, and gives a user only what the user started', async () => {
    const all = await history({ rule_name: 'incoming' });
    const rule = await history({ rule_name: 'incoming', application_id: '10733204' });
    expect(all.total_count).toBe(301);
    expect(rule.total_count).toBeLessThan(150);
    const started = await history({ user_id: '2210345;2210346', count: '1000' });
    expect(started.result.every((row) => row['rule_name'] === 'outgoing')).toBe(true);
  });

  it('lets a list of remote numbers win over the other spelling of it', async () => {
    const page = await history({ remote_number: '1', remote_number_list: '["42027877410"]' });
    expect(page.total_count).toBe(1);
    expect((await history({ remote_number: '42027877410', remote_number_list: '[]' })).total_count).toBe(1);
  });

  it('orders the calls of one second anew in every answer', async () => {
    const burst = createDataSet('burst');
    const crowded = await startVoximplant({ source: burst.sources.voximplant, now: () => burst.endsAt });
    const ask = async () => {
      const response = await fetch(`${String(crowded.settings['baseUrl'])}/GetCallHistory?count=1000`, {
        headers: { authorization: `Bearer ${await tokenFor(crowded, burst.endsAt)}` },
      });
      return ((await response.json()) as Reply).result.map((row) => row['call_session_history_id']);
    };
    const [first, second] = [await ask(), await ask()];
    expect(first).not.toEqual(second);
    expect(new Set(first)).toEqual(new Set(second));
    await crowded.close();
  });

  it('bills a session some minutes after it has ended', async () => {
    const last = vendor.truth().at(-1);
    const call = set.sources.voximplant.at(set.sources.voximplant.count - 1);
    let now = (last?.startedAt ?? 0) + call.durationSeconds * 1000;
    const late = await startVoximplant({ source: set.sources.voximplant, now: () => now });
    const ask = async () => {
      const response = await fetch(
        `${String(late.settings['baseUrl'])}/GetCallHistory?count=1&desc_order=true&with_calls=true`,
        { headers: { authorization: `Bearer ${await tokenFor(late, now)}` } },
      );
      return JSON.stringify(((await response.json()) as Reply).result[0]?.['calls']);
    };
    expect(await ask()).not.toContain('"cost"');
    now += 300_000;
    expect(await ask()).toContain('"cost"');
    await late.close();
  });

  it('serves a secure recording in ranges to whoever holds a token, and to nobody else', async () => {
    const { result } = await history({ count: '1000', with_records: 'true', desc_order: 'true' });
    const links = result.flatMap((row) => row['records'] as { record_url: string; is_removed: boolean }[]);
    const link = links.find((record) => !record.is_removed && record.record_url.includes('-secure'))?.record_url ?? '';
    expect((await fetch(link)).status).toBe(403);
    const part = await fetch(link, { headers: { authorization: `Bearer ${await token()}`, range: 'bytes=0-99' } });
    expect(part.status).toBe(206);
    expect((await part.arrayBuffer()).byteLength).toBe(100);
  });

  it('knows users one application at a time', async () => {
    const { result } = await post('GetApplications', {});
    expect(result).toHaveLength(2);
    expect((await post('GetUsers', {})).error?.code).toBe(134);
    const users = await post('GetUsers', { application_id: String(result[0]?.['application_id']) });
    expect(users.result.map((user) => user['user_display_name'])).toContain('Ada Marsh');
  });
});

async function tokenFor(other: DemoVendor, now: number): Promise<string> {
  const account = other.settings['serviceAccount'] as { account_id: number; key_id: string; private_key: string };
  return new SignJWT({ iss: String(account.account_id), iat: now / 1000 - 5, exp: now / 1000 + 60 })
    .setProtectedHeader({ alg: 'RS256', kid: account.key_id })
    .sign(await importPKCS8(account.private_key, 'RS256'));
}
