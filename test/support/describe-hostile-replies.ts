import fc from 'fast-check';
import { type GraphQLObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_KINDS, type DemoKind } from '../../src/demo/call-source.ts';
import { schema } from '../../src/schema.ts';
import { selectAll } from './select-all.ts';
import { type ProviderEntry, type ServedDemo, startServedDemo } from './start-served-demo.ts';

/** How the types of a vendor begin in the graph. */
const NAMES: Readonly<Record<DemoKind, string>> = {
  bitrix24: 'Bitrix24',
  callgear: 'Callgear',
  voximplant: 'Voximplant',
  'zoom-contact-center': 'Zoom',
};

type Answer = {
  readonly data: {
    readonly callSessions: {
      readonly nodes: readonly { readonly provider: { readonly key: string }; readonly nativeId: string }[];
      readonly problems: readonly {
        readonly kind: string;
        readonly message: string;
        readonly provider: { readonly key: string };
      }[];
    };
    readonly agents: { readonly nodes: readonly unknown[] };
  } | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: unknown;
    readonly extensions?: { code?: string };
  }[];
};

let served: ServedDemo;
const keyOf = (kind: DemoKind): string => served.demo.vendors[kind].settings.id;

async function ask(kind: DemoKind): Promise<Answer & { status: number }> {
  const call = selectAll(schema.getType('CallSession') as GraphQLObjectType, NAMES[kind], []);
  const agent = selectAll(schema.getType('Agent') as GraphQLObjectType, NAMES[kind], []);
  const query = `{
    callSessions(first: 80) { nodes { ${call} } problems { kind message provider { key } } }
    agents(first: 80) { nodes { ${agent} } }
  }`;
  const response = await fetch(`${served.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'cache-control': 'no-cache' },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, ...((await response.json()) as Answer) };
}

function rowsOf({ data }: Answer): Map<string, string[]> {
  const rows = new Map<string, string[]>();
  for (const { provider, nativeId } of data?.callSessions.nodes ?? [])
    rows.set(provider.key, [...(rows.get(provider.key) ?? []), nativeId]);
  return rows;
}

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

/** JSON that no vendor should send where another value belongs. */
const ODD = [
  ...['null', 'true', '""', '"x"', '[]', '{}', '[null]', '[[1]]', '{"id":{}}', '[{"id":null},"x",7,true]'],
  ...['0', '-1', '1.5', '-0.0000001', '2147483648', '9007199254740993', '1e300', '1e999', '-1e999', '"NaN"', '"1e400"'],
  ...['"2026-13-45T99:99:99Z"', '"0000-00-00 00:00:00"', '"9999-12-31T23:59:59Z"', '"9999-12-31 23:59:59"'],
  ...[
    '"1"',
    '"-5"',
    '"Infinity"',
    '"0001-01-01T00:00:00+00:00"',
    '"https://"',
    '"javascript:alert(1)"',
    '"a@b"',
    '8.64e15',
  ],
  ...[`"${'9'.repeat(400)}"`, '9'.repeat(400), `"${'x'.repeat(20_000)}"`, nested(5_000), `{"a":${nested(100)}}`],
];

/** Changes values of a reply, each told by a number that chooses among all there are; undefined takes one out. */
function changeJson(json: string, changes: readonly { readonly at: number; readonly to: string | null }[]): string {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return json;
  }
  const inserts = new Map<string, string>();
  for (const { at, to } of changes) {
    const places = placesIn(value);
    const place = places[at % Math.max(places.length, 1)];
    if (!place) continue;
    const [holder, key] = place;
    if (to === null) delete holder[key];
    else {
      // Some are no values of JavaScript, so they are put into the text.
      const mark = `@@${inserts.size}@@`;
      inserts.set(mark, to);
      holder[key] = mark;
    }
  }
  return JSON.stringify(value).replaceAll(/"@@\d+@@"/g, (mark) => inserts.get(mark.slice(1, -1)) ?? mark);
}

type Holder = Record<string, unknown>;

function placesIn(value: unknown): [Holder, string][] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Holder;
  return Object.keys(holder).flatMap((key) => [[holder, key] as [Holder, string], ...placesIn(holder[key])]);
}

/** Tests that vendors whose replies are changed at random, so many times each, cost their own rows and fields at most. */
export const describeHostileReplies = (runs: number): void =>
  describe.each(DEMO_KINDS)('%s that sends nonsense', (kind) => describeVendor(kind, runs));

function describeVendor(kind: DemoKind, numRuns: number): void {
  beforeAll(async () => {
    // Nobody's rate is limited: what is missing is missing for what the vendor sent.
    const change = (provider: ProviderEntry) => ({
      ...provider,
      deadlineMs: 15_000,
      ...(provider['kind'] === 'bitrix24' ? { plan: 'on-premise' } : {}),
    });
    // Every field of every vendor at once is dearer than a client may ask.
    served = await startServedDemo({ count: 20 }, { change, server: { limits: { maxCost: 100_000 } } });
  });
  afterAll(() => served.close());

  it('costs its own rows and fields at most, and never the answer', { timeout: 120_000 }, async () => {
    const whole = rowsOf(await ask(kind));
    const others = DEMO_KINDS.filter((each) => each !== kind).map(keyOf);
    expect(others.map((key) => whole.get(key)?.length)).toEqual([20, 20, 20]);
    // Without a bias for small numbers, which would mostly spoil the envelope.
    const at = fc.noBias(fc.nat());
    const change = fc.record({ at, to: fc.option(fc.constantFrom(...ODD), { freq: 6, nil: null }) });
    const { server } = served.demo.vendors[kind];
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
        server.clearFaults();
        server.fault({ fault: { kind: 'changed', change: (json) => changeJson(json, changes) } });
        const answer = await ask(kind);
        expect(answer.status).toBe(200);
        for (const { message, path, extensions } of answer.errors ?? [])
          expect([extensions?.code, message, path]).toEqual(['PROVIDER_PROBLEM', message, path]);
        const rows = rowsOf(answer);
        for (const key of others) expect(rows.get(key)).toEqual(whole.get(key));
        const { problems } = answer.data!.callSessions;
        expect(problems.filter(({ provider }) => provider.key !== keyOf(kind))).toEqual([]);
      }),
      { numRuns, endOnFailure: true },
    );
  });
}
