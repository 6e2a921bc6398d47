import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createRecordingLog } from '../support/recording-log.ts';
import { type ServedDemo, startServedDemo } from '../support/start-served-demo.ts';

const { log, lines } = createRecordingLog();
let served: ServedDemo;
beforeAll(async () => {
  served = await startServedDemo({ count: 60 }, { isKept: true, log });
});
afterAll(() => served.close());
afterEach(() => {
  for (const { server } of Object.values(served.demo.vendors)) server.clearFaults();
});

type Line = Readonly<Record<string, unknown>> & {
  readonly rows: { readonly store: number; readonly vendors: number };
  readonly upstreamRequests: number;
};

const send = (query: string, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<Response> =>
  fetch(`${served.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
    ...(signal && { signal }),
  });
const linesOf = (name: string): Line[] =>
  lines.map(({ fields }) => fields as Line).filter((fields) => fields['name'] === name);
/** Asks, and gives the one line of it. */
async function lineOf(name: string, query: string, headers: Record<string, string> = {}): Promise<Line> {
  const before = linesOf(name).length;
  await (await send(query, headers)).text();
  const after = linesOf(name);
  expect(after.length - before).toBe(1);
  return after.at(-1)!;
}
const requests = (): number =>
  Object.values(served.demo.vendors)
    .flatMap(({ server }) => server.exchanges)
    .filter(({ purpose }) => purpose === 'data').length;

const NEWEST = 'query Newest { callSessions(first: 5) { nodes { id legs { id } } } }';

describe('the line of a request', () => {
  it('says how many rows came from the store', async () => {
    const kept = async () => (await lineOf('Newest', NEWEST, { 'cache-control': 'max-age=86400' })).rows.store;
    await expect.poll(kept, { timeout: 10_000 }).toBeGreaterThan(0);
  });

  it('names no operation by a telephone number', async () => {
    const line = await lineOf('other', 'query Of_49_151_12345678 { providers { key } }');
    expect(line).toMatchObject({ outcome: 'complete' });
    expect(JSON.stringify(lines)).not.toContain('12345678');
  });

  it('comes once for an answer in parts, when the last part has been sent', async () => {
    const query = 'query Parts { callSessions(first: 5) { nodes { id ... @defer { legs { id } } } } }';
    const line = await lineOf('Parts', query, { accept: 'multipart/mixed', 'cache-control': 'no-cache' });
    expect(line).toMatchObject({ outcome: 'complete', status: 200 });
    expect(line.upstreamRequests).toBeGreaterThanOrEqual(4);
  });

  it('comes once for a subscription, when its listener has left', async () => {
    const leaving = new AbortController();
    const query = 'subscription Listening { callSessionChanges { kind } }';
    const response = await send(query, { accept: 'text/event-stream' }, leaving.signal);
    expect(response.status).toBe(200);
    expect(linesOf('Listening')).toEqual([]);
    leaving.abort();
    await expect.poll(() => linesOf('Listening')).toMatchObject([{ operation: 'subscription', outcome: 'complete' }]);
  });

  it('says that a client left before it was answered', async () => {
    served.demo.vendors.callgear.server.fault({ fault: { kind: 'hang' } });
    const leaving = new AbortController();
    const answer = send(
      'query Left { callSessions(first: 5) { nodes { id } } }',
      { 'cache-control': 'no-cache' },
      leaving.signal,
    );
    await expect.poll(() => served.demo.vendors.callgear.server.exchanges.at(-1)?.fault).toBe('hang');
    leaving.abort();
    await expect(answer).rejects.toThrow();
    await expect.poll(() => linesOf('Left')).toMatchObject([{ outcome: 'abandoned' }]);
  });

  it('says of which provider something is missing, and why', async () => {
    served.demo.vendors.callgear.server.fault({ fault: { kind: 'status', status: 503 } });
    const line = await lineOf('Newest', NEWEST, { 'cache-control': 'no-cache' });
    expect(line).toMatchObject({ outcome: 'partial', missing: [{ provider: 'tracking', kind: 'unavailable' }] });
  });

  it('says that a request failed for which everything had to be there, and that one was refused', async () => {
    served.demo.vendors.callgear.server.fault({ fault: { kind: 'status', status: 503 } });
    const all = 'query All { callSessions(first: 5, requireComplete: true) { nodes { id } } }';
    expect(await lineOf('All', all, { 'cache-control': 'no-cache' })).toMatchObject({
      outcome: 'failed',
      missing: [{ provider: 'tracking', kind: 'unavailable' }],
      errors: ['PROVIDER_PROBLEM'],
    });
    expect(await lineOf('Large', 'query Large { callSessions(first: 5000) { nodes { id } } }')).toMatchObject({
      outcome: 'refused',
      upstreamRequests: 0,
    });
  });

  it('says what was asked of vendors, how many rows came of it, and what it cost', async () => {
    // Where anything is kept, vendors are asked at the start whose account it is.
    await served.close();
    served = await startServedDemo({ count: 60 }, { log });
    const before = requests();
    const line = await lineOf('Newest', NEWEST, { 'cache-control': 'no-cache', 'x-request-id': 'page-1' });
    expect(line).toMatchObject({
      requestId: 'page-1',
      traceId: null,
      caller: null,
      operation: 'query',
      outcome: 'complete',
      status: 200,
      upstreamRequests: requests() - before,
      missing: [],
      errors: [],
    });
    expect(line.upstreamRequests).toBeGreaterThanOrEqual(4);
    expect(line.rows.vendors).toBeGreaterThanOrEqual(5);
    expect(line['cost']).toBeGreaterThan(0);
  });
});
