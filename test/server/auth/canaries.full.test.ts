import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GraphQLObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_KINDS, type DemoKind } from '../../../src/demo/call-source.ts';
import { SCOPES, type Scope } from '../../../src/domain/caller.ts';
import { openHistoryStore } from '../../../src/history/store/open-history-store.ts';
import { schema } from '../../../src/schema.ts';
import { makeKey } from '../../support/make-key.ts';
import { createRecordingLog } from '../../support/recording-log.ts';
import { selectAll } from '../../support/select-all.ts';
import { type ServedDemo, startServedDemo } from '../../support/start-served-demo.ts';
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
let served: ServedDemo;
beforeAll(async () => {
  const keys = [...callers.map(({ key }) => key), ...confined.values()];
  const auth = { mode: 'keys', keys: keys.map(({ entry }) => entry) };
  const limits = { maxCost: 1_000_000, maxSelections: 100_000, maxTokens: 50_000 };
  const store = await openHistoryStore({ kind: 'memory' }, { as: 'server', onSetAside() {} });
  served = await startServedDemo(
    { count: 6, hasExamples: true },
    { more: { auth }, server: { limits }, log: recorded.log, store },
  );
});
afterAll(() => served.close());

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

const PLACES = ['/', '/ready', '/health', '/metrics', '/schema.graphql'];

describe.each(DEMO_KINDS)('a canary in every field of %s', (kind) => {
  const canaries = createCanaries(kind);
  /** By the name of a field: the scopes of each caller who was told of it. */
  const seen = new Map<string, Set<readonly Scope[]>>();
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

  it('is in no error, trace, line of the log or other answer of the server', () => {
    expect(told).toEqual([]);
    expect(recorded.lines.length).toBeGreaterThan(100);
    expect(canaries.namesIn(recorded.lines)).toEqual([]);
  });

  it('is told to nobody who is confined to other providers', async () => {
    const key = confined.get(kind)!;
    for (const query of everything(kind)) {
      const foreign = await ask(key, query);
      const whole = await ask(key, query.replaceAll(`filter: { providers: ["${PROVIDERS[kind]}"] }`, 'filter: {}'));
      expect(canaries.namesIn([foreign, whole])).toEqual([]);
    }
  });
});
