import type { GraphQLResolveInfo } from 'graphql';
import { createSchema, createYoga } from 'graphql-yoga';
import { describe, expect, it } from 'vitest';
import { FieldInfo } from '../../../src/server/execution/field-info.ts';
import { usePlannedExecution } from '../../../src/server/execution/use-planned-execution.ts';

/** Tells who executes by what a resolver is told of its place. */
const isPlanned = (_root: unknown, _args: unknown, _context: unknown, info: GraphQLResolveInfo): boolean =>
  info instanceof FieldInfo;

const yoga = createYoga({
  schema: createSchema({
    typeDefs: 'type Query { isPlanned: Boolean! self: Query! } type Mutation { isPlanned: Boolean! }',
    resolvers: { Query: { isPlanned, self: () => ({}) }, Mutation: { isPlanned } },
  }),
  logging: false,
  plugins: [usePlannedExecution()],
});

async function ask(query: string, operationName?: string): Promise<unknown> {
  const response = await yoga.fetch('http://trunkline/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, operationName }),
  });
  return response.json();
}

describe('planned execution', () => {
  it('executes queries', async () => {
    expect(await ask('{ isPlanned self { isPlanned } }')).toEqual({
      data: { isPlanned: true, self: { isPlanned: true } },
    });
  });

  it('tells the operations of one document apart', async () => {
    const query = 'query One { one: isPlanned } query Two { two: isPlanned } mutation Three { isPlanned }';
    expect(await ask(query, 'One')).toEqual({ data: { one: true } });
    expect(await ask(query, 'Two')).toEqual({ data: { two: true } });
    expect(await ask(query, 'Three')).toEqual({ data: { isPlanned: false } });
    expect(await ask(query, 'One')).toEqual({ data: { one: true } });
  });

  it('leaves introspection to the other executor', async () => {
    expect(await ask('{ isPlanned __schema { queryType { name } } }')).toEqual({
      data: { isPlanned: false, __schema: { queryType: { name: 'Query' } } },
    });
  });

  it('leaves a key that would become a prototype to the other executor', async () => {
    expect(await ask('{ isPlanned self { __proto__: isPlanned } }')).toMatchObject({ data: { isPlanned: false } });
  });
});
