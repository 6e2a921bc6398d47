import { afterEach, describe, expect, it } from 'vitest';
import { createKeptHistory } from '../../../src/history/create-kept-history.ts';
import { openHistoryStore } from '../../../src/history/store/open-history-store.ts';
import { createAdmission } from '../../../src/server/admission/create-admission.ts';
import { createServerMetrics } from '../../../src/server/metrics/server-metrics.ts';
import { settingsSchema } from '../../../src/server/settings.ts';
import { parseMetrics, readMetrics } from '../../support/read-metrics.ts';
import { type ServedDemo, startServedDemo } from '../../support/start-served-demo.ts';

let served: ServedDemo | null = null;
afterEach(async () => {
  await served?.close();
  served = null;
});

const READS = 'trunkline_store_requests_total{kind="read",outcome="ok"}';

const ask = (url: string, query: string): Promise<Response> =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });

it('a flood of questions for /ready, which anybody may ask, asks the store a few times', async () => {
  served = await startServedDemo({ count: 10 }, { isKept: true });
  const { url } = served;
  const reads = async () => (await readMetrics(url)).samples.get(READS) ?? 0;
  await ask(url, '{ callSessions(first: 1) { nodes { id } } }');
  const before = await reads();
  const answers = await Promise.all(Array.from({ length: 400 }, () => fetch(`${url}/ready`)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  // Of four providers each: without a bound, more than 1,600 readings.
  expect((await reads()) - before).toBeLessThan(400);
});

describe('the metrics of', () => {
  it('the admission count who was not begun, and why', async () => {
    served = await startServedDemo({ count: 10 }, { more: { admission: { requestsPerMinute: 2 } } });
    const statuses: number[] = [];
    for (let asked = 0; asked < 3; asked += 1) {
      const response = await ask(served.url, 'query Often { callSessions(first: 1) { nodes { id } } }');
      await response.text();
      statuses.push(response.status);
    }
    expect(statuses).toEqual([200, 200, 429]);
    const { samples } = await readMetrics(served.url);
    expect(samples.get('trunkline_admission_refusals_total{reason="requests"}')).toBe(1);
    expect(samples.get('trunkline_admission_refusals_total{reason="server"}')).toBe(0);
    expect(samples.get('trunkline_admission_requests_in_flight')).toBe(0);
    expect(samples.get('trunkline_admission_requests_waiting{for="work"}')).toBe(0);
    expect(samples.get('trunkline_admission_vendor_requests_limit{provider="portal"}')).toBeGreaterThan(0);
    // Read again, a total is what it was.
    expect((await readMetrics(served.url)).samples.get('trunkline_admission_refusals_total{reason="requests"}')).toBe(
      1,
    );
  });

  it('the sync count what stood in its way, and say how far it is', async () => {
    served = await startServedDemo({ count: 10 }, { isKept: true, isSynced: true });
    const { server } = served.demo.vendors.callgear;
    const { url } = served;
    const read = async (name: string) => (await readMetrics(url)).samples.get(name);
    await expect
      .poll(() => read('trunkline_history_followed_lag_seconds{provider="tracking"}'), { timeout: 20_000 })
      .toBeTypeOf('number');
    server.fault({ fault: { kind: 'status', status: 503 } });
    const failures = 'trunkline_history_sync_failures_total{provider="tracking",kind="unavailable"}';
    await expect.poll(() => read(failures), { timeout: 20_000 }).toBeGreaterThan(0);
    await expect
      .poll(() => read('trunkline_history_state{provider="tracking",state="failing"}'), { timeout: 20_000 })
      .toBe(1);
  });

  it('a store that does not answer say so, and leave out what it would have said', async () => {
    const metrics = createServerMetrics();
    const store = await openHistoryStore({ kind: 'memory' }, { as: 'server', onSetAside() {}, watch: metrics.store });
    const portal = { id: 'portal', kind: 'bitrix24', webhookUrl: 'https://example.bitrix24.com/rest/1/code/' };
    const watched = {
      ...{ store, history: createKeptHistory(store), providers: [], now: Date.now },
      admission: createAdmission(settingsSchema.parse({ providers: [portal] }), { keepsHistory: true }),
    };
    const before = parseMetrics((await metrics.read(watched)).text);
    expect(before.get('trunkline_store_up')).toBe(1);
    expect(before.get('trunkline_store_size_bytes')).toBeGreaterThan(0);
    await store.close();
    const after = parseMetrics((await metrics.read(watched)).text);
    expect(after.get('trunkline_store_up')).toBe(0);
    expect([...after.keys()]).not.toContain('trunkline_store_size_bytes');
    expect(after.get('trunkline_store_requests_total{kind="read",outcome="closed"}')).toBeGreaterThan(0);
    expect(after.get('trunkline_store_requests_in_flight')).toBe(0);
  });
});
