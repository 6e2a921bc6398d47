import { readFileSync, readdirSync } from 'node:fs';
import {
  type GraphQLNamedType,
  Kind,
  getNamedType,
  getOperationAST,
  isLeafType,
  isObjectType,
  parse,
  print,
  validate,
} from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import { describe, expect, it } from 'vitest';
import { schema } from '../../src/schema.ts';
import { createPlanLists } from '../../src/server/guards/filtered-lists.ts';
import { estimateCost } from '../../src/server/guards/query-cost.ts';
import { FIRST_QUERY, exampleQueries } from '../../src/server/example-queries.ts';
import { settingsSchema } from '../../src/server/settings.ts';
import { createMemoryProvider } from '../support/memory-provider.ts';

const NOW = Date.UTC(2026, 3, 30, 12);

const { server, timeline } = settingsSchema.parse({
  providers: [{ id: 'tracking', kind: 'callgear', accessToken: 'a-key' }],
});

/** Two providers that apply every filter themselves, and two that apply none but their vendor's. */
const planLists = createPlanLists([
  ...['portal', 'tracking'].map((key) => createMemoryProvider({ key, calls: [], now: () => NOW })),
  ...['pbx', 'desk'].map((key) => createMemoryProvider({ key, calls: [], now: () => NOW, applies: ['vendor'] })),
]);

const costOf = (query: string, variables: Readonly<Record<string, unknown>> = {}) =>
  estimateCost(parse(query), {
    schema,
    operationName: undefined,
    variables,
    planLists,
    limit: Infinity,
    ...timeline,
  }).points;

const examples = exampleQueries(NOW, { hasHistory: true });

describe('the example queries', () => {
  it.each(examples.map((example) => [example.title, example] as const))('%s', (_title, { query, variables = {} }) => {
    const document = parse(query);
    expect(validate(schema, document)).toEqual([]);
    const definitions = getOperationAST(document)?.variableDefinitions ?? [];
    expect(getVariableValues(schema, definitions, { ...variables }).errors).toBeUndefined();
    expect(costOf(query, variables)).toBeLessThan(server.limits.maxCost);
  });

  it("begin with the query that the demo's screen names", () => {
    const selectionOf = (query: string) => print(getOperationAST(parse(query))!.selectionSet);
    expect(selectionOf(examples[0]!.query)).toBe(selectionOf(FIRST_QUERY));
  });

  it('have lines that a window of 1280 pixels shows whole', () => {
    const lines = examples.flatMap(({ title, query }) => [
      ...title.split('\n').map((line) => `# ${line}`),
      ...query.split('\n'),
    ]);
    expect(lines.filter((line) => line.length > 50)).toEqual([]);
  });

  it('speak of seven days and mean them, also in a server that has run for long', () => {
    const { variables } = examples.find(({ title }) => title.includes('seven days'))!;
    expect(variables).toMatchObject({ filter: { startedAt: { from: '2026-04-23T00:00:00.000Z' } } });
  });
});

const COMMON = `id nativeId startedAt endedAt durationSeconds talkSeconds waitSeconds direction kind outcome
  outcomeDetail { code reason } provider { key kind name } customer { number e164 displayName country }
  line { number e164 } agents { displayName } queues { name } cost { amount currency } rating note`;

const NESTED = `${COMMON} agents { displayName email extension } queues { name }
  legs { startedAt durationSeconds direction outcome from { number } to { number } agent { displayName } recordings { url } }
  recordings { kind durationSeconds url urlExpiresAt }`;

/** Every field of a type and of what it carries, as deep as the vendors nest. */
function everything(type: GraphQLNamedType | undefined, above: readonly GraphQLNamedType[] = []): string {
  if (!isObjectType(type) || above.includes(type)) return '__typename';
  const fields = Object.values(type.getFields()).filter(({ args }) => args.length === 0);
  return fields
    .map(({ name, type: of }) => {
      const below = getNamedType(of);
      return isLeafType(below) ? name : `${name} { ${everything(below, [...above, type])} }`;
    })
    .join(' ');
}

const DETAILS = ['Bitrix24Call', 'CallgearCall', 'VoximplantSession', 'ZoomVoiceCall'];

const READ = (page: string): string => readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8');
const PAGES = ['README.md', ...readdirSync(new URL('../../docs', import.meta.url)).map((page) => `docs/${page}`)];
const published = PAGES.filter((page) => page.endsWith('.md')).flatMap((page) =>
  [...READ(page).matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, query = '']) => [page, query, {}] as const),
);
const shown = [
  ...published,
  ...examples.map(({ title, query, variables = {} }) => [title, query, variables] as const),
].filter(([, query]) => query.includes('{') && getOperationAST(parse(query)) !== null);

describe('a query that is shown somewhere', () => {
  it.each(shown)('passes with pages of 1,000: %s', (_where, query, variables) => {
    const large = query.replaceAll(/\b(first|last): \d+/g, '$1: 1000').replaceAll(/(\$first: Int) = \d+/g, '$1 = 1000');
    expect(costOf(large, { ...variables, first: 1000 })).toBeLessThanOrEqual(server.limits.maxCost);
  });
});

describe('the default limits', () => {
  const page = (first: number, selection: string) => `{ callSessions(first: ${first}) { nodes { ${selection} }
    pageInfo { hasNextPage endCursor } totalCount isComplete problems { kind message provider { key } } } }`;

  it('let through common fields of 1,000 calls', () => {
    expect(costOf(page(1000, COMMON))).toBeLessThan(server.limits.maxCost);
  });

  it('let through the nested query of 100 calls', () => {
    expect(costOf(page(100, NESTED))).toBeLessThan(server.limits.maxCost);
  });

  it.each(DETAILS)('let through all of %s for 100 calls, in cost and length', (type) => {
    const query = page(100, `${NESTED} raw details { ... on ${type} { ${everything(schema.getType(type))} } }`);
    expect(validate(schema, parse(query))).toEqual([]);
    expect(costOf(query)).toBeLessThan(server.limits.maxCost);
    expect(parse(query, { maxTokens: server.limits.maxTokens }).kind).toBe(Kind.DOCUMENT);
  });

  it('let through the number of calls of each of fifty days, and of each of fifty agents', () => {
    const days = Array.from({ length: 50 }, (_, day) => Date.UTC(2026, 2, 1 + day)).map((from) => {
      const [start, end] = [from, from + 86_400_000].map((instant) => new Date(instant).toISOString());
      return `d${from}: callSessions(filter: { startedAt: { from: "${start}", to: "${end}" } }) { totalCount }`;
    });
    expect(costOf(`{ ${days.join(' ')} }`)).toBeLessThan(server.limits.maxCost);
    const agents = '{ agents(first: 50) { nodes { callSessions(first: 3) { totalCount } } } }';
    expect(costOf(agents)).toBeLessThan(server.limits.maxCost);
  });

  it.each([
    ['pages of calls for every agent of a page', page(1000, 'agents { callSessions(first: 50) { nodes { id } } }')],
    [
      'sixty pages of 1,000',
      `{ ${Array.from({ length: 60 }, (_, i) => `a${i}: callSessions(first: 1000) { nodes { id } }`).join(' ')} }`,
    ],
    [
      'the number of calls of every agent of a page',
      '{ agents(first: 200) { nodes { callSessions(first: 3) { totalCount } } } }',
    ],
    ['a page of the provider of every call', page(1000, 'provider { callSessions(first: 10) { nodes { id } } }')],
  ])('refuse %s, which would be thousands of upstream requests', (_name, query) => {
    expect(validate(schema, parse(query))).toEqual([]);
    expect(costOf(query)).toBeGreaterThan(server.limits.maxCost);
  });
});
