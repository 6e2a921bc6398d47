import { getIntrospectionQuery } from 'graphql';
import { describe, expect, it } from 'vitest';
import { codesOf, openSmallGraph, readAnswer } from './small-graph.ts';

const withLimits = (limits: Record<string, number>) => openSmallGraph({ server: { limits } });

describe('the length of a document', () => {
  it('is limited in tokens before it is parsed', async () => {
    const graph = withLimits({ maxTokens: 100 });
    const response = await graph.ask(`{ ${'providers { id } '.repeat(50)} }`);
    expect(await codesOf(response)).toEqual(['QUERY_TOO_LONG']);
    expect(graph.executed).toEqual([]);
  });

  it('may reach the limit', async () => {
    const response = await withLimits({ maxTokens: 100 }).ask(`{ ${'__typename '.repeat(98)} }`);
    expect((await readAnswer(response)).errors).toBeUndefined();
  });

  it('is limited in characters, since the lines of a text are no tokens', async () => {
    const graph = openSmallGraph();
    const textOf = (lines: number) => `{ node(id: """${'\n'.repeat(lines)}x""") { id } }`;
    const response = await graph.ask(textOf(450_000));
    expect(await codesOf(response)).toEqual(['QUERY_TOO_LONG']);
    expect(graph.executed).toEqual([]);
    expect(await codesOf(await graph.ask(textOf(90_000)))).toEqual([]);
  });

  it('costs no stack, however deep braces nest', async () => {
    const response = await openSmallGraph().ask('{a'.repeat(200_000));
    expect(await codesOf(response)).toEqual(['QUERY_TOO_LONG']);
  });
});

describe('the depth of a query', () => {
  const deep = '{ providers { callSessions { nodes { agents { id } } } } }';

  it('is limited', async () => {
    expect(await codesOf(await withLimits({ maxDepth: 5 }).ask(deep))).toEqual([]);
    expect(await codesOf(await withLimits({ maxDepth: 4 }).ask(deep))).toEqual(['QUERY_TOO_DEEP']);
  });

  it('counts what fragments hide', async () => {
    const query = `{ ...A } fragment A on Query { providers { ...B } }
      fragment B on Provider { callSessions { nodes { ... on CallSession { agents { id } } } } }`;
    expect(await codesOf(await withLimits({ maxDepth: 4 }).ask(query))).toEqual(['QUERY_TOO_DEEP']);
  });

  it('ends at fragments that spread each other', async () => {
    const query = '{ providers { ...A } } fragment A on Provider { ...B } fragment B on Provider { id ...A }';
    expect(await codesOf(await openSmallGraph().ask(query))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });

  it('leaves the introspection of tools alone', async () => {
    const response = await openSmallGraph().ask(
      getIntrospectionQuery({ descriptions: true, inputValueDeprecation: true }),
    );
    expect((await readAnswer(response)).errors).toBeUndefined();
  });
});

describe('introspection within introspection', () => {
  it('is refused, whatever limits there are', async () => {
    const query =
      '{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }';
    expect(await codesOf(await openSmallGraph().ask(query))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });
});

describe('aliases and directives', () => {
  it('are limited', async () => {
    const aliases = Array.from({ length: 4 }, (_, index) => `a${index}: __typename`).join(' ');
    expect(await codesOf(await withLimits({ maxAliases: 4 }).ask(`{ ${aliases} }`))).toEqual([]);
    expect(await codesOf(await withLimits({ maxAliases: 3 }).ask(`{ ${aliases} }`))).toEqual(['TOO_MANY_ALIASES']);
    const directives = `{ __typename ${'@include(if: true) '.repeat(4)} }`;
    const codes = await codesOf(await withLimits({ maxDirectives: 3 }).ask(directives));
    expect(codes).toContain('TOO_MANY_DIRECTIVES');
  });
});

describe('introspection', () => {
  const shut = () => openSmallGraph({ server: { introspection: false } });

  it('can be turned off', async () => {
    expect(await codesOf(await shut().ask('{ __schema { types { name } } }'))).toEqual(['INTROSPECTION_DISABLED']);
    expect(await codesOf(await shut().ask('{ __type(name: "Query") { name } }'))).toEqual(['INTROSPECTION_DISABLED']);
    expect(await codesOf(await shut().ask('{ __typename }'))).toEqual([]);
  });

  it('does not come back as suggestions', async () => {
    const { errors } = await readAnswer(await shut().ask('{ provider { id } }'));
    expect(errors?.[0]?.message).not.toContain('providers');
    const { errors: open } = await readAnswer(await openSmallGraph().ask('{ provider { id } }'));
    expect(open?.[0]?.message).toContain('providers');
  });
});
