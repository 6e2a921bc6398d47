import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GraphQLObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_KINDS, type DemoKind } from '../../../src/demo/call-source.ts';
import { SCOPES, type Scope } from '../../../src/domain/caller.ts';
import { openHistoryStore } from '../../../src/history/store/open-history-store.ts';
import { schema } from '../../../src/schema.ts';
import { type Tracing, startTracing } from '../../../src/telemetry/start-tracing.ts';
import { makeKey } from '../../support/make-key.ts';
import { createRecordingLog } from '../../support/recording-log.ts';
import { selectAll } from '../../support/select-all.ts';
import { startCollector } from '../../support/start-collector.ts';
import { type ServedDemo, startServedDemo } from '../../support/start-served-demo.ts';
import { bytesOfFiles } from '../../history/store/bytes-of-files.ts';
import { createCanaries } from './canaries.ts';

/** How the types of a vendor begin in the graph. */
const NAMES: Readonly<Record<DemoKind, string>> = {
  bitrix24: 'Bitrix24',
  callgear: 'Callgear',
  voximplant: 'Voximplant',
  'zoom-contact-center': 'Zoom',
};

/** Scopes that show something of calls, in every mixture. */
const READING = ['calls:read', 'numbers:read', 'recordings:read', 'raw:read'] as const;
const OTHERS = SCOPES.filter((scope) => !READING.some((each) => each === scope));
const sets: readonly (readonly Scope[])[] = Array.from({ length: 2 ** READING.length }, (_, set) =>
  READING.filter((_scope, bit) => (set >> bit) % 2 === 1),
);
const callerWith = (scopes: readonly Scope[], others: readonly Scope[]) => ({
  scopes,
  key: makeKey(`${scopes.join(' ')} and ${others.length} more`.trim(), [...scopes, ...others]),
});
/** The other scopes show nothing, beside none of these and beside all. */
const callers = [...sets.map((scopes) => callerWith(scopes, [])), callerWith([], OTHERS), callerWith(READING, OTHERS)];
const confined = new Map(
  DEMO_KINDS.map((kind) => [kind, makeKey(`all but ${kind}`, SCOPES, { providers: [] })] as const),
);
const PROVIDERS: Readonly<Record<DemoKind, string>> = {
  bitrix24: 'portal',
  callgear: 'tracking',
  voximplant: 'pbx',
  'zoom-contact-center': 'desk',
};
for (const [kind, key] of confined)
  Object.assign(key.entry, { providers: DEMO_KINDS.filter((each) => each !== kind).map((each) => PROVIDERS[each]) });

const recorded = createRecordingLog();
const audited = createRecordingLog();
let served: ServedDemo;
let collector: Awaited<ReturnType<typeof startCollector>>;
let tracing: Tracing;
let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trunkline-canaries-'));
  collector = await startCollector();
  const traced = { endpoint: collector.endpoint, headers: {}, serviceName: 'calls', sampleRatio: 1, toVendors: true };
  tracing = await startTracing(traced, { version: '1.2.3', onTrouble() {} });
  const keys = [...callers.map(({ key }) => key), ...confined.values()];
  const auth = { mode: 'keys', keys: keys.map(({ entry }) => entry) };
  const limits = { maxCost: 1_000_000, maxSelections: 100_000, maxTokens: 50_000 };
  const store = await openHistoryStore(
    { kind: 'sqlite', path: join(folder, 'trunkline.db') },
    { as: 'server', onSetAside() {} },
  );
  served = await startServedDemo(
    { count: 6, hasExamples: true },
    { more: { auth }, server: { limits }, log: recorded.log, auditLog: audited.log, store },
  );
});
afterAll(async () => {
  await served.close();
  await tracing.stop();
  await collector.close();
  rmSync(folder, { recursive: true, force: true });
});

type Answer = { readonly data: unknown; readonly errors?: readonly unknown[]; readonly extensions?: unknown };

async function ask(
  { headers }: { readonly headers: Readonly<Record<string, string>> },
  query: string,
): Promise<Answer> {
  const response = await fetch(`${served.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-trunkline-trace': '1', 'cache-control': 'no-cache', ...headers },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as Answer;
}

/** What a tool of the Model Context Protocol tells: rows, or words where it has none. */
async function askTool({ headers }: (typeof callers)[number]['key'], name: string, input: object): Promise<unknown> {
  const response = await fetch(`${served.url}/mcp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: input } }),
  });
  const text = await response.text();
  const { result } = JSON.parse(text) as { result?: { content: readonly [{ text: string }]; isError?: boolean } };
  if (result === undefined || result.isError === true) return text;
  return JSON.parse(result.content[0].text);
}

const typeOf = (name: string) => schema.getType(name) as GraphQLObjectType;

/** Everything that the graph tells of one vendor, as several queries. */
function everything(kind: DemoKind): string[] {
  const of = (type: string) => selectAll(typeOf(type), NAMES[kind], []);
  const filter = `filter: { providers: ["${PROVIDERS[kind]}"] }`;
  const problems = 'problems { message kind provider { key } }';
  return [
    `{ callSessions(first: 30, ${filter}) { totalCount ${problems} nodes { ${of('CallSession')} } } }`,
    `{ callSessionChanges(first: 30, ${filter}) { nodes { kind session { ${of('CallSession')} } } } }`,
    `{ agents(first: 30, ${filter}) { ${problems} nodes { ${of('Agent')} } } }`,
    `{ queues(first: 30, ${filter}) { ${problems} nodes { ${of('Queue')} } } }`,
    `{ lines(first: 30, ${filter}) { ${problems} nodes { ${of('Line')} } } people(first: 30) { nodes { ${of('Person')} } } }`,
    `{ recordings(first: 30, ${filter}) { ${problems} nodes { ${of('Recording')} } } }`,
    `{ callStats(${filter}, by: [LINE]) { ${selectAll(typeOf('CallStats'), NAMES[kind], [])} } providers { ${of('Provider')} } }`,
  ];
}

const isWithin = (few: readonly Scope[], many: readonly Scope[]): boolean => few.every((scope) => many.includes(scope));

/** Of several sets of scopes those that hold no other one. */
const leastOf = (sets: readonly (readonly Scope[])[]): (readonly Scope[])[] =>
  sets.filter((one) => !sets.some((other) => other.length < one.length && isWithin(other, one)));

type Ids = { readonly callSessions: { readonly nodes: readonly { id: string; recordings: Linked[] | null }[] } };
type Linked = { readonly id: string; readonly url: string | null };

/** Calls of one vendor, with their recordings, as whoever may read everything sees them. */
async function callsOf(kind: DemoKind): Promise<Ids['callSessions']['nodes']> {
  const filter = `filter: { providers: ["${PROVIDERS[kind]}"] }`;
  const { data } = await ask(
    callers.at(-1)!.key,
    `{ callSessions(first: 30, ${filter}) { nodes { id recordings { id url } } } }`,
  );
  return (data as Ids).callSessions.nodes;
}

/** Every tool that reads, asked for all that it has of one vendor. */
async function toolsFor(kind: DemoKind): Promise<readonly (readonly [name: string, input: object])[]> {
  const nodes = await callsOf(kind);
  const provider = PROVIDERS[kind];
  return [
    ['find_calls', { provider, limit: 50 }],
    ['unreturned_calls', { provider, limit: 50 }],
    ['call_figures', { provider, by: ['LINE'] }],
    ['agents', { limit: 50 }],
    ['providers', {}],
    ...nodes.map(({ id }) => ['call', { id }] as const),
    ...nodes.flatMap(({ recordings }) => (recordings ?? []).map(({ id }) => ['recording', { id }] as const)),
  ];
}

/** Plays what there is of one vendor, and gives all that a listener is told beside the sound. */
async function playAll(kind: DemoKind): Promise<unknown[]> {
  const urls = (await callsOf(kind)).flatMap(({ recordings }) => (recordings ?? []).map(({ url }) => url));
  const told: unknown[] = [];
  for (const url of urls.filter((each) => each !== null)) {
    const response = await fetch(url);
    told.push(url, [...response.headers], response.ok ? await response.bytes() : await response.text());
  }
  return told;
}

const PLACES = ['/', '/ready', '/health', '/metrics', '/schema.graphql'];

describe.each(DEMO_KINDS)('a canary in every field of %s', (kind) => {
  const canaries = createCanaries(kind);
  /** By the name of a field: the scopes of each caller who was told of it. */
  const seen = new Map<string, Set<readonly Scope[]>>();
  /** Likewise, of what the tools of assistants told. */
  const shown = new Map<string, Set<readonly Scope[]>>();
  const told: string[] = [];
  beforeAll(async () => {
    const { server } = served.demo.vendors[kind];
    server.fault({ fault: { kind: 'changed', change: canaries.change } });
    for (const { scopes, key } of callers) {
      for (const query of everything(kind)) {
        const { data, errors = [], extensions } = await ask(key, query);
        for (const name of canaries.namesIn(data)) seen.set(name, (seen.get(name) ?? new Set()).add(scopes));
        told.push(...canaries.namesIn([errors, extensions]));
      }
    }
    const tools = await toolsFor(kind);
    for (const { scopes, key } of callers)
      for (const [name, input] of tools)
        for (const canary of canaries.namesIn(await askTool(key, name, input)))
          shown.set(canary, (shown.get(canary) ?? new Set()).add(scopes));
    told.push(...canaries.namesIn(await playAll(kind)));
    // With a canary in it, most links lead nowhere: without, they play, and the audit says so.
    server.clearFaults();
    await playAll(kind);
    server.fault({ fault: { kind: 'changed', change: canaries.change } });
    for (const place of PLACES) {
      const response = await fetch(served.url + place, { headers: callers.at(-1)!.key.headers });
      told.push(...canaries.namesIn(await response.text()));
    }
  }, 300_000);
  afterAll(() => served.demo.vendors[kind].server.clearFaults());

  it('is told to callers with the scopes that somebody has decided on, and to nobody else', () => {
    const found = canaries
      .placed()
      .flatMap((name) => [name, `${name} (line)`])
      .flatMap((name) => {
        const sets = [...(seen.get(name) ?? [])];
        const least = leastOf(sets);
        // Whoever has more is told too: there is one answer for all who have the least.
        const told = callers.filter(({ scopes }) => least.some((one) => isWithin(one, scopes)));
        expect([name, told.length]).toEqual([
          name,
          told.filter(({ scopes }) => sets.some((set) => set.join() === scopes.join())).length,
        ]);
        const line = `${kind} ${name}: ${
          least
            .map((scopes) => scopes.join(' '))
            .sort()
            .join(' or ') || 'nobody'
        }`;
        return name.endsWith(' (line)') && sets.length === 0 ? [] : [line];
      });
    const decided = readFileSync(join(import.meta.dirname, 'canaries.txt'), 'utf8')
      .trim()
      .split('\n');
    expect(found.sort()).toEqual(decided.filter((line) => line.startsWith(`${kind} `)).sort());
  });

  it('is told by the tools of assistants to those alone whom the graph tells', () => {
    expect(shown.size).toBeGreaterThan(3);
    for (const [name, sets] of shown) {
      const bare = name.replace(' (line)', '');
      const allowed = new Set(
        [...(seen.get(bare) ?? []), ...(seen.get(`${bare} (line)`) ?? [])].map((set) => set.join(' ')),
      );
      for (const scopes of sets) expect([name, allowed.has(scopes.join(' ')), scopes]).toEqual([name, true, scopes]);
    }
  });

  it('is in no error, header, line of the log, line of the audit or other answer of the server', () => {
    expect(told).toEqual([]);
    expect(recorded.lines.length).toBeGreaterThan(100);
    expect(audited.lines.map(({ message }) => message)).toContain('raw read');
    const plays = { audit: 'recording opened', caller: callers.at(-1)!.key.entry.name, provider: PROVIDERS[kind] };
    expect(audited.lines.map(({ fields }) => fields)).toContainEqual(expect.objectContaining(plays));
    expect(canaries.namesIn([recorded.lines, audited.lines])).toEqual([]);
  });

  it('is in no span: not in its name, an attribute or an event', async () => {
    await expect.poll(() => collector.bodies.length, { timeout: 20_000 }).toBeGreaterThan(0);
    expect(collector.bodies.join('')).toContain(`"${PROVIDERS[kind]}"`);
    expect(canaries.namesIn(collector.bodies)).toEqual([]);
  });

  it('is in the files of the store only where somebody may be told of it, and nobody else can read them', () => {
    const names = readdirSync(folder);
    for (const name of names) expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
    const kept = canaries.textsIn(bytesOfFiles(folder).toString('latin1'));
    expect(kept.length).toBeGreaterThan(5);
    // What calls are searched by is kept in small letters.
    const known = new Set([...seen.keys()].map((name) => name.replace(' (line)', '').toLowerCase()));
    for (const name of kept) expect([name, known.has(name.toLowerCase())]).toEqual([name, true]);
  });

  it('is told to nobody who is confined to other providers', async () => {
    const key = confined.get(kind)!;
    for (const query of everything(kind)) {
      const foreign = await ask(key, query);
      const whole = await ask(key, query.replaceAll(`filter: { providers: ["${PROVIDERS[kind]}"] }`, 'filter: {}'));
      expect(canaries.namesIn([foreign, whole])).toEqual([]);
    }
    for (const [name, input] of await toolsFor(kind))
      expect([name, canaries.namesIn(await askTool(key, name, input))]).toEqual([name, []]);
  });
});
