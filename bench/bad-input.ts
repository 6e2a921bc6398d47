import { once } from 'node:events';
import { createConnection } from 'node:net';
import { createReport } from './report.ts';
import { startDemo } from '../src/demo/index.ts';
import { createProviders } from '../src/providers/index.ts';
import { checkSettings } from '../src/server/settings-file/read-settings-file.ts';
import { startTrunkline } from '../src/server/start-trunkline.ts';
import { SILENT_LOG } from '../src/transport/log.ts';

const CALLS = '{ nodes { id } }';
/** What a client can get wrong in a query, and the code that says so. */
const QUERIES: readonly [name: string, query: string, code: string][] = [
  ['a cursor that is none', `{ callSessions(after: "nonsense") ${CALLS} }`, 'BAD_CURSOR'],
  ['a page of less than nothing', `{ callSessions(first: -1) ${CALLS} }`, 'BAD_PAGE_SIZE'],
  ['a page past the maximum', `{ callSessions(first: 1001) ${CALLS} }`, 'BAD_PAGE_SIZE'],
  ['both ends of a page', `{ callSessions(first: 1, last: 1) ${CALLS} }`, 'BAD_PAGE_SIZE'],
  ['an id that is none', '{ node(id: "nonsense") { id } }', 'BAD_ID'],
  ['an agent that is none', `{ callSessions(filter: { agentIds: ["nonsense"] }) ${CALLS} }`, 'BAD_ID'],
  ['a provider nobody has', `{ callSessions(filter: { providers: ["nowhere"] }) ${CALLS} }`, 'UNKNOWN_PROVIDER'],
  ['a call of a provider nobody has', '{ callSession(provider: "nowhere", nativeId: "1") { id } }', 'UNKNOWN_PROVIDER'],
  [
    'a range that ends before it starts',
    `{ callSessions(filter: { startedAt: { from: "2026-02-01T00:00:00Z", to: "2026-01-01T00:00:00Z" } }) ${CALLS} }`,
    'BAD_FILTER',
  ],
  [
    'what Voximplant would ignore',
    `{ callSessions(filter: { voximplant: { ruleName: "incoming" } }) ${CALLS} }`,
    'UNSUPPORTED_FILTER',
  ],
  [
    'an order that its vendor does not have',
    `{ provider(key: "desk") { callSessions(orderBy: { field: DURATION, direction: ASC }) ${CALLS} } }`,
    'UNSUPPORTED_ORDER',
  ],
  ['a field that is none', '{ callSessions { nodes { nonsense } } }', 'GRAPHQL_VALIDATION_FAILED'],
  ['text that is no query', '{ callSessions(', 'GRAPHQL_PARSE_FAILED'],
];
/** What a client can get wrong in HTTP, and the status that says so. */
const REQUESTS: readonly [name: string, init: RequestInit, statuses: readonly number[]][] = [
  ['a body that is not JSON', { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } }, [400]],
  ['a body of nothing', { method: 'POST', body: '', headers: { 'content-type': 'application/json' } }, [400]],
  ['a body without a query', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }, [400]],
  ['a form', { method: 'POST', body: 'query={__typename}', headers: { 'content-type': 'text/plain' } }, [415]],
  [
    'two megabytes',
    { method: 'POST', body: ' '.repeat(2 << 20), headers: { 'content-type': 'application/json' } },
    [413],
  ],
  ['a method that is none of ours', { method: 'DELETE' }, [405]],
];

const report = createReport('Malformed input is refused in words, and no vendor hears of it');
const demo = await startDemo({ count: 100 });
const value = { server: { port: 0 }, log: { level: 'silent' }, providers: demo.providers };
const settings = checkSettings({ value, problems: [], filled: new Set() }, 'the demo');
const tools = { log: SILENT_LOG, now: Date.now };
const trunkline = await startTrunkline(settings, { ...tools, providers: createProviders(settings.providers, tools) });
const endpoint = `${trunkline.url}/graphql`;

for (const [name, query, code] of QUERIES) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const [error] = readErrors(await response.text());
  report.holds(
    name,
    error?.extensions?.code === code && error.message !== '',
    `${error?.extensions?.code}: ${error?.message}`,
  );
}
for (const [name, init, statuses] of REQUESTS) {
  const response = await fetch(endpoint, init);
  const [error] = readErrors(await response.text());
  const isSaid = typeof error?.extensions?.code === 'string' && error.message !== '';
  report.holds(name, statuses.includes(response.status) && isSaid, `${response.status} ${error?.message}`);
}
report.holds('what is not HTTP', /^HTTP\/1\.1 4/.test(await sendRaw('nonsense\r\n\r\n')));
const asked = Object.values(demo.vendors).map(({ server }) => server.exchanges.length);
report.atMost(
  'requests that reached a vendor',
  asked.reduce((sum, count) => sum + count),
  0,
);

await trunkline.close(1000);
await demo.close();
report.end();

type GraphError = { readonly message: string; readonly extensions?: { readonly code?: string } };

function readErrors(text: string): readonly GraphError[] {
  try {
    return (JSON.parse(text) as { errors?: readonly GraphError[] }).errors ?? [];
  } catch {
    return [];
  }
}

async function sendRaw(text: string): Promise<string> {
  const socket = createConnection(Number(new URL(endpoint).port), '127.0.0.1');
  socket.end(text);
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  return chunk.toString();
}
