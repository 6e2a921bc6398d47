import { afterEach, describe, expect, it, vi } from 'vitest';
import { SCOPES } from '../../../src/domain/caller.ts';
import { makeKey } from '../../support/make-key.ts';
import { readMetrics } from '../../support/read-metrics.ts';
import { createRecordingLog } from '../../support/recording-log.ts';
import { type ServedDemo, startServedDemo } from '../../support/start-served-demo.ts';

const [flood, watcher] = [makeKey('a flood', SCOPES), makeKey('watcher', ['status:read'])];
const auth = { mode: 'keys', keys: [flood.entry, watcher.entry] };
/** So many of a kind are written one by one; see crowded-log.ts. */
const WRITTEN = 10;
/** So many of one caller are a flood: some of them are refused. */
const FLOOD = 70;
/** So many come after it. */
const MORE = 60;
const PATIENCE = { timeout: 20_000 };

type Line = Readonly<Record<string, unknown>> & { readonly requests?: number };

let served: ServedDemo;
afterEach(() => served.close());

async function serve(admission: object) {
  const { log, lines } = createRecordingLog();
  served = await startServedDemo({ count: 100 }, { more: { auth, admission }, log });
  return (about: object): Line[] =>
    lines
      .map(({ fields }) => fields as Line)
      .filter((fields) => Object.entries(about).every(([name, value]) => fields[name] === value));
}

const send = (
  body: object,
  { headers = flood.headers, signal }: { headers?: Record<string, string>; signal?: AbortSignal } = {},
) =>
  fetch(`${served.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });

/** Pages of each of so many months, none of which spares another. */
const askMonths = (first: number, count: number, options: { signal?: AbortSignal } = {}) =>
  Array.from({ length: count }, (_, month) => {
    const from = new Date(Date.UTC(2000, first + month)).toISOString();
    const query = `query Month { callSessions(first: 5, filter: { startedAt: { from: "${from}" } }) { nodes { id } } }`;
    return send({ query }, options);
  });

/** How many lines there are of a kind, with those that were only counted. */
const countOf = (lines: readonly Line[]): number => lines.reduce((sum, { requests = 1 }) => sum + requests, 0);

async function countedOf(outcome: string, label = ''): Promise<number> {
  const { samples } = await readMetrics(served.url, watcher.headers);
  return [...samples]
    .filter(([name]) => name.startsWith('trunkline_operations_total') && name.includes(`outcome="${outcome}"`))
    .filter(([name]) => name.includes('caller="a flood"') && name.includes(label))
    .reduce((sum, [, value]) => sum + value, 0);
}

describe('a flood that is turned away', () => {
  it('is counted whole, and written down: the first of it line by line, the others together', async () => {
    // Some fifty wait as long as this takes.
    const linesOf = await serve({ maxWaitMs: 13_000 });
    for (const { server } of Object.values(served.demo.vendors)) server.fault({ fault: { kind: 'hang' } });
    const leaving = new AbortController();
    const statuses: number[] = [];
    const ask = (first: number, count: number) =>
      askMonths(first, count, { signal: leaving.signal }).map(async (answer) => statuses.push((await answer).status));
    const flood = ask(0, FLOOD);
    await vi.waitFor(() => expect(statuses.length).toBeGreaterThan(0), PATIENCE);
    await Promise.all(ask(FLOOD, MORE));
    leaving.abort();
    await Promise.allSettled(flood);
    expect(new Set(statuses)).toEqual(new Set([503]));
    await vi.waitFor(
      async () => expect((await countedOf('refused')) + (await countedOf('abandoned'))).toBe(FLOOD + MORE),
      PATIENCE,
    );
    // Nobody has read what those ask who came later.
    expect(await countedOf('refused', 'type="unknown"')).toBeGreaterThanOrEqual(MORE);
    const refused = await countedOf('refused');
    expect(refused).toBeGreaterThanOrEqual(statuses.length);
    await served.close();
    const lines = linesOf({ caller: 'a flood', outcome: 'refused', status: 503 });
    expect(lines).toHaveLength(WRITTEN + 1);
    expect(countOf(lines)).toBe(refused);
    expect(lines[0]).toMatchObject({ errors: ['OVERLOADED'], upstreamRequests: 0, method: 'POST' });
    expect(lines.at(-1)).toMatchObject({ errors: ['OVERLOADED'], requests: refused - WRITTEN, seconds: 10 });
    expect(countOf(linesOf({ caller: 'a flood', outcome: 'abandoned' }))).toBe(FLOOD + MORE - refused);
    // Who goes away while they wait is no failure of the server's.
    expect(linesOf({}).filter((line) => !('outcome' in line || 'provider' in line))).toEqual([]);
  }, 30_000);

  it('by what a caller may ask a minute is counted too', async () => {
    const linesOf = await serve({ requestsPerMinute: 5 });
    const answers = await Promise.all(Array.from({ length: 40 }, () => send({ query: 'query Mine { __typename }' })));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(35);
    expect([await countedOf('refused'), await countedOf('complete')]).toEqual([35, 5]);
    await served.close();
    const refused = linesOf({ caller: 'a flood', status: 429 });
    expect(refused).toHaveLength(WRITTEN + 1);
    expect(countOf(refused)).toBe(35);
    // Who is answered has a line each.
    expect(linesOf({ name: 'Mine', outcome: 'complete' })).toHaveLength(5);
  });

  it('of people with wrong keys has no line for each of them', async () => {
    const linesOf = await serve({});
    const headers = { authorization: 'Bearer tl_none' };
    const answers = await Promise.all(Array.from({ length: 40 }, () => send({ query: '{ __typename }' }, { headers })));
    expect(answers.every(({ status }) => status === 401)).toBe(true);
    await served.close();
    const refused = linesOf({ status: 401 });
    expect(refused).toHaveLength(WRITTEN + 1);
    expect(countOf(refused)).toBe(40);
  });
});
