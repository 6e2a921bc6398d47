import { type GraphQLResolveInfo, buildSchema, execute, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { ANYBODY } from '../../src/domain/caller.ts';
import { planCalls } from '../../src/graph/plan-calls.ts';
import { type Selected, readSelected } from '../../src/graph/selected.ts';

const schema = buildSchema(`
  directive @defer(if: Boolean! = true, label: String) on FRAGMENT_SPREAD | INLINE_FRAGMENT
  interface Node { id: ID! }
  type Query { call: Call  any: Node }
  type Call implements Node { id: ID!  note: String  cost: Int  agents: [Agent!]  legs: [Leg!]  recordings: [Recording!]  details: Details }
  type Agent implements Node { id: ID!  displayName: String  email: String }
  type Leg { id: ID!  agent: Agent  session: Call  recordings: [Recording!]  cost: Int }
  type Recording { id: ID!  session: Call  leg: Leg }
  union Details = North | South
  type North { a: Int  b: Int }
  type South { a: Int  c: Int }
`);

/** What is read of the one root field of a query. */
function select(query: string, variables: Readonly<Record<string, unknown>> = {}, typeName?: string): Selected {
  let selected: Selected | null = null;
  const rootValue = new Proxy(
    {},
    {
      get: () => (_args: unknown, _context: unknown, info: GraphQLResolveInfo) => {
        selected = readSelected(info, { caller: ANYBODY }, typeName);
        return null;
      },
    },
  );
  void execute({ schema, document: parse(query), rootValue, variableValues: variables });
  if (!selected) throw new Error('the query has no root field');
  return selected;
}

describe('readSelected', () => {
  it('sees through aliases, fragments and repeated fields', () => {
    const selected = select(`
      { call { first: note ...Rest ... on Call { agents { id } } } call { agents { email } } }
      fragment Rest on Node { ... { id __typename } }`);
    expect([...selected.names].sort()).toEqual(['agents', 'id', 'note']);
    expect([...selected.below('agents').names].sort()).toEqual(['email', 'id']);
  });

  it('reads each fragment once, however often others spread it', () => {
    const levels = Array.from({ length: 40 }, (_, level) => {
      const next = `...g${level + 1}`;
      return `fragment g${level} on Call { ${next} ${next} legs { session { ${next} ${next} } } }`;
    });
    const selected = select(`{ call { ...g0 ...g0 } } ${levels.join(' ')} fragment g40 on Call { note id }`);
    expect(selected.names).toEqual(['note', 'id', 'legs']);
    expect(selected.below('legs').below('session').names).toEqual(['note', 'id', 'legs']);
  });

  it('leaves out what is skipped, and what is not included', () => {
    const query = `query ($yes: Boolean!, $no: Boolean!) {
      call { note @skip(if: $yes) cost @include(if: $no) id @skip(if: $no) ... @include(if: $no) { agents { id } } }
    }`;
    expect(select(query, { yes: true, no: false }).names).toEqual(['id']);
  });

  it('reads fragments of the type that is asked about, and of its interfaces', () => {
    const query = '{ any { ... on Call { note } ... on Agent { email } ... on Node { id } } }';
    expect(select(query, {}, 'Call').names).toEqual(['note', 'id']);
    expect(select(query, {}, 'Agent').names).toEqual(['email', 'id']);
    const details = select('{ call { details { ... on North { a b } ... on South { a c } } } }');
    expect(details.below('details', 'South').names).toEqual(['a', 'c']);
  });

  it('knows what may come later', () => {
    const query = `query ($later: Boolean!) {
      call { note ... @defer { cost note agents { id } } ... @defer(if: $later) { legs { id } } }
    }`;
    const selected = select(query, { later: false });
    expect(['note', 'cost', 'agents', 'legs'].map((name) => selected.hasNow(name))).toEqual([true, false, false, true]);
    expect(selected.has('cost')).toBe(true);
    expect(selected.below('agents').hasNow('id')).toBe(false);
    expect(select(query, { later: true }).hasNow('legs')).toBe(false);
  });
});

describe('planCalls', () => {
  const plan = (query: string) => planCalls({ sessions: [select(query)] });

  it('joins nothing for plain columns', () => {
    expect(plan('{ call { id note } }').joins).toEqual({});
  });

  it('joins each part that is read, and the fields of agents that are', () => {
    const { joins } = plan('{ call { cost agents { id } legs { agent { displayName email } cost } } }');
    expect(joins).toEqual({
      agents: new Set(),
      legs: true,
      legAgents: new Set(['displayName', 'email']),
      legCosts: true,
      cost: true,
    });
  });

  it('follows legs and recordings back to their calls', () => {
    const query = '{ call { legs { recordings { leg { session { note } } } } recordings { session { cost } } } }';
    const { joins, selectionFor } = plan(query);
    expect(joins).toEqual({ legs: true, recordings: true, cost: true });
    expect([...selectionFor('callgear').fields].sort()).toEqual(
      ['cost', 'legs', 'nativeId', 'note', 'provider', 'recordings', 'startedAt'].sort(),
    );
  });

  it('leaves joins behind @defer for later, and still asks for their columns', () => {
    const { joins, selectionFor } = plan('{ call { id ... @defer { note legs { id } } } }');
    expect(joins).toEqual({});
    expect([...selectionFor('callgear').fields].sort()).toEqual(['legs', 'nativeId', 'note', 'provider', 'startedAt']);
  });
});
