import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedDemo, startServedDemo } from '../../support/start-served-demo.ts';
import { codesOf } from './small-graph.ts';

let served: ServedDemo;
beforeAll(async () => {
  served = await startServedDemo({ count: 10 });
});
afterAll(async () => {
  await served.close();
});

const send = (query: string, init: RequestInit = {}) =>
  fetch(`${served.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'multipart/mixed, application/json' },
    body: JSON.stringify({ query }),
    ...init,
  });
const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join(' ');

/** Fragments each of which spreads the next one twice. */
const doubling = (levels: number, type: string, last: string, spread = (next: string) => `...${next} ...${next}`) =>
  `${times(levels, (level) => `fragment g${level} on ${type} { ${spread(`g${level + 1}`)} }`)} fragment g${levels} on ${type} { ${last} }`;

const HOSTILE: Readonly<Record<string, readonly [query: string, code: string]>> = {
  'fragments that double': [
    `{ callSessions { nodes { ...g0 } } } ${doubling(40, 'CallSession', 'id')}`,
    'TOO_MANY_SELECTIONS',
  ],
  'fragments that double below fields': [
    `{ callSessions { nodes { ...g0 } } } ${doubling(30, 'CallSession', 'id', (next) => `legs { session { ...${next} } } legs { session { ...${next} } }`)}`,
    'TOO_MANY_SELECTIONS',
  ],
  'fragments that double behind @defer': [
    `{ ...g0 } ${doubling(24, 'Query', 'providers { id }', (next) => `...${next} @defer ...${next} @defer`)}`,
    'TOO_MANY_SELECTIONS',
  ],
  'fragments that double in the introspection': [
    `{ __type(name: "Query") { ...g0 } } ${doubling(40, '__Type', 'name', (next) => `ofType { ...${next} } ofType { ...${next} }`)}`,
    'TOO_MANY_SELECTIONS',
  ],
  'fragments that double nowhere': [`{ providers { id } } ${doubling(40, 'CallSession', 'id')}`, 'TOO_MANY_SELECTIONS'],
  'fragments that spread one another': [
    `{ providers { ...f0 } } ${times(60, (index) => `fragment f${index} on Provider { ${times(20, (step) => `...f${(index + step) % 60}`)} }`)}`,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  'a field that is named 4,900 times': [`{ ${times(4900, () => '__typename')} }`, 'TOO_MANY_SELECTIONS'],
  'a selection that is repeated 1,200 times': [`{ ${times(1200, () => 'providers { id }')} }`, 'TOO_MANY_SELECTIONS'],
  'selections repeated within selections': [
    `{ node(id: "x") { ... on CallLeg { ${times(22, () => `session { legs { ${times(22, () => 'session { id }')} } }`)} } } }`,
    'TOO_MANY_SELECTIONS',
  ],
  'a fragment for every field': [
    `{ providers { ${times(400, (index) => `...f${index}`)} } } ${times(400, (index) => `fragment f${index} on Provider { key }`)}`,
    'TOO_MANY_SELECTIONS',
  ],
  'inline fragments a thousand deep': [
    `{ ${'... { '.repeat(1000)} __typename ${'} '.repeat(1000)} }`,
    'QUERY_TOO_DEEP',
  ],
  'a list a thousand deep': [`{ nodes(ids: ${'['.repeat(1000)}${']'.repeat(1000)}) { id } }`, 'BAD_REQUEST'],
  'a variable that would be a prototype': [
    'query ($__proto__: CallSessionFilter) { callSessions(filter: $__proto__) { nodes { id } } }',
    'BAD_REQUEST',
  ],
  'a directive hundreds of times': [
    `{ ${times(50, () => `... ${times(3, () => '@include(if: true)')} { __typename }`)} }`,
    'TOO_MANY_DIRECTIVES',
  ],
};

describe('a hostile document', () => {
  it.each(Object.entries(HOSTILE))('is refused before anything else reads it: %s', async (_name, [query, code]) => {
    expect(await codesOf(await send(query))).toEqual([code]);
  });

  it('is refused in the query string too, and the next query is answered', async () => {
    const [query] = HOSTILE['fragments that double']!;
    const path = `/graphql?query=${encodeURIComponent(query)}`;
    expect(await codesOf(await fetch(`${served.url}${path}`))).toEqual(['TOO_MANY_SELECTIONS']);
    expect(await codesOf(await send('{ providers { key } }'))).toEqual([]);
  });
});

describe('a large document that means no harm', () => {
  it('is answered: fifty fragments, each spread in several places', async () => {
    const fields = [
      'id',
      'nativeId',
      'startedAt',
      'endedAt',
      'outcome',
      'direction',
      'note',
      'rating',
      'kind',
      'waitSeconds',
    ];
    const fragments = times(
      50,
      (index) => `fragment f${index} on CallSession { ${fields.slice(0, 1 + (index % 10)).join(' ')} }`,
    );
    const query = `{ callSessions(first: 3) { nodes { ${times(50, (index) => `...f${index}`)} } edges { node { ${times(50, (index) => `...f${index}`)} } } } } ${fragments}`;
    expect(await codesOf(await send(query))).toEqual([]);
  });
});
