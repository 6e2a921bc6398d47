import { setImmediate as turn } from 'node:timers/promises';
import { type ExecutionResult, type GraphQLSchema, execute, getOperationAST, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { ANYBODY } from '../../../src/domain/caller.ts';
import { schema } from '../../../src/schema.ts';
import { executeQuery } from '../../../src/server/execution/execute-query.ts';
import { createContextFactory } from '../../../src/server/context.ts';
import { clock, createWorld } from '../../graph/create-world.ts';
import { VARIABLES, type WriteArguments, makeQuery, writeNoArguments } from './make-query.ts';
import { trickySchema } from './tricky-graph.ts';

type Asked = {
  readonly schema: GraphQLSchema;
  readonly query: string;
  readonly createContext: () => unknown;
  readonly rootValue?: unknown;
  readonly variables?: Readonly<Record<string, unknown>>;
};

/** The answers of graphql-js and of the planned execution, each to a context of its own. */
async function askBoth({ schema, query, createContext, rootValue, variables = VARIABLES }: Asked) {
  const document = parse(query);
  const operation = getOperationAST(document)!;
  const expected = await execute({
    schema,
    document,
    rootValue,
    contextValue: createContext(),
    variableValues: variables,
  });
  const found = await executeQuery({
    schema,
    document,
    operation,
    rootValue,
    contextValue: createContext(),
    variableValues: variables,
  });
  return { expected: toComparable(expected), found: toComparable(found) };
}

/** As a client reads it, the errors in their order. What the two word differently is a fault of the server, which no client sees. */
const toComparable = ({ data = null, errors = [] }: ExecutionResult): unknown => ({
  data: JSON.parse(JSON.stringify(data)) as unknown,
  errors: errors.map(({ path, message, locations, extensions }) => ({
    path,
    message: OWN_WORDS.test(message) ? 'a fault of the server' : message,
    locations,
    extensions,
  })),
});

const OWN_WORDS = /^Expected|^A value of|^Abstract type|none of its types/;

const tricky = (query: string, variables?: Readonly<Record<string, unknown>>) =>
  askBoth({
    schema: trickySchema,
    query,
    rootValue: { depth: 0 },
    createContext: () => ({ who: 'somebody' }),
    ...(variables && { variables }),
  });

function createGraphContext(): unknown {
  const { north, south } = createWorld({ calls: 3 });
  const createContext = createContextFactory({
    settings: {
      server: { publicUrl: 'https://calls.example.com' },
      timeline: { maxPageSize: 10, defaultPageSize: 5 },
    },
    providers: new Map([north, south].map((provider) => [provider.key, provider])),
    now: clock.now,
  });
  return createContext({ request: new Request('https://calls.example.com/graphql'), caller: ANYBODY });
}

const echoSometimes: WriteArguments = (args, pick) => {
  if (args.length === 0) return '';
  return ['', '(text: "said")', '(range: { or: { kind: ONE } })', '(strong: 2, text: null)'][pick(4)] ?? null;
};

describe('executing a query', () => {
  it('answers as graphql-js does in a graph where everything goes wrong that can', async () => {
    let valid = 0;
    for (let seed = 1; seed <= 250; seed += 1) {
      const query = makeQuery(trickySchema, seed, echoSometimes);
      if (validate(trickySchema, parse(query)).length > 0) continue;
      valid += 1;
      const { expected, found } = await tricky(query);
      expect(found, query).toEqual(expected);
    }
    expect(valid).toBeGreaterThan(150);
  });

  it("answers as graphql-js does in the product's own graph", async () => {
    let valid = 0;
    for (let seed = 1; seed <= 80; seed += 1) {
      const query = makeQuery(schema, seed, writeNoArguments, 4);
      if (validate(schema, parse(query)).length > 0) continue;
      valid += 1;
      const { expected, found } = await askBoth({ schema, query, createContext: createGraphContext });
      expect(found, query).toEqual(expected);
    }
    expect(valid).toBeGreaterThan(40);
  });

  it('refuses variables in the words of graphql-js', async () => {
    const query = 'query ($n: Int!, $range: Range) { echo(strong: $n, range: $range) }';
    for (const variables of [
      {},
      { n: 'one' },
      { n: null },
      { n: 1, range: { kind: 'THREE' } },
      { n: 1, range: { x: 1 } },
    ]) {
      const { expected, found } = await tricky(query, variables);
      expect(found).toEqual(expected);
      expect(found).toHaveProperty('errors.0');
    }
  });

  it('coerces arguments from variables, their defaults and those of the schema', async () => {
    const query = `query ($n: Int = 7, $kind: Kind, $range: Range) {
      a: echo(strong: $n) b: echo(range: $range) c: echo(range: { kind: $kind, or: $range }) d: echo(text: null)
    }`;
    for (const variables of [
      {},
      { kind: 'TWO' },
      { range: { from: null, or: { kind: 'ONE' } } },
      { n: 1, kind: null },
    ]) {
      const { expected, found } = await tricky(query, variables);
      expect(found).toEqual(expected);
    }
  });

  it('makes a null argument that must not be null an error of every row', async () => {
    const { expected, found } = await tricky(
      'query ($n: Int = 1) { even { things { ... on Even { echo(strong: $n) depth } } } }',
      {
        n: null,
      },
    );
    expect(found).toEqual(expected);
    expect(found).toHaveProperty('errors.length', 2);
  });

  it('leaves no rejection unheard where one field fails before another', async () => {
    const unheard: unknown[] = [];
    const listen = (reason: unknown): void => void unheard.push(reason);
    process.on('unhandledRejection', listen);
    await tricky('{ a: failsStronglyLate failsStrongly b: failsStronglyLate }');
    await tricky('{ even { a: failsStronglyLate strongThings { failsStronglyLate failsStrongly } } }');
    await turn();
    process.off('unhandledRejection', listen);
    expect(unheard).toEqual([]);
  });
});
