import { once } from 'node:events';
import { createConnection } from 'node:net';
import { startDemo } from '../src/demo/index.ts';
import { createMediaTokens } from '../src/media/media-tokens.ts';
import { createProviders } from '../src/providers/index.ts';
import { checkSettings } from '../src/server/settings-file/read-settings-file.ts';
import { startTrunkline } from '../src/server/start-trunkline.ts';
import { SILENT_LOG } from '../src/transport/log.ts';
import { createReport } from './report.ts';
import { MALFORMED_QUERIES, MALFORMED_REQUESTS, MALFORMED_WRITES } from './support/malformed-input.ts';

/** What links to recordings are signed with here. */
const SIGNING_KEY = 'the signing key of the bench, 32 characters';

const report = createReport('Malformed input is refused in words, and no vendor hears of it');
const demo = await startDemo({ count: 100 });
const value = {
  server: { port: 0 },
  log: { level: 'silent' },
  media: { signingKeys: [SIGNING_KEY] },
  providers: demo.providers,
};
const settings = checkSettings({ value, problems: [], filled: new Set() }, 'the demo');
const tools = { log: SILENT_LOG, now: Date.now };
const trunkline = await startTrunkline(settings, { ...tools, providers: createProviders(settings.providers, tools) });
const endpoint = `${trunkline.url}/graphql`;

for (const [name, query, code] of MALFORMED_QUERIES) {
  const { errors: [error] = [] } = await ask(query);
  const isSaid = error?.extensions?.code === code && error.message !== '';
  report.holds(name, isSaid, `${error?.extensions?.code}: ${error?.message}`);
}
for (const [name, query, code] of MALFORMED_WRITES) {
  const { data = {} } = await ask(query);
  const [refusal] = Object.values(data ?? {});
  report.holds(name, refusal?.code === code && refusal.message !== '', `${refusal?.code}: ${refusal?.message}`);
}
for (const [name, init, status] of MALFORMED_REQUESTS) {
  const response = await fetch(endpoint, init);
  const { errors: [error] = [] } = readAnswer(await response.text());
  const isSaid = typeof error?.extensions?.code === 'string' && error.message !== '';
  report.holds(name, response.status === status && isSaid, `${response.status} ${error?.message}`);
}
for (const [name, link, status, method] of malformedLinks()) {
  const response = await fetch(`${trunkline.url}/media/${link}`, { method });
  const text = await response.text();
  const sentence = text.startsWith('{') ? (readAnswer(text).errors?.[0]?.message ?? '') : text.trim();
  report.holds(name, response.status === status && sentence.endsWith('.'), `${response.status} ${sentence}`);
}
const byGet = await fetch(`${endpoint}?query=${encodeURIComponent(MALFORMED_WRITES[0]![1])}`);
report.holds('a write by GET', byGet.status === 405, String(byGet.status));
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

/** What a client can get wrong with the link of a recording, and the status that says so. */
function malformedLinks(): readonly (readonly [name: string, link: string, status: number, method: string])[] {
  const sign = (provider: string, expiresAt: number, key = SIGNING_KEY) =>
    createMediaTokens([key], Date.now).sign({
      provider,
      key: { kind: 'recording', nativeId: '1', session: { nativeId: '1', startedAt: 0 } },
      expiresAt,
      owner: null,
    });
  const soon = Math.ceil(Date.now() / 1000 + 3600) * 1000;
  const valid = sign('portal', soon);
  return [
    ['a link without a token', '', 403, 'GET'],
    ['a link that is none', '%', 403, 'GET'],
    ['a link that was changed', `${valid.startsWith('A') ? 'B' : 'A'}${valid.slice(1)}`, 403, 'GET'],
    ['a link that was cut off', valid.slice(0, -1), 403, 'GET'],
    ['a link signed with another key', sign('portal', soon, 'another key'), 403, 'GET'],
    ['a link that has expired', sign('portal', 1000), 410, 'GET'],
    ['a link to a provider nobody has', sign('nowhere', soon), 404, 'GET'],
    ['a recording sent to a link', valid, 405, 'PUT'],
  ];
}

type Said = { readonly message: string };
type Answer = {
  readonly data?: Readonly<Record<string, (Said & { readonly code: string }) | null>> | null;
  readonly errors?: readonly (Said & { readonly extensions?: { readonly code?: string } })[];
};

async function ask(query: string): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return readAnswer(await response.text());
}

function readAnswer(text: string): Answer {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return {};
  }
}

async function sendRaw(text: string): Promise<string> {
  const socket = createConnection(Number(new URL(endpoint).port), '127.0.0.1');
  socket.end(text);
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  return chunk.toString();
}
