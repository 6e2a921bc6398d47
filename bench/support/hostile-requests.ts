/** A request that somebody sends to stop the server: what is sent where, and how many times at once. */
export type HostileRequest = readonly [name: string, send: () => Sent, times?: number];
export type Sent = { readonly path?: string } & RequestInit;

const JSON_TYPE = { 'content-type': 'application/json', accept: 'application/json' };

const post = (body: string, headers: Record<string, string> = {}): Sent => ({
  method: 'POST',
  body,
  headers: { ...JSON_TYPE, ...headers },
});
const ask = (query: string, variables?: object, headers?: Record<string, string>): Sent =>
  post(JSON.stringify({ query, ...(variables === undefined ? {} : { variables }) }), headers);
const get = (query: string, headers: Record<string, string> = {}): Sent => ({
  path: `/graphql?query=${encodeURIComponent(query)}`,
  headers,
});

const many = (count: number, make: (index: number) => string, between = ' '): string =>
  Array.from({ length: count }, (_, index) => make(index)).join(between);
const list = (count: number, make: (index: number) => string = String): string[] =>
  Array.from({ length: count }, (_, index) => make(index));
const numbers = (count: number): string[] => list(count, (index) => `+4420${79_000_000 + index}`);

const FILTERED = 'query ($filter: CallSessionFilter) { callSessions(first: 5, filter: $filter) { nodes { id } } }';
const filtered = (filter: object): Sent => ask(FILTERED, { filter });
/** Variables whose JSON is written by hand: too deep to be made by JSON.stringify. */
const nestedVariables = (depth: number, open = '[', close = ']'): Sent =>
  post(`{"query":${JSON.stringify(FILTERED)},"variables":{"filter":${open.repeat(depth)}1${close.repeat(depth)}}}`);
const finish = (input: string): Sent =>
  ask(
    `mutation { finishExternalCall(input: { provider: "portal", callId: "x", userId: "1", ${input} }) { __typename } }`,
  );

/** Each level spreads the next one twice. */
const doubling = (levels: number): string =>
  `{ callSessions(first: 1) { nodes { ...g0 } } } ` +
  many(levels, (index) => `fragment g${index} on CallSession { ...g${index + 1} ...g${index + 1} }`) +
  ` fragment g${levels} on CallSession { id }`;

/** Each level puts off the next one twice. */
const DEFERRED_DOUBLING = (
  '{ callSessions(first: 1000) { nodes { id ...g0 } } } ' +
  many(
    14,
    (index) => `fragment g${index} on CallSession { ... @defer { ...g${index + 1} } ... @defer { ...g${index + 1} } }`,
  ) +
  ' fragment g14 on CallSession { id startedAt related { via } }'
).padEnd(1304);

const INTROSPECTION =
  '__schema { types { name fields { name args { name type { name } } type { name ofType { name ofType { name } } } } } }';
const ZOOM_LISTS = ['userIds', 'queueIds', 'ccQueueIds', 'regionIds', 'regionNames', 'teamIds', 'teamNames'];
const CALLS = '{ nodes { id } }';

/** What costs time: lists, texts, numbers and nesting without end. */
const LONG: readonly HostileRequest[] = [
  ['60,000 customer numbers', () => filtered({ customerNumber: numbers(60_000) })],
  [
    '500 numbers in each of three lists',
    () => filtered({ number: numbers(500), customerNumber: numbers(500), lineNumber: numbers(500) }),
  ],
  [
    '500 numbers without a country',
    () => filtered({ customerNumber: list(500, (index) => `07700 ${900_000 + index}`) }),
  ],
  ['a number of 900 kB', () => filtered({ number: ['4'.repeat(900_000)] })],
  ['a number of 900 kB of plus signs', () => filtered({ number: ['+'.repeat(900_000)] })],
  ['a number of 900 kB of blanks and one digit', () => filtered({ lineNumber: [`${' '.repeat(900_000)}1`] })],
  ['10,000 agents', () => filtered({ agentIds: list(10_000) })],
  ['10,001 queues', () => filtered({ queueIds: list(10_001) })],
  ['100,000 providers', () => filtered({ providers: list(100_000, () => 'portal') })],
  ['60,000 directions', () => filtered({ direction: list(60_000, () => 'INBOUND') })],
  ['10,000 ids of nodes', () => ask(`{ nodes(ids: ${JSON.stringify(list(10_000))}) { id } }`)],
  ['an id of 900 kB', () => ask('query ($id: ID!) { node(id: $id) { id } }', { id: 'x'.repeat(900_000) })],
  ['an id of 4,000 digits as a number', () => ask(`{ node(id: ${'9'.repeat(4_000)}) { id } }`)],
  [
    'a cursor of 900 kB',
    () =>
      ask('query ($after: String) { callSessions(after: $after) { nodes { id } } }', { after: 'A'.repeat(900_000) }),
  ],
  ['a page of 900,000 digits', () => ask(`{ callSessions(first: ${'9'.repeat(900_000)}) ${CALLS} }`)],
  [
    'a name of an operation of 900 kB',
    () => post(JSON.stringify({ query: '{ __typename }', operationName: 'x'.repeat(900_000) })),
  ],
  ['a field of 900 kB', () => ask(`{ ${'x'.repeat(900_000)} }`)],
  ['a comment of 900 kB', () => ask(`{ __typename } #${'x'.repeat(900_000)}`)],
  ['a text of 900 kB in a query', () => ask(`{ node(id: "${'x'.repeat(900_000)}") { id } }`)],
  ['a block text of 450,000 line ends', () => ask(`{ node(id: """${'\n'.repeat(450_000)}x""") { id } }`)],
  ['a cost of 100,000 digits', () => finish(`cost: "1${'0'.repeat(100_000)}1"`)],
  ['a cost of 500,000 zeros', () => finish(`cost: "${'0'.repeat(500_000)}"`)],
  ['a cost with an exponent of 100,000 digits', () => finish(`cost: "1e${'9'.repeat(100_000)}"`)],
  ['an address of 900 kB', () => finish(`recordUrl: "https://example.com/${'a/'.repeat(400_000)}"`)],
  ['a reason of 900 kB', () => finish(`failedReason: "${'x'.repeat(900_000)}"`)],
  [
    'a file name of 500,000 dots',
    () =>
      ask(
        'mutation ($name: String) { attachExternalCallRecording(input: { provider: "portal", callId: "x", filename: $name, fileContent: "AAAA" }) { __typename } }',
        { name: '.'.repeat(500_000) },
      ),
  ],
  ['a time of 500,000 digits', () => filtered({ startedAt: { from: `2026-01-01T00:00:00.${'0'.repeat(500_000)}Z` } })],
  ['a duration past 32 bits', () => filtered({ durationSeconds: { min: 2 ** 31 } })],
  ['variables nested 5,000 deep', () => nestedVariables(5_000)],
  ['variables nested 400,000 deep', () => nestedVariables(400_000)],
  ['objects nested 100,000 deep', () => nestedVariables(100_000, '{"and":', '}')],
  [
    'extensions nested 400,000 deep',
    () => post(`{"query":"{ __typename }","extensions":{"a":${'['.repeat(400_000)}${']'.repeat(400_000)}}}`),
  ],
  ['a body nested 400,000 deep', () => post('['.repeat(400_000) + ']'.repeat(400_000))],
  [
    'variables nested deep by GET',
    () => ({ path: `/graphql?query=${encodeURIComponent(FILTERED)}&variables=${'['.repeat(7_000)}` }),
  ],
  [
    'a list nested 2,000 deep in a query',
    () => ask(`{ callSessions(filter: { number: ${'['.repeat(2_000)}${']'.repeat(2_000)} }) ${CALLS} }`),
  ],
  [
    'filters of CallGear nested 300 deep',
    () => ask(`{ callSessions(filter: { callgear: ${'{ and: ['.repeat(300)}{}${'] }'.repeat(300)} }) ${CALLS} }`),
  ],
  ['filters of CallGear that branch', () => filtered({ callgear: branches(12) })],
  ['10,000 words of CallGear', () => filtered({ callgear: { contactPhoneNumber: { in: numbers(10_000) } } })],
  ['10,000 ids of Bitrix24', () => filtered({ bitrix24: { portalUserId: { in: list(10_000) } } })],
  ['10,000 numbers of Voximplant', () => filtered({ voximplant: { remoteNumber: numbers(10_000) } })],
  ['two lists of 400 for Zoom', () => filtered({ zoomContactCenter: { userIds: list(400), ccQueueIds: list(400) } })],
  [
    'seven lists of 400 for Zoom',
    () => filtered({ zoomContactCenter: Object.fromEntries(ZOOM_LISTS.map((name) => [name, list(400)])) }),
  ],
  [
    'a search of 10,000 percent signs',
    () => filtered({ callgear: { contactPhoneNumber: { contains: '%'.repeat(10_000) } } }),
  ],
];

/** What multiplies: fragments, aliases, directives, pages within pages. */
const MULTIPLIED: readonly HostileRequest[] = [
  ['fragments that double 16 times', () => ask(doubling(16))],
  ['fragments that double 24 times', () => get(doubling(24))],
  ['fragments that double 40 times', () => get(doubling(40))],
  [
    'a fragment that spreads itself',
    () =>
      ask('{ callSessions { nodes { ...a } } } fragment a on CallSession { ...b } fragment b on CallSession { ...a }'),
  ],
  ['1,200 inline fragments in one another', () => ask(`{ ${'... { '.repeat(1_200)} __typename ${'}'.repeat(1_200)} }`)],
  ['one field 2,000 times', () => ask(`{ ${many(2_000, () => '__typename')} }`)],
  ['one page 700 times', () => ask(`{ ${many(700, () => 'callSessions(first: 1) { nodes { id } }')} }`)],
  ['50 schemas by alias', () => ask(`{ ${many(50, (index) => `a${index}: ${INTROSPECTION}`)} }`)],
  [
    '50 writes by alias',
    () =>
      ask(
        `mutation { ${many(50, (index) => `a${index}: finishExternalCall(input: { provider: "portal", callId: "${index}", userId: "1" }) { __typename }`)} }`,
      ),
  ],
  [
    '49 aliases of raw',
    () => ask(`{ callSessions(first: 200) { nodes { ${many(49, (index) => `a${index}: raw`)} } } }`),
  ],
  ['2,400 unknown fields', () => ask(`{ ${many(2_400, (index) => `a${index}`)} }`)],
  ['1,200 unknown variables', () => ask(`query (${many(1_200, (index) => `$v${index}: Int`)}) { __typename }`)],
  ['450 directives', () => ask(`{ ${many(450, () => '__typename @include(if: true)')} }`)],
  [
    '90 deferred pages',
    () =>
      ask(`{ ${many(90, () => '... @defer { callSessions(first: 100) { nodes { id } } }')} }`, undefined, {
        accept: 'multipart/mixed',
      }),
  ],
  [
    'a deferred spread in every row',
    () =>
      ask('{ callSessions(first: 500) { nodes { ... @defer { related { via } } } } }', undefined, {
        accept: 'multipart/mixed',
      }),
  ],
  [
    'deferred fragments that double, in 1,304 characters',
    () => ask(DEFERRED_DOUBLING, undefined, { accept: 'multipart/mixed' }),
  ],
  [
    'pages within pages',
    () =>
      ask(
        '{ agents(first: 1000) { nodes { callSessions(first: 1000) { nodes { agents { callSessions(first: 1000) { nodes { id } } } } } } } }',
      ),
  ],
  [
    'a stream of less than nothing',
    () =>
      ask('{ callSessions(first: 5) { nodes @stream(initialCount: -1) { id } } }', undefined, {
        accept: 'multipart/mixed',
      }),
  ],
];

/** What is no honest request: another form, another Host, a prototype. */
const STRANGE: readonly HostileRequest[] = [
  [
    '__proto__ among the variables',
    () => post(`{"query":${JSON.stringify(FILTERED)},"variables":{"__proto__":{"filter":{"number":["1"]}}}}`),
  ],
  [
    '__proto__ in a filter',
    () => post(`{"query":${JSON.stringify(FILTERED)},"variables":{"filter":{"__proto__":{"number":["1"]}}}}`),
  ],
  ['a vendor filter named constructor', () => filtered({ zoomContactCenter: { constructor: 'x' } })],
  ['an alias named __proto__', () => ask('{ __proto__: __typename }')],
  ['a lone surrogate', () => filtered({ number: ['\ud800'] })],
  ['a null byte', () => filtered({ number: ['\u0000'] })],
  ['a body that is null', () => post('null')],
  ['a body that is a number', () => post('1e999')],
  ['a query that is an object', () => post('{"query":{"a":1}}')],
  ['variables that are a text', () => post('{"query":"{ __typename }","variables":"x"}')],
  ['an operation that is a list', () => post('{"query":"{ __typename }","operationName":["x"]}')],
  [
    'a body that is no UTF-8',
    () => ({ method: 'POST', headers: JSON_TYPE, body: new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]) }),
  ],
  ['a body that says gzip', () => post('{"query":"{ __typename }"}', { 'content-encoding': 'gzip' })],
  [
    'GET of a write',
    () =>
      get('mutation { finishExternalCall(input: { provider: "portal", callId: "x", userId: "1" }) { __typename } }'),
  ],
  ['a query string of percent signs', () => ({ path: `/graphql?query=${'%'.repeat(5_000)}` })],
  ['60 pages of GraphiQL', () => ({ path: '/graphql', headers: { accept: 'text/html' } }), 60],
  ['a media link of 10,000 characters', () => ({ path: `/media/${'a.'.repeat(5_000)}` })],
  ['a media link of points', () => ({ path: `/media/${'.'.repeat(8_000)}` })],
  [
    'an Accept of 1,000 types',
    () => ask('{ __typename }', undefined, { accept: many(1_000, (index) => `a/b;q=0.${index}`, ',') }),
  ],
  [
    'a range of 2,000 parts',
    () => ({ path: '/media/x', headers: { range: `bytes=${many(2_000, (index) => `${index}-`, ',')}` } }),
  ],
];

/** Every hostile request we know of. */
export const HOSTILE_REQUESTS: readonly HostileRequest[] = [...LONG, ...MULTIPLIED, ...STRANGE];

function branches(levels: number): object {
  if (levels === 0) return { id: { in: list(10) } };
  return { or: [branches(levels - 1), branches(levels - 1)] };
}
