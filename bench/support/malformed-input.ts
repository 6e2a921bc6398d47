const CALLS = '{ nodes { id } }';
const PORTAL = 'provider: "portal", callId: "x", userId: "1"';

export type MalformedQuery = readonly [name: string, query: string, code: string];

/** What a client can get wrong in a query, and the code that says so. */
export const MALFORMED_QUERIES: readonly MalformedQuery[] = [
  ['a cursor that is none', `{ callSessions(after: "nonsense") ${CALLS} }`, 'BAD_CURSOR'],
  ['a cursor of agents that is none', `{ agents(after: "nonsense") ${CALLS} }`, 'BAD_CURSOR'],
  ['a cursor of recordings that is none', `{ recordings(before: "nonsense", last: 3) ${CALLS} }`, 'BAD_CURSOR'],
  ['a page of less than nothing', `{ callSessions(first: -1) ${CALLS} }`, 'BAD_PAGE_SIZE'],
  ['a page past the maximum', `{ callSessions(first: 1001) ${CALLS} }`, 'BAD_PAGE_SIZE'],
  ['both ends of a page', `{ callSessions(first: 1, last: 1) ${CALLS} }`, 'BAD_PAGE_SIZE'],
  ['an id that is none', '{ node(id: "nonsense") { id } }', 'BAD_ID'],
  ['an agent that is none', `{ callSessions(filter: { agentIds: ["nonsense"] }) ${CALLS} }`, 'BAD_ID'],
  ['a provider nobody has', `{ callSessions(filter: { providers: ["nowhere"] }) ${CALLS} }`, 'UNKNOWN_PROVIDER'],
  ['agents of a provider nobody has', `{ agents(filter: { providers: ["nowhere"] }) ${CALLS} }`, 'UNKNOWN_PROVIDER'],
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
  [
    'a time that is none',
    `{ callSessions(filter: { startedAt: { from: "noon" } }) ${CALLS} }`,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  ['a field that is none', '{ callSessions { nodes { nonsense } } }', 'GRAPHQL_VALIDATION_FAILED'],
  ['text that is no query', '{ callSessions(', 'GRAPHQL_PARSE_FAILED'],
  ['a query that is too deep', nested(20), 'QUERY_TOO_DEEP'],
  [
    'a query that is too costly',
    `{ agents(first: 1000) { nodes { callSessions(first: 1000) ${CALLS} } } }`,
    'QUERY_TOO_COSTLY',
  ],
  ['a query that is too long', `{ ${'__typename '.repeat(6000)} }`, 'QUERY_TOO_LONG'],
  [
    'too many aliases',
    `{ ${Array.from({ length: 60 }, (_, index) => `a${index}: __typename`).join(' ')} }`,
    'TOO_MANY_ALIASES',
  ],
  ['a write to a provider nobody has', finish('provider: "nowhere", callId: "x", userId: "1"'), 'UNKNOWN_PROVIDER'],
  ['a status that Bitrix24 does not have', finish(`${PORTAL}, statusCode: S_999`), 'GRAPHQL_VALIDATION_FAILED'],
  ['a cost that is no number', finish(`${PORTAL}, cost: "much"`), 'GRAPHQL_VALIDATION_FAILED'],
  ['a write without its call', finish('provider: "portal", userId: "1"'), 'GRAPHQL_VALIDATION_FAILED'],
];

/** What a client can get wrong in a write, and the refusal that says so. */
export const MALFORMED_WRITES: readonly MalformedQuery[] = [
  ['a call finished by nobody', finish('provider: "portal", callId: "x"'), 'INVALID_INPUT'],
  ['a user that is no number', finish('provider: "portal", callId: "x", userId: "ada"'), 'INVALID_INPUT'],
  ['a duration below zero', finish(`${PORTAL}, durationSeconds: -1`), 'INVALID_INPUT'],
  ['a cost below zero', finish(`${PORTAL}, cost: "-1"`), 'INVALID_INPUT'],
  ['a cost of more digits than are kept', finish(`${PORTAL}, cost: "0.12345678901234567"`), 'INVALID_INPUT'],
  ['a currency that is none', finish(`${PORTAL}, costCurrency: "euro"`), 'INVALID_INPUT'],
  ['a vote past five', finish(`${PORTAL}, vote: 6`), 'INVALID_INPUT'],
  ['a recording that is no web page', finish(`${PORTAL}, recordUrl: "file:///etc/passwd"`), 'INVALID_INPUT'],
  ['a write to who takes none', finish('provider: "desk", callId: "x", userId: "1"'), 'UNSUPPORTED'],
  [
    'a registration without a number',
    write('registerExternalCall', 'provider: "portal", userId: "1", phoneNumber: "hidden", type: TYPE_1'),
    'INVALID_INPUT',
  ],
  [
    'a recording of no kind that Bitrix24 takes',
    write('attachExternalCallRecording', 'provider: "portal", callId: "x", filename: "a.ogg", fileContent: "AAAA"'),
    'INVALID_INPUT',
  ],
  [
    'a recording that is no Base64',
    write('attachExternalCallRecording', 'provider: "portal", callId: "x", filename: "a.wav", fileContent: "%"'),
    'INVALID_INPUT',
  ],
  ['no recording at all', write('attachExternalCallRecording', 'provider: "portal", callId: "x"'), 'INVALID_INPUT'],
];

export type MalformedRequest = readonly [name: string, init: RequestInit, status: number];

const JSON_TYPE = { 'content-type': 'application/json' };
const post = (body: string, headers: Record<string, string> = JSON_TYPE): RequestInit => ({
  method: 'POST',
  body,
  headers,
});

/** What a client can get wrong in HTTP, and the status that says so. */
export const MALFORMED_REQUESTS: readonly MalformedRequest[] = [
  ['a body that is not JSON', post('{'), 400],
  ['a body of nothing', post(''), 400],
  ['a body without a query', post('{}'), 400],
  ['a list of queries', post('[{ "query": "{ __typename }" }]'), 400],
  ['a form', post('query={__typename}', { 'content-type': 'text/plain' }), 415],
  ['a picture wanted', post('{ "query": "{ __typename }" }', { ...JSON_TYPE, accept: 'image/png' }), 406],
  ['two megabytes', post(' '.repeat(2 << 20)), 413],
  ['a method that is none of ours', { method: 'PATCH' }, 405],
];

function finish(input: string): string {
  return write('finishExternalCall', input);
}

function write(mutation: string, input: string): string {
  return `mutation { ${mutation}(input: { ${input} }) { ... on ExternalCallRefused { code message } } }`;
}

/** Legs and their calls, in one another. */
function nested(levels: number): string {
  const inner = Array.from({ length: levels }, () => 'legs { session {').join(' ');
  return `{ callSessions(first: 1) { nodes { ${inner} id ${'} }'.repeat(levels)} } } }`;
}
