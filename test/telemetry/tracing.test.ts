import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DATA_SETS_END } from '../../src/demo/data-sets.ts';
import type { HistoryStore } from '../../src/history/store/history-store.ts';
import { openHistoryStore } from '../../src/history/store/open-history-store.ts';
import { DAY_MS } from '../../src/time/instant.ts';
import { type Tracing, type TracingSettings, startTracing } from '../../src/telemetry/start-tracing.ts';
import { createRecordingLog } from '../support/recording-log.ts';
import { type SentSpan, startCollector } from '../support/start-collector.ts';
import { type ServedDemo, startServedDemo } from '../support/start-served-demo.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';
const TRACEPARENT = `00-${TRACE}-${PARENT}-01`;
const LEGS =
  'query Legs($number: [String!]) { callSessions(first: 5, filter: { number: $number }) { nodes { id legs { id } recordings { url } } } }';

const { log, lines } = createRecordingLog();
let served: ServedDemo;
let collector: Awaited<ReturnType<typeof startCollector>>;
let tracing: Tracing | null = null;
const troubles: string[] = [];

beforeAll(async () => {
  served = await startServedDemo({ count: 40 }, { isKept: true, log });
});
afterAll(() => served.close());
afterEach(async () => {
  await tracing?.stop();
  await collector?.close();
  tracing = null;
});

async function trace(more: Partial<TracingSettings> = {}, load?: (name: string) => Promise<unknown>): Promise<void> {
  collector = await startCollector();
  const settings = {
    endpoint: collector.endpoint,
    headers: { 'x-key': 'collector-key' },
    serviceName: 'calls',
    sampleRatio: 1,
    toVendors: true,
    ...more,
  };
  const tools = { version: '1.2.3', onTrouble: (said: string) => void troubles.push(said), ...(load && { load }) };
  tracing = await startTracing(settings, tools);
}

/** Sends what there is, and gives it. */
async function sent(): Promise<readonly SentSpan[]> {
  await tracing?.stop();
  tracing = null;
  return collector.spans;
}

async function ask(query: string, headers: Record<string, string> = {}, variables: object = {}, url = served.url) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'cache-control': 'no-cache', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return { response, body: (await response.json()) as { data: Record<string, { nodes: { id: string }[] }> } };
}

const vendorRequests = () => Object.values(served.demo.vendors).flatMap(({ server }) => server.exchanges);
const named = (spans: readonly SentSpan[], name: string): SentSpan => spans.find((span) => span.name === name)!;

describe('a traced request', () => {
  it("joins the caller's trace, and its parts join each other down to every request to a vendor", async () => {
    await trace();
    for (const { server } of Object.values(served.demo.vendors)) server.resetCounts();
    const { body } = await ask(LEGS, { traceparent: TRACEPARENT, tracestate: 'vendor=secret-state' }, { number: null });
    expect(body.data['callSessions']!.nodes).toHaveLength(5);
    const spans = await sent();
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]));
    expect(new Set(spans.map(({ service }) => service))).toEqual(new Set(['calls']));
    expect(collector.headers[0]).toMatchObject({ 'x-key': 'collector-key' });

    const http = named(spans, 'POST /graphql');
    expect(http).toMatchObject({
      parentSpanId: PARENT,
      kind: 2,
      attributes: { 'http.route': '/graphql', 'http.response.status_code': 200 },
    });
    const operation = named(spans, 'query Legs');
    expect(operation).toMatchObject({
      parentSpanId: http.spanId,
      attributes: { 'graphql.operation.name': 'Legs', 'trunkline.outcome': 'complete' },
    });
    const byId = new Map(spans.map((span) => [span.spanId, span]));
    const rootOf = (span: SentSpan): SentSpan => {
      const parent = span.parentSpanId === undefined ? undefined : byId.get(span.parentSpanId);
      return parent ? rootOf(parent) : span;
    };
    expect(new Set(spans.map(rootOf))).toEqual(new Set([http]));

    const asked = spans.filter(({ attributes }) => 'trunkline.purpose' in attributes);
    const told = vendorRequests().map(({ request }) => request.headers['traceparent']);
    expect(told.length).toBeGreaterThanOrEqual(4);
    expect(told.toSorted()).toEqual(asked.map(({ spanId }) => `00-${TRACE}-${spanId}-01`).toSorted());
    expect(asked.every(({ kind, attributes }) => kind === 3 && attributes['http.response.status_code'] === 200)).toBe(
      true,
    );
    // What others have written about the request is not for vendors.
    expect(vendorRequests().filter(({ request }) => 'tracestate' in request.headers)).toEqual([]);
  });

  it('shows what it reads of the store', async () => {
    await trace();
    await ask('query Kept { callSessions(first: 5) { nodes { id } } }', { 'cache-control': 'max-age=86400' });
    const spans = await sent();
    const operation = named(spans, 'query Kept');
    const reads = spans.filter(({ name }) => name === 'store read');
    expect(reads.length).toBeGreaterThan(0);
    for (const read of reads)
      expect(read).toMatchObject({ traceId: operation.traceId, attributes: { 'db.system.name': 'sqlite' } });
  });

  it('is found by its trace in the log', async () => {
    await trace();
    await ask('query Found { providers { id } }', { traceparent: TRACEPARENT });
    expect(lines.at(-1)!.fields).toMatchObject({ name: 'Found', traceId: TRACE });
    await ask('query Own { providers { id } }');
    const { traceId } = named(await sent(), 'query Own');
    expect(lines.at(-1)!.fields).toMatchObject({ name: 'Own', traceId });
  });

  it('says in its spans which vendor failed, how, and that it was asked again', async () => {
    await trace();
    served.demo.vendors.callgear.server.fault({ fault: { kind: 'status', status: 503 } });
    await ask('query Partly { callSessions(first: 5) { nodes { id } } }');
    served.demo.vendors.callgear.server.clearFaults();
    const spans = await sent();
    expect(named(spans, 'query Partly').attributes['trunkline.outcome']).toBe('partial');
    const failed = spans.filter(({ attributes }) => attributes['error.type'] === 'unavailable');
    expect(failed.length).toBeGreaterThan(1);
    expect(failed.every(({ attributes }) => attributes['trunkline.provider'] === 'tracking')).toBe(true);
    expect(failed.every(({ status }) => status.code === 2)).toBe(true);
    expect(failed.some(({ attributes }) => attributes['http.request.resend_count'] === 1)).toBe(true);
  });

  it('shows how long its parts waited for their turn at a vendor', async () => {
    await trace();
    const { server } = served.demo.vendors.voximplant;
    server.fault({ fault: { kind: 'latency', ms: 50 } });
    const pages = Array.from({ length: 12 }, (_, day) => {
      const to = new Date(DATA_SETS_END - day * DAY_MS).toISOString();
      return ask(
        `query Page { callSessions(first: 1, filter: { providers: ["pbx"], startedAt: { to: "${to}" } }) { nodes { id } } }`,
      );
    });
    await Promise.all(pages);
    server.clearFaults();
    const spans = await sent();
    const waits = spans.filter(({ name }) => name === 'wait for a turn');
    expect(waits.length).toBeGreaterThan(0);
    const operations = new Set(spans.filter(({ name }) => name === 'query Page').map(({ spanId }) => spanId));
    for (const wait of waits) {
      expect(wait.attributes).toEqual({ 'trunkline.provider': 'pbx', 'trunkline.budget': 'api' });
      expect(operations).toContain(wait.parentSpanId);
    }
  });

  it('shows how long an operation waited to be begun', async () => {
    const kept = await openHistoryStore({ kind: 'memory' }, { as: 'server', onSetAside() {} });
    let mayAnswer = Promise.resolve();
    const store: HistoryStore = { ...kept, readPage: (question) => mayAnswer.then(() => kept.readPage(question)) };
    const more = { admission: { maxInFlight: 1 } };
    const busy = await startServedDemo({ count: 40 }, { isSynced: true, store, more });
    try {
      const states = async () =>
        JSON.stringify((await ask('{ providers { history { state } } }', {}, {}, busy.url)).body);
      await expect.poll(async () => (await states()).match(/CURRENT/g)?.length, { timeout: 30_000 }).toBe(4);
      // Of what is kept: whoever asks a vendor waits apart.
      const asKept = { 'cache-control': 'max-age=86400' };
      const to = new Date(DATA_SETS_END - 30 * DAY_MS).toISOString();
      const query = `query Kept { callSessions(first: 40, filter: { startedAt: { to: "${to}" } }) { nodes { id raw } } }`;
      const { promise, resolve: answer } = Promise.withResolvers<void>();
      mayAnswer = promise;
      await trace();
      const answered = Array.from({ length: 8 }, () => ask(query, asKept, {}, busy.url));
      await expect
        .poll(() => busy.admission(), { timeout: 30_000, interval: 5 })
        .toMatchObject({ inFlight: 1, waiting: 7 });
      answer();
      await Promise.all(answered);
      const spans = await sent();
      const answers = new Set(spans.filter(({ name }) => name === 'POST /graphql').map(({ spanId }) => spanId));
      const waits = spans.filter(({ name }) => name === 'wait to be begun');
      expect(answers.size).toBe(8);
      expect(waits.length).toBeGreaterThan(0);
      for (const { parentSpanId, attributes } of waits)
        expect([answers.has(parentSpanId!), attributes]).toEqual([true, {}]);
    } finally {
      await busy.close();
      await kept.close();
    }
  });

  it('tells nothing of what was asked and answered: no variable, no number, no secret, no host, no link', async () => {
    await trace();
    const { body } = await ask(LEGS, {}, { number: ['+44 7700 900123'] });
    expect(body.data).toBeTruthy();
    const all = '{ callSessions(first: 30) { nodes { customer { number } recordings { url } } } }';
    const { body: shown } = await ask(all);
    const text = JSON.stringify(shown);
    const links = [...text.matchAll(/\/media\/([\w.~-]+)/g)].map((match) => match[1]!);
    const numbers = text.match(/\+\d{9,}/g) ?? [];
    expect(links.length).toBeGreaterThan(0);
    await fetch(`${served.url}/media/${links[0]}`);
    await sent();
    const told = collector.bodies.join('\n');
    const secrets = Object.values(served.demo.vendors).flatMap((vendor) => vendor.secrets);
    for (const hidden of [...links, ...numbers, ...secrets, '7700900123', '7700 900123'])
      expect(told).not.toContain(hidden);
    expect(told).not.toMatch(/127\.0\.0\.1|localhost/);
    expect(collector.spans.map(({ name }) => name)).toContain('GET /media/*');
  });

  it('is sampled as the settings say, and tells vendors nothing where they say so', async () => {
    await trace({ sampleRatio: 0, toVendors: false });
    for (const { server } of Object.values(served.demo.vendors)) server.resetCounts();
    await ask('{ callSessions(first: 5) { nodes { id } } }');
    expect(vendorRequests().filter(({ request }) => 'traceparent' in request.headers)).toEqual([]);
    expect(await sent()).toEqual([]);
  });
});

describe('tracing', () => {
  it('names what has to be installed where a package is missing', async () => {
    const load = async (name: string) => {
      const error = new Error(`Cannot find package '${name}' imported from here`);
      throw Object.assign(error, { code: 'ERR_MODULE_NOT_FOUND' });
    };
    await expect(trace({}, load)).rejects.toThrow(
      /@opentelemetry\/sdk-trace is not installed\. Install what it needs: npm install @opentelemetry\/sdk-trace @opentelemetry\/exporter-trace-otlp-http/,
    );
  });

  it('that cannot be sent costs no answer, and says so', async () => {
    await trace();
    await collector.close();
    const { response } = await ask('{ providers { id } }');
    expect(response.status).toBe(200);
    await sent();
    expect(troubles.length).toBeGreaterThan(0);
  });

  it('is off: a request names the trace of its caller in the log, and no vendor is told of it', async () => {
    collector = await startCollector();
    for (const { server } of Object.values(served.demo.vendors)) server.resetCounts();
    await ask('query Untraced { callSessions(first: 5) { nodes { id } } }', { traceparent: TRACEPARENT });
    expect(lines.at(-1)!.fields).toMatchObject({ name: 'Untraced', traceId: TRACE });
    expect(vendorRequests().filter(({ request }) => 'traceparent' in request.headers)).toEqual([]);
  });
});
