import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCOPES } from '../../../src/domain/caller.ts';
import { METRICS } from '../../../src/server/metrics/definitions.ts';
import { makeKey } from '../../support/make-key.ts';
import { type Samples, readMetrics } from '../../support/read-metrics.ts';
import { type ServedDemo, startServedDemo } from '../../support/start-served-demo.ts';

const reports = makeKey('reports', SCOPES);
const watcher = makeKey('watcher', ['status:read']);
const callsOnly = makeKey('calls only', ['calls:read']);
const confined = makeKey('of portal', SCOPES, { providers: ['portal'] });
const KEYS = [reports, watcher, callsOnly, confined];

let served: ServedDemo;
beforeAll(async () => {
  const auth = { mode: 'keys', keys: KEYS.map(({ entry }) => entry) };
  served = await startServedDemo({ count: 60 }, { more: { auth }, isKept: true });
});
afterAll(() => served.close());

async function ask(query: string, { headers } = reports): Promise<Record<string, unknown>> {
  const response = await fetch(`${served.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'cache-control': 'no-cache', ...headers },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as Record<string, unknown>;
}

const read = async (): Promise<Samples> => (await readMetrics(served.url, watcher.headers)).samples;
const grown = (before: Samples, after: Samples, name: string): number =>
  (after.get(name) ?? 0) - (before.get(name) ?? 0);

describe('/metrics', () => {
  it('is text as Prometheus reads it, with everything that is documented', async () => {
    await ask('{ providers { id } }');
    const { response, text } = await readMetrics(served.url, watcher.headers);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    for (const [name, { type }] of Object.entries(METRICS)) expect(text).toContain(`# TYPE ${name} ${type}`);
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
    expect(text).toContain('process_resident_memory_bytes');
  });

  it('is for whoever has status:read and is confined to no provider', async () => {
    const asked = [{}, callsOnly.headers, confined.headers, watcher.headers].map(async (headers) => {
      const { response, text } = await readMetrics(served.url, headers);
      return [response.status, text.includes('trunkline_')];
    });
    expect(await Promise.all(asked)).toEqual([
      [401, false],
      [403, false],
      [403, false],
      [200, true],
    ]);
  });

  it('counts operations by name, caller and outcome, with what they cost and asked of vendors', async () => {
    const before = await read();
    const { data } = await ask('query Newest { callSessions(first: 5) { nodes { id } } }');
    expect(data).toBeTruthy();
    await ask('query Mistaken { nothing }');
    await ask('query Foreign { callSessions(first: 5) { nodes { id } } }', watcher);
    const after = await read();
    const operations = (operation: string, caller: string, outcome: string) =>
      `trunkline_operations_total{operation="${operation}",type="query",caller="${caller}",outcome="${outcome}"}`;
    expect(grown(before, after, operations('Newest', 'reports', 'complete'))).toBe(1);
    expect(grown(before, after, operations('Foreign', 'watcher', 'refused'))).toBe(1);
    expect([...after.keys()].join('\n')).not.toContain('Mistaken');
    expect(
      grown(before, after, 'trunkline_operation_duration_seconds_count{operation="Newest",outcome="complete"}'),
    ).toBe(1);
    const asked = grown(before, after, 'trunkline_operation_upstream_requests_total{operation="Newest"}');
    const upstream = ['portal', 'tracking', 'pbx', 'desk'].map((provider) =>
      grown(before, after, `trunkline_upstream_requests_total{provider="${provider}",purpose="read",outcome="ok"}`),
    );
    expect(asked).toBeGreaterThanOrEqual(4);
    expect(upstream.reduce((sum, one) => sum + one, 0)).toBe(asked);
    expect(grown(before, after, 'trunkline_operation_cost_points_total{caller="reports"}')).toBeGreaterThan(0);
    expect(grown(before, after, 'trunkline_operation_rows_total{source="vendors"}')).toBeGreaterThanOrEqual(5);
    expect(grown(before, after, 'trunkline_operation_errors_total{code="FORBIDDEN"}')).toBe(1);
  });

  it('counts what is missing, what failed, and in which state the breaker is', async () => {
    const before = await read();
    const { server } = served.demo.vendors.callgear;
    server.fault({ fault: { kind: 'status', status: 503 } });
    for (let asked = 0; asked < 3; asked += 1) await ask('query Partly { callSessions(first: 5) { nodes { id } } }');
    server.clearFaults();
    const after = await read();
    expect(grown(before, after, 'trunkline_operation_missing_total{provider="tracking",kind="unavailable"}')).toBe(3);
    expect(
      grown(
        before,
        after,
        'trunkline_operations_total{operation="Partly",type="query",caller="reports",outcome="partial"}',
      ),
    ).toBe(3);
    const failed = 'trunkline_upstream_requests_total{provider="tracking",purpose="read",outcome="unavailable"}';
    expect(grown(before, after, failed)).toBeGreaterThanOrEqual(3);
    expect(grown(before, after, 'trunkline_upstream_retries_total{provider="tracking"}')).toBeGreaterThan(0);
    const states = ['closed', 'open', 'half-open'].map((state) =>
      after.get(`trunkline_breaker_state{provider="tracking",state="${state}"}`)!,
    );
    expect(states).toEqual([0, 1, 0]);
  });

  it('tells how the store and the history are', async () => {
    const samples = await read();
    expect(samples.get('trunkline_store_up')).toBe(1);
    expect(samples.get('trunkline_store_size_bytes')).toBeGreaterThan(0);
    expect(samples.get('trunkline_store_requests_in_flight')).toBeGreaterThanOrEqual(0);
    expect(samples.get('trunkline_store_requests_total{kind="read",outcome="ok"}')).toBeGreaterThan(0);
    for (const provider of ['portal', 'pbx', 'desk']) {
      expect(samples.get(`trunkline_history_kept_ratio{provider="${provider}"}`)).toBeTypeOf('number');
      expect(samples.get(`trunkline_history_calls{provider="${provider}"}`)).toBeGreaterThanOrEqual(0);
    }
    expect(samples.get('trunkline_feed_newest_change')).toBeGreaterThan(0);
  });

  it('tells apart no more than so many operations, and holds no telephone number that somebody made a name of', async () => {
    for (let number = 0; number < 120; number += 1) await ask(`query Op${number} { __typename }`);
    await ask('query call_79161234567 { __typename }');
    const { text, samples } = await readMetrics(served.url, watcher.headers);
    const names = new Set([...text.matchAll(/operation="([^"]+)"/g)].map((match) => match[1]));
    expect(names.size).toBeLessThanOrEqual(101);
    expect(names).toContain('other');
    expect(text).not.toContain('79161234567');
    const others = 'trunkline_operations_total{operation="other",type="query",caller="reports",outcome="complete"}';
    expect(samples.get(others)).toBeGreaterThan(20);
  });

  it('holds no secret, no number of a call and no host', async () => {
    const { data } = await ask('{ callSessions(first: 50) { nodes { customer { number } } } }');
    const numbers = JSON.stringify(data).match(/\+?\d{9,}/g) ?? [];
    expect(numbers.length).toBeGreaterThan(10);
    const { text } = await readMetrics(served.url, watcher.headers);
    const secrets = Object.values(served.demo.vendors).flatMap((vendor) => vendor.secrets);
    for (const secret of [...secrets, ...numbers, ...KEYS.map(({ key }) => key)]) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/127\.0\.0\.1|localhost/);
  });
});
