import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DATA_SETS_END } from '../../src/demo/data-sets.ts';
import { type Demo, startDemo } from '../../src/demo/index.ts';
import type { Fault } from '../../src/demo/vendor-server.ts';
import { createProviders } from '../../src/providers/index.ts';
import { checkSettings } from '../../src/server/settings-file/read-settings-file.ts';
import { startTrunkline } from '../../src/server/start-trunkline.ts';
import { createRecordingLog } from '../support/recording-log.ts';

type Setting = Readonly<Record<string, unknown>>;

/** The demo behind a server, its providers changed as a test wants; `detail` is what the log tells the operator. */
async function startWorld(change: (setting: Setting, demo: Demo) => Setting = (setting) => setting) {
  const now = () => DATA_SETS_END;
  const demo = await startDemo({ count: 100, now });
  const { log, lines } = createRecordingLog();
  const own = demo.providers.map((setting) => change({ deadlineMs: 2500, ...setting }, demo));
  const value = { server: { port: 0 }, providers: own };
  const settings = checkSettings({ value, problems: [], filled: new Set() }, 'the test');
  const providers = createProviders(settings.providers, { log, now });
  const trunkline = await startTrunkline(settings, { providers, log, now });
  onTestFinished(async () => {
    await trunkline.close(0);
    await demo.close();
  });
  const ask = async (path: string, body?: object): Promise<string> => {
    const headers = { 'content-type': 'application/json' };
    const sent = body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) };
    return (await fetch(`${trunkline.url}${path}`, sent)).text();
  };
  return { demo, log: lines, url: trunkline.url, ask, query: (query: string) => ask('/graphql', { query }) };
}

type World = Awaited<ReturnType<typeof startWorld>>;

const QUERIES = [
  `{ callSessions(first: 3) {
    nodes { id agents { id email } legs { id } recordings { id } cost { amount } related { via } }
    totalCount isComplete problems { provider { key } kind message } } }`,
  '{ agents(first: 3) { nodes { id } problems { provider { key } kind message } } }',
  `mutation { registerExternalCall(input: { provider: "portal", userId: "1", phoneNumber: "+15550100", type: TYPE_2 }) {
    ... on ExternalCallRefused { code message } ... on ExternalCallOutcomeUnknown { message } __typename } }`,
  '{ providers { key status { state lastError } } }',
];

/** Everything that clients and load balancers are told. */
async function askEverything({ ask, query }: World): Promise<string[]> {
  const said: string[] = [];
  for (const one of QUERIES) said.push(await query(one));
  for (const text of said) expect(text).not.toContain('GRAPHQL_VALIDATION_FAILED');
  return [...said, await ask('/ready'), await ask('/health')];
}

/** Fails where a text names a place of this machine, of its network, or of a vendor's. */
function expectNoPlaces(said: readonly string[], demo: Demo): void {
  const ports = Object.values(demo.vendors).map(({ server }) => new URL(server.url).port);
  for (const text of said)
    for (const place of ['127.0.0.1', 'localhost', 'canary', '://', tmpdir(), '10.1.2.3', ...ports])
      expect(text).not.toContain(place);
}

const moved = (setting: Setting, demo: Demo, place: (url: string) => string): Setting =>
  Object.values(demo.vendors).reduce<Setting>(
    (changed, { server }) => JSON.parse(JSON.stringify(changed).replaceAll(server.url, place(server.url))) as Setting,
    setting,
  );

describe('vendors that cannot be reached', () => {
  it.each([
    ['at a port where nothing listens', () => 'http://127.0.0.1:1', /ECONNREFUSED/],
    ['under a name that has no address', () => 'https://pbx-canary.invalid:8443', /ENOTFOUND|EAI_AGAIN/],
    ['over TLS that they do not speak', (url: string) => url.replace('http:', 'https:'), /no whole answer/],
  ])('are told of without their place: %s', async (_name, place, reason) => {
    const world = await startWorld((setting, demo) => moved(setting, demo, place));
    const said = await askEverything(world);
    expectNoPlaces(said, world.demo);
    expect(said[0]).toMatch(reason);
    // The operator is told where.
    const details = JSON.stringify(world.log);
    for (const { server } of Object.values(world.demo.vendors))
      expect(details).toContain(new URL(place(server.url)).host);
  });
});

const PLACES =
  'no upstream at http://10.1.2.3:8443/canary/x?a=b (canary-db.inner:5432, [fd00::1]:80, canary-host:9000) in ' +
  '/var/www/canary/index.php on line 3, C:\\canary\\log, /opt/canary';

/** The same words in every vendor's form of a refusal. */
const refusals: Readonly<Record<string, object>> = {
  bitrix24: { error: 'ERROR_CORE', error_description: PLACES },
  callgear: { jsonrpc: '2.0', id: 1, error: { code: -32000, message: PLACES, data: { mnemonic: 'some_fault' } } },
  voximplant: { error: { code: 999, msg: PLACES } },
  'zoom-contact-center': { code: 999, message: PLACES },
};

const faults: readonly (readonly [string, (kind: string) => Fault])[] = [
  ...[400, 401, 403, 404, 429, 500, 503].map(
    (status) =>
      [`refuse with ${status}`, (kind: string): Fault => ({ kind: 'status', status, body: refusals[kind]! })] as const,
  ),
  ['refuse with a page', () => ({ kind: 'status', status: 502, body: `<html>${PLACES}</html>` })],
  [
    'point elsewhere',
    () => ({ kind: 'status', status: 302, headers: { location: 'https://canary.example.com:8443/rest/' } }),
  ],
  ['repeat what they were sent', () => ({ kind: 'echo', status: 400 })],
  ['cut the connection', () => ({ kind: 'reset-before' })],
  ['hang', () => ({ kind: 'hang' })],
  ['answer half', () => ({ kind: 'garbage', form: 'truncated' })],
  ['answer no JSON', () => ({ kind: 'garbage', form: 'not-json' })],
  ['answer a page', () => ({ kind: 'garbage', form: 'html' })],
  ['ask to wait', () => ({ kind: 'rate-limit', retryAfterSeconds: 60 })],
  ['refuse the key', () => ({ kind: 'refused' })],
];

describe('vendors that', () => {
  it.each(faults)('%s are told of without a place', async (_name, toFault) => {
    const world = await startWorld();
    for (const { kind, server } of Object.values(world.demo.vendors)) server.fault({ fault: toFault(kind) });
    const said = await askEverything(world);
    expect(said[0]).toContain('"isComplete":false');
    expectNoPlaces(said, world.demo);
    const secrets = Object.values(world.demo.vendors).flatMap((vendor) => vendor.secrets);
    for (const secret of secrets) expect(JSON.stringify([said, world.log])).not.toContain(secret);
  });

  it('give no token are told of without a place', async () => {
    for (const fault of [{ kind: 'reset-before' }, { kind: 'status', status: 500, body: PLACES }] as const) {
      const world = await startWorld();
      for (const { server } of Object.values(world.demo.vendors)) server.fault({ fault, operation: 'oauth' });
      expectNoPlaces(await askEverything(world), world.demo);
    }
  });
});

describe('a token file', () => {
  it.each([
    ['has no folder', async (folder: string) => join(folder, 'canary', 'token.json')],
    [
      'is damaged',
      async (folder: string) => {
        await writeFile(join(folder, 'canary.json'), '{"refreshToken": "half-a-sec');
        return join(folder, 'canary.json');
      },
    ],
    ['is a folder', async (folder: string) => folder],
  ])('that %s is told of without its path, which the log says', async (_name, make) => {
    const folder = await mkdtemp(join(tmpdir(), 'canary-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const tokenFile = await make(folder);
    const world = await startWorld((setting) =>
      'oauth' in setting ? { ...setting, oauth: { ...(setting['oauth'] as object), tokenFile } } : setting,
    );
    const said = await askEverything(world);
    expect(said[0]).toContain('tokenFile of Bitrix24 cannot be');
    expectNoPlaces(said, world.demo);
    expect(JSON.stringify(world.log)).toContain(JSON.stringify(tokenFile).slice(1, -1));
    expect(JSON.stringify([said, world.log])).not.toContain('half-a-sec');
  });
});

describe('a recording', () => {
  const MEDIA: Readonly<Record<string, string>> = {
    bitrix24: 'download',
    callgear: 'media',
    voximplant: 'voximplant-records',
    'zoom-contact-center': 'media',
  };

  it.each(faults)('of vendors that %s fails without naming a place', async (_name, toFault) => {
    const world = await startWorld();
    const { demo, url, query, ask } = world;
    const answer = await query('{ callSessions(first: 60) { nodes { provider { kind } recordings { url } } } }');
    const { nodes } = (JSON.parse(answer) as { data: { callSessions: { nodes: Shown[] } } }).data.callSessions;
    for (const { kind, server } of Object.values(demo.vendors))
      server.fault({ fault: toFault(kind), operation: MEDIA[kind]! });
    const links = Map.groupBy(
      nodes.flatMap(({ provider, recordings }) => (recordings ?? []).map((one) => ({ kind: provider.kind, ...one }))),
      ({ kind }) => kind,
    );
    const said: string[] = [];
    await Promise.all(
      [...links.values()].map(async ([first]) => said.push(await ask(first!.url!.replace(url, '')).catch(String))),
    );
    expect(said.length).toBe(4);
    expectNoPlaces(
      said.filter((text) => !text.startsWith('RIFF')),
      demo,
    );
  });

  type Shown = {
    readonly provider: { readonly kind: string };
    readonly recordings: readonly { readonly url: string | null }[] | null;
  };
});
