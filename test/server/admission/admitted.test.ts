import { afterEach, describe, expect, it, vi } from 'vitest';
import { SCOPES } from '../../../src/domain/caller.ts';
import { DATA_SETS_END } from '../../../src/demo/data-sets.ts';
import { DAY_MS } from '../../../src/time/instant.ts';
import { makeKey } from '../../support/make-key.ts';
import { type ServedDemo, startServedDemo } from '../../support/start-served-demo.ts';

const NESTED = `query Page($filter: CallSessionFilter) {
  callSessions(first: 5, filter: $filter) { nodes { nativeId agents { displayName } legs { direction } } isComplete }
}`;
const KNOWN = '{ providers { key } }';

/** What a first answer of a vendor's takes here; nothing is judged by it. */
const LATENCY_MS = 300;
/** A busy machine takes its time. */
const PATIENCE = { timeout: 20_000 };

const [greedy, modest] = [makeKey('greedy', SCOPES), makeKey('modest', SCOPES)];
const KEYS = { mode: 'keys', keys: [greedy.entry, modest.entry] };

let served: ServedDemo;
afterEach(() => served.close());

async function serve(more: Readonly<Record<string, unknown>>): Promise<void> {
  served = await startServedDemo({ count: 400 }, { more });
}

function setVendors(fault: { kind: 'hang' } | { kind: 'latency'; ms: number }): void {
  for (const { server } of Object.values(served.demo.vendors)) server.fault({ fault });
}

type Told = { readonly data?: { readonly callSessions?: { readonly isComplete: boolean } | null } | null } & {
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
  readonly extensions?: Readonly<Record<string, unknown>>;
};

async function ask(
  query: string,
  { day, headers = {}, signal }: { day?: number; headers?: Record<string, string>; signal?: AbortSignal } = {},
) {
  const to = DATA_SETS_END - (day ?? 0) * DAY_MS;
  const startedAt = { from: new Date(to - 2 * DAY_MS).toISOString(), to: new Date(to).toISOString() };
  const response = await fetch(`${served.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, ...(day !== undefined && { variables: { filter: { startedAt } } }) }),
    ...(signal && { signal }),
  });
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    told: (await response.json()) as Told,
  };
}

/** A page of each of so many days: nobody's reading spares another's. */
const askDays = (count: number, first = 0, options: { headers?: Record<string, string>; signal?: AbortSignal } = {}) =>
  Array.from({ length: count }, (_, index) => ask(NESTED, { day: first + index, ...options }));

const codesOf = ({ told }: { readonly told: Told }) => told.errors?.map(({ extensions }) => extensions.code) ?? [];

describe('requests that ask vendors', () => {
  it('are begun as far as they are answered in time, and the others told when to come back', async () => {
    await serve({ admission: { maxWaitMs: 100 } });
    setVendors({ kind: 'latency', ms: LATENCY_MS });
    const answers = await Promise.all(askDays(40));
    const begun = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(begun.length).toBeGreaterThan(0);
    expect(begun.every(({ told }) => told.data?.callSessions?.isComplete)).toBe(true);
    expect(refused.length).toBeGreaterThan(20);
    for (const answer of refused) {
      expect([answer.status, codesOf(answer)]).toEqual([503, ['OVERLOADED']]);
      expect(Number(answer.retryAfter)).toBeGreaterThan(0);
      expect(answer.told.errors![0]!.message).toMatch(/so this request was not begun\. Ask again in \d+ s\.$/);
    }
    const status = served.admission();
    expect(status.refused).toMatchObject({ vendors: refused.length, server: 0 });
    expect([status.inFlight, status.waitingForVendors]).toEqual([0, 0]);
    expect(Object.values(status.vendors).every(({ inFlight }) => inFlight === 0)).toBe(true);
  });

  it('keep nobody from being answered who needs no vendor, nor from asking how the server is', async () => {
    await serve({ admission: { maxInFlight: 2, maxInFlightPerCaller: 2 } });
    setVendors({ kind: 'hang' });
    const leaving = new AbortController();
    const hanging = askDays(20, 0, { signal: leaving.signal });
    await vi.waitFor(() => expect(served.admission().waitingForVendors).toBeGreaterThan(0), PATIENCE);
    expect((await ask(KNOWN)).status).toBe(200);
    expect((await fetch(`${served.url}/health`)).status).toBe(200);
    leaving.abort();
    await Promise.allSettled(hanging);
  });

  it('leave the line, and their places, when their client goes away', async () => {
    await serve({});
    setVendors({ kind: 'hang' });
    const leaving = new AbortController();
    const hanging = askDays(12, 0, { signal: leaving.signal });
    await vi.waitFor(() => expect(served.admission().waitingForVendors).toBeGreaterThan(0), PATIENCE);
    leaving.abort();
    await Promise.allSettled(hanging);
    await vi.waitFor(() => {
      const { waitingForVendors, vendors } = served.admission();
      expect([waitingForVendors, ...Object.values(vendors).map(({ inFlight }) => inFlight)]).toEqual([0, 0, 0, 0, 0]);
    }, PATIENCE);
  });

  it('of one caller leave places to another', async () => {
    await serve({ auth: KEYS });
    setVendors({ kind: 'hang' });
    const leaving = new AbortController();
    const { signal } = leaving;
    const hanging = askDays(30, 0, { headers: greedy.headers, signal });
    await vi.waitFor(() => expect(served.admission().waitingForVendors).toBeGreaterThan(0), PATIENCE);
    const before = served.admission().vendors['pbx']!.inFlight;
    hanging.push(ask(NESTED, { day: 50, headers: modest.headers, signal }));
    await vi.waitFor(() => expect(served.admission().vendors['pbx']!.inFlight).toBe(before + 1), PATIENCE);
    leaving.abort();
    await Promise.allSettled(hanging);
  });

  it('are begun together where they ask the same', async () => {
    await serve({});
    setVendors({ kind: 'latency', ms: 4 * LATENCY_MS });
    const answers = await Promise.all(Array.from({ length: 40 }, () => ask(NESTED, { day: 3 })));
    expect(answers.map(({ told }) => told.data?.callSessions?.isComplete)).toEqual(Array(40).fill(true));
  });
});

describe('what a caller may ask a minute', () => {
  it('is so many requests', async () => {
    await serve({ auth: KEYS, admission: { requestsPerMinute: 2 } });
    const askAs = ({ headers }: typeof greedy) => ask(KNOWN, { headers });
    expect([(await askAs(greedy)).status, (await askAs(greedy)).status]).toEqual([200, 200]);
    const refused = await askAs(greedy);
    expect([refused.status, codesOf(refused)]).toEqual([429, ['TOO_MANY_REQUESTS']]);
    expect(Number(refused.retryAfter)).toBeGreaterThan(0);
    expect(Number(refused.retryAfter)).toBeLessThanOrEqual(30);
    expect(refused.told.errors![0]!.message).toMatch(
      /^A caller may send 2 requests a minute; .* Ask again in \d+ s\.$/,
    );
    expect((await askAs(modest)).status).toBe(200);
    expect(served.admission().refused.requests).toBe(1);
  });

  it('is so much cost, and whoever wants to know is told what is left', async () => {
    await serve({ admission: { costPerMinute: 300 } });
    const headers = { 'x-trunkline-cost': '1' };
    const first = await ask(NESTED, { day: 0, headers });
    const cost = first.told.extensions!['cost'] as Record<'requested' | 'limit' | 'perMinute' | 'left', number>;
    expect(cost).toMatchObject({ limit: 20_000, perMinute: 300 });
    expect(cost.left).toBeGreaterThanOrEqual(300 - cost.requested);
    const answers = await Promise.all(askDays(6, 1, { headers }));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(codesOf(refused[0]!)).toEqual(['TOO_MANY_REQUESTS']);
    expect(refused[0]!.told.errors![0]!.message).toMatch(/^This query costs \d+ points, .* Ask again in \d+ s\.$/);
    expect(served.admission().refused.cost).toBe(refused.length);
  });

  it('is given back to who goes away in line, before anything was done, and not to who goes away later', async () => {
    await serve({ admission: { costPerMinute: 30_000 } });
    const headers = { 'x-trunkline-cost': '1' };
    const costOf = async (query: string, day?: number): Promise<Record<'requested' | 'left', number>> => {
      const { told } = await ask(query, { headers, ...(day !== undefined && { day }) });
      return told.extensions!['cost'] as Record<'requested' | 'left', number>;
    };
    const dear = NESTED.replace('first: 5', 'first: 100');
    const { requested: price } = await costOf(dear, 20);
    setVendors({ kind: 'hang' });
    const leaving = new AbortController();
    const hanging = Array.from({ length: 9 }, (_, day) => ask(dear, { day, signal: leaving.signal }));
    await vi.waitFor(() => expect(served.admission().waitingForVendors).toBe(3), PATIENCE);
    const { left } = await costOf(KNOWN);
    leaving.abort();
    await Promise.allSettled(hanging);
    const givenBack = async () => ((await costOf(KNOWN)).left - left) / price;
    // A minute brings some back too, but not the price of another page.
    await vi.waitFor(async () => expect(await givenBack()).toBeGreaterThan(2.9), PATIENCE);
    expect(await givenBack()).toBeLessThan(4);
  });

  it('is as much as they like where nothing bounds it, and the cost is told alone', async () => {
    await serve({});
    const { told } = await ask(KNOWN, { headers: { 'x-trunkline-cost': '1' } });
    expect(told.extensions).toEqual({ cost: { requested: 5, limit: 20_000 } });
    expect((await ask(KNOWN)).told.extensions).toBeUndefined();
  });
});
