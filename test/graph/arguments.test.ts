import { type GraphQLSchema, isObjectType, lexicographicSortSchema, parse, validate } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { ANYBODY } from '../../src/domain/caller.ts';
import { agentId, callSessionId, queueId } from '../../src/graph/global-id.ts';
import { schema } from '../../src/schema.ts';
import { createContextFactory } from '../../src/server/context.ts';
import { execute } from '../support/execute.ts';
import { clock, createWorld, startOf } from './create-world.ts';

const WHOLE_FILTER = `{
  providers: ["south", "north"], startedAt: { to: "2026-04-30T11:59:00Z" }, direction: [OUTBOUND, INBOUND], kind: [CALL]
  outcome: [BUSY, ANSWERED], agentIds: ["${agentId({ provider: 'north', nativeId: 'ben' })}", "${agentId({ provider: 'north', nativeId: 'ada' })}"]
  queueIds: ["${queueId({ provider: 'north', nativeId: 'sales' })}"], number: ["07700900123"], customerNumber: ["07700900123"]
  lineNumber: ["reg133788"], durationSeconds: { min: 1, max: 100 }, hasRecording: true
}`;
const ID = callSessionId({ provider: 'north', nativeId: 'c0', startedAt: startOf(0) });
const QUERY = `{
  callSessions(first: 3, filter: ${WHOLE_FILTER}, orderBy: { field: STARTED_AT, direction: ASC }) {
    nodes {
      agents { callSessions(first: 2, filter: ${WHOLE_FILTER}) { nodes { id } } }
      related(via: [SHARED_EXTERNAL_ID, SHARED_SESSION_ID], toleranceSeconds: 5) { via }
      provider { callSessions(last: 2, filter: ${WHOLE_FILTER}) { totalCount nodes { id } } agents(first: 1) { nodes { id } } }
    }
    totalCount
  }
  recordings(last: 2, filter: ${WHOLE_FILTER}) { nodes { id } }
  agents(first: 2, filter: { providers: ["south", "north"], search: "a", isActive: true }) { nodes { id } }
  nodes(ids: ["${ID}", "${ID}"]) { id }
  node(id: "${ID}") { id }
  callSession(provider: "north", nativeId: "c0") { id }
}`;

/** Rows of one list are resolved with the same arguments: see execute-selection.ts. */
describe('the arguments of a field', () => {
  let watched: GraphQLSchema;
  beforeAll(() => {
    watched = freezeArguments(lexicographicSortSchema(schema));
  });

  it('are left as they came by every resolver, since rows share them', async () => {
    const { north, south } = createWorld();
    const createContext = createContextFactory({
      settings: {
        server: { publicUrl: 'https://calls.example.com' },
        timeline: { maxPageSize: 1000, defaultPageSize: 50 },
      },
      providers: new Map([north, south].map((provider) => [provider.key, provider])),
      now: clock.now,
    });
    const document = parse(QUERY);
    expect(validate(watched, document)).toEqual([]);
    const request = new Request('https://calls.example.com/graphql');
    const { data, errors } = await execute({
      schema: watched,
      document,
      contextValue: createContext({ request, caller: ANYBODY }),
    });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      callSessions: { nodes: { length: 3 } },
      recordings: { nodes: { length: 2 } },
      node: { id: ID },
    });
  });
});

/** A schema of its own, whose resolvers are given arguments that throw when they are written to. */
function freezeArguments(own: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(own.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field;
      if (resolve) field.resolve = (source, args, context, info) => resolve(source, freeze(args), context, info);
    }
  }
  return own;
}

function freeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  Object.values(value).forEach(freeze);
  return Object.freeze(value);
}
