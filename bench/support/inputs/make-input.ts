import type { GraphQLSchema } from 'graphql';
import { ACCEPTS, HEADER_VALUES, METHODS, NAMES, TYPES } from './odd-headers.ts';
import { makeDocument } from './make-document.ts';
import { type Chance, type Known, makeValue, mutate } from './make-value.ts';
import { createPick, createPools } from './pools.ts';

/** One request, as it is sent: headers in their order, a path that need not be one. */
export type Input = {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | Buffer | null;
};

/** What inputs are made from beside their seed. */
export type InputWorld = {
  readonly schema: GraphQLSchema;
  readonly known: Known;
  /** Authorization headers that clients of this server might send, good ones among them; none: nobody is asked. */
  readonly authorizations: readonly string[];
};

/** Makes the inputs of a seed: the one of a number is always the same, whichever were made before it. */
export function createInputs(seed: number, { schema, known, authorizations }: InputWorld): (index: number) => Input {
  const pools = createPools(seed);
  return (index) => {
    const chance: Chance = { pick: createPick(Math.imul(seed, 1_000_003) + index), pools, known };
    const { pick } = chance;
    const input = pick.one(MAKERS)(chance, schema);
    const authorization =
      authorizations.length === 0 ? [] : [['authorization', makeAuthorization(chance, authorizations)] as const];
    const odd = pick.rarely(5) ? Array.from({ length: 1 + pick(3) }, () => makeHeader(chance)) : [];
    const method = pick.rarely(20) ? pick.one(METHODS) : input.method;
    return { ...input, method, headers: [...input.headers, ...authorization, ...odd] };
  };
}

type Maker = (chance: Chance, schema: GraphQLSchema) => Input;

const jsonHeaders = ({ pick }: Chance): Input['headers'] => [
  ['content-type', pick.rarely(12) ? pick.one(TYPES) : 'application/json'],
  ['accept', pick.rarely(4) ? pick.one(ACCEPTS) : 'application/json, multipart/mixed'],
];

const post: Maker = (chance, schema) => {
  const { pick, pools } = chance;
  const made = makeDocument(schema, chance);
  const odd = pick.rarely(10) ? { [pick.one(FIELDS)]: pick.one([pick.one(pools.values), pick.one(pools.texts)]) } : {};
  const one = { ...made, ...odd };
  const body = pick.rarely(25) ? Array.from({ length: pick(30) }, () => one) : one;
  const text = JSON.stringify(body);
  return {
    method: 'POST',
    path: '/graphql',
    headers: jsonHeaders(chance),
    body: pick.rarely(15) ? mutate(pick, text) : text,
  };
};
const FIELDS = [
  'query',
  'variables',
  'operationName',
  'extensions',
  'documentId',
  'doc_id',
  'id',
  '__proto__',
  'map',
  'operations',
];

const get: Maker = (chance, schema) => {
  const { pick, pools } = chance;
  const { query, variables } = makeDocument(schema, chance);
  const search = new URLSearchParams({
    query: query.slice(0, 6000),
    variables: JSON.stringify(variables).slice(0, 6000),
  });
  if (pick.rarely(4)) search.set(pick.one(FIELDS), pick.one(pools.texts).slice(0, 3000).toWellFormed());
  const text = `/graphql?${search.toString().slice(0, 14_000)}`;
  return { method: 'GET', path: pick.rarely(4) ? mutate(pick, text) : text, headers: jsonHeaders(chance), body: null };
};

const anyBody: Maker = (chance) => {
  const { pick, pools } = chance;
  const bytes = Buffer.from(Array.from({ length: pick(300) }, () => pick(256)));
  const body = pick.one([
    bytes,
    JSON.stringify(pick.one(pools.values)),
    pick.one(pools.texts),
    '['.repeat(pick(5000)),
    `{"query":"{a}","variables":${'{"a":'.repeat(2000)}1`,
  ]);
  return { method: 'POST', path: '/graphql', headers: jsonHeaders(chance), body };
};

const byId: Maker = (chance) => {
  const { pick, pools } = chance;
  const id = pick.one([pick.one(pools.values), pick.one(pools.texts), pick.one(pools.numbers)]);
  const query = pick.rarely(2) ? { query: '{ providers { key } }' } : {};
  const asked = pick.one([
    { documentId: id },
    { doc_id: id },
    {
      extensions: {
        persistedQuery: pick.one([id, { version: 1, sha256Hash: id }, { version: id, sha256Hash: 'f'.repeat(64) }]),
      },
    },
  ]);
  return {
    method: 'POST',
    path: '/graphql',
    headers: jsonHeaders(chance),
    body: JSON.stringify({ ...query, ...asked, variables: {} }),
  };
};

const node: Maker = (chance) => {
  const { pick, pools, known } = chance;
  const ids = Array.from({ length: 1 + pick(20) }, () =>
    pick.rarely(4) ? pick.one(pools.texts) : mutate(pick, pick.one(known.ids)),
  );
  const after = pick.rarely(4) ? pick.one(pools.texts) : mutate(pick, pick.one(known.cursors));
  const asked = pick.one(LOOK_UPS);
  const declared = Object.entries({ ids: '[ID!]!', id: 'ID!', after: 'String' })
    .filter(([name]) => asked.includes(`$${name})`) || asked.includes(`$${name} `))
    .map(([name, type]) => `$${name}: ${type}`);
  const query = `query (${declared.join(', ')}) { ${asked} }`;
  const variables = { ids, id: ids[0], after };
  return { method: 'POST', path: '/graphql', headers: jsonHeaders(chance), body: JSON.stringify({ query, variables }) };
};

const LOOK_UPS = [
  ...['node(id: $id) { id }', 'nodes(ids: $ids) { id }', 'callSessions(first: 1, after: $after) { nodes { id } }'],
  ...['agents', 'recordings', 'people', 'queues', 'lines'].map(
    (list) => `${list}(first: 1, after: $after) { nodes { id } }`,
  ),
  ...[
    'callSessionChanges(first: 1, after: $after) { edges { cursor } }',
    'callSessions(last: 2, before: $after) { nodes { id } }',
  ],
  ...[
    'callSessions(first: 1, filter: { agentIds: $ids }) { nodes { id } }',
    'callSessions(first: 1, filter: { queueIds: $ids }) { nodes { id } }',
  ],
];

const media: Maker = ({ pick, pools, known }) => {
  const link = pick.rarely(3) ? `/media/${pick.one(pools.texts)}` : mutate(pick, pick.one(known.links));
  const range = pick.rarely(2) ? [['range', pick.one(HEADER_VALUES)] as const] : [];
  return { method: pick.one(['GET', 'HEAD', 'POST']), path: link.slice(0, 12_000), headers: range, body: null };
};

const PLACES = [
  '/',
  '/ready',
  '/metrics',
  '/health',
  '/schema.graphql',
  '/graphql/',
  '/graphiql/graphiql.css',
  '/media/',
  '/favicon.ico',
  '//',
  '/graphql//',
  '*',
];
const place: Maker = (chance) => {
  const { pick, pools } = chance;
  const path = pick.rarely(2)
    ? pick.one(PLACES)
    : mutate(pick, `${pick.one(PLACES)}${pick.one(pools.texts).slice(0, 3000)}`);
  const search = pick.rarely(3) ? `?${pick.one(pools.texts).slice(0, 3000)}` : '';
  return {
    method: pick.one(['GET', 'GET', 'HEAD', 'POST']),
    path: path + search,
    headers: [['accept', pick.one(ACCEPTS)]],
    body: null,
  };
};

const stream: Maker = (chance, schema) => {
  const { pick, pools } = chance;
  const token = pick.one(pools.texts);
  const method = pick.one(['PUT', 'GET', 'POST', 'DELETE']);
  const path = `/graphql?${new URLSearchParams({ token: token.slice(0, 2000).toWellFormed(), operationId: pick.one(pools.texts).slice(0, 2000).toWellFormed() }).toString()}`;
  const body =
    method === 'POST'
      ? JSON.stringify({ ...makeDocument(schema, chance), extensions: { operationId: pick.one(pools.values) } })
      : null;
  return { method, path: method === 'PUT' ? '/graphql' : path, headers: jsonHeaders(chance), body };
};

const filter: Maker = (chance, schema) => {
  const { callSessions } = schema.getQueryType()!.getFields();
  const { type } = callSessions!.args.find(({ name }) => name === 'filter')!;
  const variables = { filter: makeValue(chance, type) };
  const query =
    'query ($filter: CallSessionFilter) { callSessions(first: 2, filter: $filter) { nodes { id } problems { kind } } }';
  return { method: 'POST', path: '/graphql', headers: jsonHeaders(chance), body: JSON.stringify({ query, variables }) };
};

const MAKERS: readonly Maker[] = [
  ...[
    post,
    post,
    post,
    post,
    post,
    post,
    get,
    get,
    filter,
    filter,
    filter,
    node,
    node,
    anyBody,
    byId,
    media,
    place,
    stream,
  ],
];

const makeHeader = ({ pick, pools }: Chance): readonly [string, string] => [
  pick.one(NAMES),
  pick.rarely(3) ? pick.one(pools.texts).slice(0, 3000) : pick.one(HEADER_VALUES),
];

function makeAuthorization({ pick, pools }: Chance, authorizations: readonly string[]): string {
  if (!pick.rarely(4)) return authorizations[0]!;
  const shown = pick.one(authorizations);
  return pick.rarely(3) ? mutate(pick, shown) : pick.rarely(6) ? `Bearer ${pick.one(pools.texts)}` : shown;
}
