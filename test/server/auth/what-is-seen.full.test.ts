import type { GraphQLObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_KINDS, type DemoKind } from '../../../src/demo/call-source.ts';
import { SCOPES } from '../../../src/domain/caller.ts';
import { CALL as BITRIX24 } from '../../../src/providers/bitrix24/calls/columns.ts';
import * as callgear from '../../../src/providers/callgear/calls/columns.ts';
import type { RecordTable } from '../../../src/providers/columns/column.ts';
import * as voximplant from '../../../src/providers/voximplant/calls/columns.ts';
import * as zoom from '../../../src/providers/zoom-contact-center/calls/columns.ts';
import { schema } from '../../../src/schema.ts';
import { makeKey } from '../../support/make-key.ts';
import { createRecordingLog } from '../../support/recording-log.ts';
import { selectAll } from '../../support/select-all.ts';
import { type ServedDemo, startServedDemo } from '../../support/start-served-demo.ts';

type Answer = {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: { readonly code: string; readonly scope?: string };
  }[];
};

const all = makeKey('all', SCOPES);
const allBut = (...left: readonly string[]) =>
  makeKey(
    `without ${left.join(' ')}`,
    SCOPES.filter((scope) => !left.includes(scope)),
  );
const withoutNumbers = allBut('numbers:read');
const withoutRaw = allBut('raw:read');
const withoutRecordings = allBut('recordings:read');
const callsOnly = makeKey('calls only', ['calls:read']);
const statusOnly = makeKey('status only', ['status:read']);
const confined = new Map(
  ['portal', 'tracking', 'pbx', 'desk'].map((provider) => [
    provider,
    makeKey(`of ${provider}`, SCOPES, { providers: [provider] }),
  ]),
);
const KEYS = [all, withoutNumbers, withoutRaw, withoutRecordings, callsOnly, statusOnly, ...confined.values()];

const VENDORS: Readonly<Record<DemoKind, { readonly prefix: string; readonly tables: object }>> = {
  bitrix24: { prefix: 'Bitrix24', tables: { BITRIX24 } },
  callgear: { prefix: 'Callgear', tables: callgear },
  voximplant: { prefix: 'Voximplant', tables: voximplant },
  'zoom-contact-center': { prefix: 'Zoom', tables: zoom },
};

const recorded = createRecordingLog();
let served: ServedDemo;
beforeAll(async () => {
  const auth = { mode: 'keys', keys: KEYS.map(({ entry }) => entry) };
  const limits = { maxCost: 1_000_000, maxSelections: 100_000, maxTokens: 50_000 };
  served = await startServedDemo({ count: 60 }, { more: { auth }, server: { limits }, log: recorded.log });
});
afterAll(() => served.close());

async function ask(
  key: (typeof KEYS)[number],
  query: string,
  variables: object = {},
): Promise<Answer & { text: string }> {
  const response = await fetch(`${served.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-trunkline-trace': '1',
      'cache-control': 'no-cache',
      ...key.headers,
    },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  return { ...(JSON.parse(text) as Answer), text };
}

const everything = (kind: DemoKind): string => {
  const call = selectAll(schema.getType('CallSession') as GraphQLObjectType, VENDORS[kind].prefix, []);
  const { id } = served.demo.vendors[kind].settings;
  return `{ callSessions(first: 20, filter: { providers: ["${id}"] }) { nodes { ${call} } problems { message } } }`;
};

/** Columns of a vendor that may hold something of a customer, by the vendor's names. */
function personalColumns(tables: object): string[] {
  const isTable = (value: unknown): value is RecordTable =>
    typeof value === 'object' && value !== null && 'columns' in value && 'name' in value;
  const namesIn = (table: RecordTable): string[] =>
    Object.entries(table.columns).flatMap(([name, { record, isPersonal, type }]) =>
      record ? namesIn(record) : isPersonal && (type === 'text' || type === 'texts') ? [name] : [],
    );
  return [...new Set(Object.values(tables).filter(isTable).flatMap(namesIn))];
}

/** A reply in which each of these columns holds a text that is found again, wherever it goes. */
const withCanaries = (columns: readonly string[]) => (json: string) =>
  json.replaceAll(/"(\w+)": ?(?:"(?:[^"\\]|\\.)*"|null)/g, (found, name: string) =>
    columns.includes(name) ? `"${name}":"canary of ${name} here"` : found,
  );

const canariesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/canary of (\w+) here/g)].map(([, name]) => name!)),
];

/** The company's own number is for whoever sees calls; a vendor may have it in the columns of customers. */
const withoutLines = (text: string): string => text.replaceAll(/"line":\{[^}]*\}/g, '');

describe.each(DEMO_KINDS)('what %s tells of customers', (kind) => {
  const columns = personalColumns(VENDORS[kind].tables);

  it('is in the answer to whoever may see it, and in no answer and no line of the log of whoever may not', async () => {
    const { server } = served.demo.vendors[kind];
    server.fault({ fault: { kind: 'changed', change: withCanaries(columns) } });
    try {
      const open = await ask(all, everything(kind));
      const seen = canariesIn(open.text);
      expect(seen.length).toBeGreaterThan(2);
      expect(canariesIn((await ask(withoutRaw, everything(kind))).text).length).toBeGreaterThan(2);
      for (const key of [withoutNumbers, callsOnly, statusOnly]) {
        const answer = await ask(key, everything(kind));
        expect(canariesIn(withoutLines(answer.text)), key.entry.name).toEqual([]);
        // Of what scenarios of a vendor wrote no text can be made, and the answer says so.
        const others = answer.errors?.filter(({ path = [] }) => path.at(-2) !== 'transcript') ?? [];
        expect(new Set(others.map(({ extensions }) => extensions.code))).toEqual(new Set(['FORBIDDEN']));
      }
      expect(canariesIn(JSON.stringify(recorded.lines))).toEqual([]);
    } finally {
      server.clearFaults();
    }
  });

  it('is not asked of the vendor for whoever may not see it', async () => {
    const { server, settings } = served.demo.vendors[kind];
    const asking = async (key: (typeof KEYS)[number], fields: string) => {
      server.resetCounts();
      await ask(key, `{ callSessions(first: 5, filter: { providers: ["${settings.id}"] }) { nodes { ${fields} } } }`);
      return server.exchanges.map(({ operation, purpose }) => `${purpose} ${operation}`);
    };
    const plain = await asking(callsOnly, 'id durationSeconds');
    expect(await asking(callsOnly, 'id durationSeconds note customer { number } raw legs { from { number } }')).toEqual(
      await asking(callsOnly, 'id durationSeconds legs { id }'),
    );
    expect(await asking(callsOnly, 'id durationSeconds note customer { number } raw')).toEqual(plain);
    expect(await asking(statusOnly, 'id durationSeconds')).toEqual([]);
  });
});

describe('a field that a caller may not read', () => {
  it('is null in every row beside one error that names its scope, and everything else is there', async () => {
    const { data, errors } = await ask(
      callsOnly,
      '{ callSessions(first: 9) { nodes { id customer { number displayName } line { number } note recordings { id url } } } }',
    );
    const { nodes } = data!['callSessions'] as {
      nodes: { id: string; customer: unknown; line: unknown; note: unknown }[];
    };
    expect(nodes).toHaveLength(9);
    expect(nodes.every(({ customer, note }) => customer === null && note === null)).toBe(true);
    expect(nodes.some(({ line }) => line !== null)).toBe(true);
    const told = errors!.map(({ path, extensions }) => [path!.at(-1), extensions.code, extensions.scope]);
    expect(told.slice(0, 2)).toEqual([
      ['customer', 'FORBIDDEN', 'numbers:read'],
      ['note', 'FORBIDDEN', 'numbers:read'],
    ]);
    expect(told.slice(2)).toEqual([['url', 'FORBIDDEN', 'recordings:read']].slice(0, told.length - 2));
    expect(errors![0]!.message).toContain('numbers:read');
  });

  it('is not searched by either, through literals and variables, and in every executor', async () => {
    const nodes = '{ nodes { id } }';
    for (const [query, variables] of [
      [`{ callSessions(filter: { customerNumber: ["+44"] }) ${nodes} }`, {}],
      [
        `query ($filter: CallSessionFilter) { callSessions(filter: $filter) ${nodes} }`,
        { filter: { number: ['+44'] } },
      ],
      [`{ recordings(filter: { callgear: { contactPhoneNumber: { contains: "44" } } }) ${nodes} }`, {}],
      [
        `{ ... @defer { callSessions(filter: { callgear: { or: [{ contactFullName: { eq: "A" } }] } }) ${nodes} } }`,
        {},
      ],
      [`{ callSessions(first: 1) { nodes { related(via: [SAME_NUMBER_AND_TIME]) { via } } } }`, {}],
    ] as const) {
      const response = await fetch(`${served.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json, multipart/mixed',
          ...callsOnly.headers,
        },
        body: JSON.stringify({ query, variables }),
      });
      expect([query, await response.text()]).toEqual([query, expect.stringMatching(/FORBIDDEN.*numbers:read/)]);
    }
    const line = await ask(callsOnly, `{ callSessions(filter: { lineNumber: ["+442079460000"] }) ${nodes} }`);
    expect(line.errors).toBeUndefined();
  });

  it('takes with it what must not be null: a caller without calls:read gets no call, and its vendors are not asked', async () => {
    const { nodes } = (await ask(all, '{ callSessions(first: 1) { nodes { id } } }')).data!['callSessions'] as {
      nodes: { id: string }[];
    };
    for (const { server } of Object.values(served.demo.vendors)) server.resetCounts();
    const answer = await ask(
      statusOnly,
      `{ node(id: "${nodes[0]!.id}") { id } providers { key status { state lastError } } }`,
    );
    expect(answer.data).toMatchObject({ node: null, providers: [{ key: 'portal' }, {}, {}, {}] });
    expect(answer.errors!.map(({ extensions }) => extensions)).toEqual([{ code: 'FORBIDDEN', scope: 'calls:read' }]);
    expect(Object.values(served.demo.vendors).flatMap(({ server }) => server.exchanges)).toEqual([]);
    const lists = await ask(statusOnly, '{ callSessions { nodes { id } } }');
    expect([lists.data, lists.errors?.[0]?.extensions.code]).toEqual([null, 'FORBIDDEN']);
  });

  it('has no link to a recording', async () => {
    for (const kind of DEMO_KINDS) {
      expect((await ask(withoutRecordings, everything(kind))).text).not.toContain('/media/');
    }
    expect((await ask(all, everything('bitrix24'))).text).toContain('/media/');
  });

  it('is not written through', async () => {
    const input = '{ provider: "portal", callId: "1", userId: "1" }';
    const answer = await ask(callsOnly, `mutation { finishExternalCall(input: ${input}) { __typename } }`);
    expect([answer.data, answer.errors![0]!.extensions]).toEqual([null, { code: 'FORBIDDEN', scope: 'calls:write' }]);
  });
});

describe.each([...confined])('a caller confined to %s', (own, key) => {
  const LISTS = `{
    providers { key name }
    callSessions(first: 50) { totalCount problems { provider { key } } nodes { id nativeId provider { key } related(via: [SHARED_SESSION_ID, SHARED_EXTERNAL_ID, SAME_NUMBER_AND_TIME]) { session { id providerKey } } } }
    agents(first: 50) { totalCount nodes { id nativeId provider { key } person { id agents { provider { key } } } } }
    people(first: 50) { totalCount nodes { id agents { id provider { key } } } }
    queues(first: 50) { totalCount nodes { id provider { key } } }
    lines(first: 50) { nodes { id provider { key } } problems { provider { key } } }
    recordings(first: 20) { nodes { id session { providerKey } } problems { provider { key } } }
  }`;
  const others = [...confined.keys()].filter((provider) => provider !== own);
  const keysIn = (text: string): string[] => [
    ...new Set([...text.matchAll(/"(?:key|providerKey|provider)":"([\w-]+)"/g)].map(([, found]) => found!)),
  ];

  it('finds nothing of the others in any list, total, problem, price or trace', async () => {
    const { server } = served.demo.vendors[DEMO_KINDS.find((kind) => served.demo.vendors[kind].settings.id !== own)!];
    server.fault({ fault: { kind: 'status', status: 500 } });
    try {
      const answer = await ask(key, LISTS);
      expect(answer.errors).toBeUndefined();
      expect(keysIn(answer.text)).toEqual([own]);
      expect(JSON.stringify(answer.data)).not.toMatch(new RegExp(`"(${others.join('|')})"`));
    } finally {
      server.clearFaults();
    }
  });

  it('is answered about them as about names and ids that nobody has', async () => {
    const whole = (await ask(all, LISTS)).data as Record<
      string,
      { nodes: { id: string; provider?: { key: string } }[] }
    >;
    const foreign = ['callSessions', 'agents', 'queues', 'lines'].flatMap((list) =>
      whole[list]!.nodes.filter(({ provider }) => provider!.key !== own).map(({ id }) => id),
    );
    const providers = (await ask(all, '{ providers { id key } }')).data!['providers'] as { id: string; key: string }[];
    foreign.push(...providers.filter((each) => each.key !== own).map(({ id }) => id));
    for (const { server } of Object.values(served.demo.vendors)) server.resetCounts();
    const nodes = await ask(key, 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', {
      ids: foreign.slice(0, 200),
    });
    expect(nodes.errors).toBeUndefined();
    expect(new Set(nodes.data!['nodes'] as unknown[])).toEqual(new Set([null]));
    for (const other of others) {
      const look = await ask(key, `{ provider(key: "${other}") { key } }`);
      expect(look.data).toEqual({ provider: null });
      for (const query of [
        `{ callSession(provider: "${other}", nativeId: "1") { id } }`,
        `{ callSessions(filter: { providers: ["${other}"] }) { nodes { id } } }`,
        `{ agents(filter: { providers: ["${other}"] }) { nodes { id } } }`,
      ]) {
        const { errors } = await ask(key, query);
        const known = await ask(key, query.replace(other, 'nobody'));
        expect(errors!.map(({ message }) => message.replace(other, 'nobody'))).toEqual(
          known.errors!.map(({ message }) => message),
        );
        expect(errors![0]!.extensions.code).toBe('UNKNOWN_PROVIDER');
      }
    }
    const asked = Object.values(served.demo.vendors).filter(
      ({ settings, server }) => settings.id !== own && server.count() > 0,
    );
    expect(asked.map(({ settings }) => settings.id)).toEqual([]);
  });

  it('learns of no other from /ready', async () => {
    const response = await fetch(`${served.url}/ready`, { headers: key.headers });
    const { providers } = (await response.json()) as { providers: { key: string }[] };
    expect(providers.map((each) => each.key)).toEqual([own]);
  });
});
