import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSmallGraph } from './guards/small-graph.ts';
import { type ServedDemo, startServedDemo } from '../support/start-served-demo.ts';

let served: ServedDemo;

beforeAll(async () => {
  served = await startServedDemo({ count: 40 });
});
afterAll(async () => {
  await served.close();
});
beforeEach(() => {
  for (const { server } of Object.values(served.demo.vendors)) {
    server.clearFaults();
    server.resetCounts();
  }
});

type Row = Readonly<Record<string, unknown>>;
type LaterPart = { readonly path: readonly (string | number)[]; readonly data: Row | null; readonly errors?: Row[] };
type Part = {
  readonly data?: { readonly callSessions: { readonly nodes: readonly Row[] } };
  readonly incremental?: readonly LaterPart[];
  readonly hasNext: boolean;
  readonly extensions?: { readonly upstream?: { readonly totals: { readonly requests: number } } };
};

const PARTS = 'recordings { nativeId } legs { nativeId agent { displayName } }';
const askFor = (selection: string) => `{ callSessions(first: 20) { nodes { nativeId ${selection} } } }`;
const DEFERRED = askFor(`... @defer { ${PARTS} }`);

const send = (query: string, headers: Readonly<Record<string, string>> = {}, variables: object = {}) =>
  fetch(`${served.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'multipart/mixed', 'cache-control': 'no-cache', ...headers },
    body: JSON.stringify({ query, variables }),
  });

const readParts = async (response: Response): Promise<Part[]> =>
  (await response.text())
    .split(/\r?\n/)
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Part);

const countRequests = () =>
  Object.fromEntries(Object.entries(served.demo.vendors).map(([kind, { server }]) => [kind, server.count()]));

describe('an answer in parts', () => {
  it('begins with the rows, and brings what @defer puts off as it would have come at once', async () => {
    const [first, ...later] = await readParts(await send(DEFERRED));
    const rows = first?.data?.callSessions.nodes ?? [];
    expect(rows).toHaveLength(20);
    expect(Object.keys(rows[0]!)).toEqual(['nativeId']);
    const whole = [...rows];
    for (const { path, data } of later.flatMap(({ incremental = [] }) => incremental)) {
      const index = path.at(-1) as number;
      whole[index] = { ...whole[index], ...data };
    }
    const atOnce = (await (await send(askFor(PARTS), { accept: 'application/json' })).json()) as Part;
    expect(whole).toEqual(atOnce.data?.callSessions.nodes);
    expect([first?.hasNext, later.at(-1)?.hasNext]).toEqual([true, false]);
  });

  it('reads what it puts off for all rows together', async () => {
    await readParts(await send(askFor('')));
    const ofRows = countRequests();
    for (const { server } of Object.values(served.demo.vendors)) server.resetCounts();
    await readParts(await send(DEFERRED));
    const ofParts = Object.entries(countRequests()).map(([kind, requests]) => requests - ofRows[kind]!);
    // A request for each kind of join at most, however many rows there are.
    expect(Math.max(...ofParts)).toBeLessThanOrEqual(4);
    expect(Math.max(...ofParts)).toBeGreaterThanOrEqual(1);
  });

  it('brings the rows of a list one after the other (@stream)', async () => {
    const [first, ...later] = await readParts(
      await send('{ callSessions(first: 5) { nodes @stream(initialCount: 2) { nativeId } } }'),
    );
    expect(first?.data?.callSessions.nodes).toHaveLength(2);
    expect(later.flatMap(({ incremental = [] }) => incremental)).toHaveLength(3);
  });

  it('is traced in its last part', async () => {
    const parts = await readParts(await send(DEFERRED, { 'x-trunkline-trace': '1' }));
    expect(parts.slice(0, -1).every(({ extensions }) => extensions === undefined)).toBe(true);
    const requests = Object.values(countRequests()).reduce((sum, count) => sum + count, 0);
    expect(parts.at(-1)?.extensions?.upstream?.totals.requests).toBe(requests);
  });

  it('says of errors in later parts what clients may know, as in the first', async () => {
    const query = '{ providers { id } ... @defer { fails(how: "bug") } }';
    const response = await openSmallGraph().post({ query }, { accept: 'multipart/mixed' });
    const text = await response.text();
    expect(text).not.toContain('secret-of-the-house');
    expect(text).toContain('"code":"INTERNAL_SERVER_ERROR"');
  });

  it.each([
    ['application/json', DEFERRED],
    ['application/graphql-response+json, multipart/mixed;q=0', DEFERRED],
    ['application/json', `query ($later: Boolean = true) ${DEFERRED.replace('@defer', '@defer(if: $later)')}`],
    ['application/json', `{ ...Rows } fragment Rows on Query ${DEFERRED}`],
    ['application/json', '{ callSessions(first: 5) { nodes @stream(initialCount: 2) { nativeId } } }'],
  ])('is refused to a client that accepts only %s, before a vendor is asked: %s', async (accept, query) => {
    const response = await send(query, { accept });
    expect(response.status).toBe(406);
    expect(await response.json()).toEqual({
      errors: [
        {
          message: expect.stringContaining('Accept multipart/mixed or text/event-stream') as string,
          extensions: { code: 'NOT_ACCEPTABLE' },
        },
      ],
    });
    expect(countRequests()).toEqual({ bitrix24: 0, callgear: 0, voximplant: 0, 'zoom-contact-center': 0 });
  });

  it.each([
    ['{ callSessions(first: 5) { nodes @stream(initialCount: -1) { nativeId } } }', {}],
    ['query ($n: Int) { callSessions(first: 5) { nodes @stream(initialCount: $n) { nativeId } } }', { n: -1 }],
    [
      'query ($n: Int = -2) { callSessions(first: 5) { ...Rows } } fragment Rows on CallSessionConnection { nodes @stream(initialCount: $n) { nativeId } }',
      {},
    ],
    ['{ callSessions(first: 5) { nodes @stream(if: false, initialCount: -1) { nativeId } } }', {}],
  ])('that would begin with fewer than no items is refused before a vendor is asked: %s', async (query, variables) => {
    for (const accept of ['multipart/mixed', 'application/json']) {
      const response = await send(query, { accept }, variables);
      expect(response.status).toBe(400);
      expect(await response.text()).toContain('@stream(initialCount:) is how many items come at once: 0 or more.');
    }
    expect(countRequests()).toEqual({ bitrix24: 0, callgear: 0, voximplant: 0, 'zoom-contact-center': 0 });
  });

  it.each([
    DEFERRED.replace('@defer', '@defer(if: false)'),
    `query ($no: Boolean = false) ${DEFERRED.replace('@defer', '@defer(if: $no)')}`,
    `query ($no: Boolean = false) ${DEFERRED.replace('@defer', '@defer @include(if: $no)')}`,
  ])('that is switched off comes whole, to every client: %s', async (query) => {
    const response = await send(query, { accept: 'application/json' });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ data: { callSessions: { nodes: { length: 20 } } } });
  });

  it.each(['*/*', 'text/event-stream', 'text/*', 'application/json, multipart/mixed; deferSpec=20220824'])(
    'comes to a client that accepts %s',
    async (accept) => {
      const response = await send(DEFERRED, { accept });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toMatch(/^(multipart\/mixed|text\/event-stream)/);
      expect(await response.text()).toContain('"hasNext":false');
    },
  );
});
