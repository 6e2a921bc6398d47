import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codesOf, openSmallGraph, readAnswer } from './small-graph.ts';

const QUERY = '{ providers { id } }';
const RESPONSE_TYPE = 'application/graphql-response+json';

const toText = (value: unknown): string => {
  try {
    return JSON.stringify(value);
  } catch {
    return 'null';
  }
};

describe('a request that is no GraphQL over HTTP', () => {
  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/graphql',
  ])('is refused with 415 as %s, which a foreign page could send', async (type) => {
    const graph = openSmallGraph();
    const response = await graph.post(`query=${QUERY}`, { 'content-type': type });
    expect(response.status).toBe(415);
    expect(await codesOf(response)).toEqual(['UNSUPPORTED_MEDIA_TYPE']);
    expect(graph.executed).toEqual([]);
  });

  it.each(['APPLICATION/JSON', 'Application/Json; Charset=UTF-8', ' application/json;charset=utf-8'])(
    'is none because of how its media type is spelled: %s',
    async (type) => {
      const response = await openSmallGraph().post({ query: QUERY }, { 'content-type': type });
      expect([response.status, await readAnswer(response)]).toMatchObject([200, { data: { providers: [{}] } }]);
    },
  );

  it.each([
    ['JSON that ends too soon', '{"query": '],
    ['an empty body', ''],
    ['no object', '"{ providers { id } }"'],
    ['a list of operations', [{ query: QUERY }]],
    ['no query', { variables: {} }],
    ['a query that is no text', { query: 7 }],
    ['variables that are a list', { query: QUERY, variables: [1] }],
    ['a parameter nobody knows', { query: QUERY, sql: 'x' }],
  ])('is refused with 400 for %s, whatever the client accepts', async (_name, body) => {
    for (const accept of ['application/json', RESPONSE_TYPE, '*/*']) {
      const response = await openSmallGraph().post(body, { accept });
      expect([accept, response.status]).toEqual([accept, 400]);
      expect(response.headers.get('content-type')).toMatch(/json/);
      expect(await codesOf(response)).toEqual(['BAD_REQUEST']);
    }
  });

  it('is refused with 400 for variables of a query string that are no JSON', async () => {
    const path = `/graphql?query=${encodeURIComponent(QUERY)}&variables=%7B`;
    const response = await openSmallGraph().send({ path });
    expect(response.status).toBe(400);
    expect((await readAnswer(response)).errors?.[0]?.message).toContain('"variables"');
  });

  it('is refused with 413 when its body is too large, also when it does not say so ahead', async () => {
    const graph = openSmallGraph({ server: { limits: { maxBodyBytes: 1000 } } });
    const body = JSON.stringify({ query: QUERY, variables: { padding: 'x'.repeat(2000) } });
    const chunked = new ReadableStream({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode(body));
        controller.close();
      },
    });
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: chunked, duplex: 'half' as const };
    for (const response of [await graph.post(body), await graph.send(init)]) {
      expect(response.status).toBe(413);
      expect(await codesOf(response)).toEqual(['REQUEST_ENTITY_TOO_LARGE']);
    }
    expect(graph.executed).toEqual([]);
  });

  it('is refused with 415 when its body is compressed, and told so', async () => {
    const graph = openSmallGraph();
    const response = await graph.send({
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: gzipSync(JSON.stringify({ query: QUERY })),
    });
    expect([response.status, response.headers.get('accept-encoding')]).toEqual([415, 'identity']);
    expect(await codesOf(response)).toEqual(['UNSUPPORTED_MEDIA_TYPE']);
  });

  it('is refused with 406 in JSON when it accepts nothing that is served', async () => {
    const response = await openSmallGraph().post({ query: QUERY }, { accept: 'image/png' });
    expect(response.status).toBe(406);
    expect(await codesOf(response)).toEqual(['NOT_ACCEPTABLE']);
  });

  it('is refused with 405 when it changes something with GET', async () => {
    const graph = openSmallGraph();
    const response = await graph.send({ path: `/graphql?query=${encodeURIComponent('mutation { finish }')}` });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    expect(await codesOf(response)).toEqual(['METHOD_NOT_ALLOWED']);
    expect(graph.executed).toEqual([]);
  });
});

describe('any body at all', () => {
  it('is answered in JSON, and never with a 5xx', async () => {
    const graph = openSmallGraph();
    const words = fc.constantFrom(QUERY, '{', 'mutation { finish }', '{ __typename }', 'query A { a } query B { b }');
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({ query: fc.oneof(words, fc.anything()), variables: fc.anything(), operationName: fc.anything() })
        .map(toText),
    );
    await fc.assert(
      fc.asyncProperty(body, fc.constantFrom('application/json', RESPONSE_TYPE, 'text/html'), async (text, accept) => {
        const response = await graph.post(text, { accept });
        expect(response.status).toBeLessThan(500);
        expect(typeof (await readAnswer(response))).toBe('object');
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});

describe('a query that cannot be answered', () => {
  it.each([
    ['no GraphQL', { query: '{ providers { id ' }, 'GRAPHQL_PARSE_FAILED'],
    ['a field nobody has', { query: '{ calls }' }, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a variable of the wrong type',
      { query: 'query A($n: Int!) { callSessions(first: $n) { totalCount } }' },
      'BAD_REQUEST',
    ],
    [
      'two operations and no name',
      { query: 'query A { __typename } query B { __typename }' },
      'OPERATION_RESOLUTION_FAILURE',
    ],
  ])('gets 400 with the newer media type: %s', async (_name, body, code) => {
    const response = await openSmallGraph().post(body, { accept: RESPONSE_TYPE });
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain(RESPONSE_TYPE);
    expect(await codesOf(response)).toEqual([code]);
  });

  it('learns which variable was wrong, and where in it', async () => {
    const graph = openSmallGraph();
    const query = 'query A($n: Int!, $ids: [ID!]!) { callSessions(first: $n) { totalCount } nodes(ids: $ids) { id } }';
    const { errors } = await readAnswer(await graph.ask(query, { n: 'ten', ids: ['a', {}] }));
    expect(errors?.map(({ message }) => message)).toEqual([
      'Variable "$n" got invalid value "ten"; Int cannot represent non-integer value: "ten"',
      'Variable "$ids" got invalid value {} at "ids[1]"; ID cannot represent value: {}',
    ]);
  });

  it.each([
    ['{ calls }', 'GRAPHQL_VALIDATION_FAILED'],
    ['query A($if: Boolean!) { __typename @include(if: $if) }', 'BAD_REQUEST'],
    ['mutation A($if: Boolean!) { finish @include(if: $if) }', 'BAD_REQUEST'],
  ])('gets 200 where the client knows only application/json, as GraphQL over HTTP asks: %s', async (query, code) => {
    const graph = openSmallGraph();
    const response = await graph.post({ query }, { accept: 'application/json' });
    expect(response.status).toBe(200);
    expect(await codesOf(response)).toEqual([code]);
    expect(graph.executed).toEqual([]);
  });

  it('has its code in the log too, and in the error of an argument', async () => {
    const graph = openSmallGraph();
    const query = 'query A($id: ID = "x") { providers { id } node(id: $id) { id } }';
    expect(await codesOf(await graph.ask(query, { id: null }))).toEqual(['BAD_REQUEST']);
    await graph.ask('mutation A($if: Boolean!) { finish @include(if: $if) }');
    expect(graph.lines.map(({ fields }) => fields['errors'])).toEqual([['BAD_REQUEST'], ['BAD_REQUEST']]);
  });
});

describe('an error of a field', () => {
  it('keeps the code that was written for clients', async () => {
    expect(await codesOf(await openSmallGraph().ask('{ fails(how: "client") }'))).toEqual(['BAD_CURSOR']);
  });

  it('names the provider that failed', async () => {
    const { errors } = await readAnswer(await openSmallGraph().ask('{ fails(how: "provider") }'));
    expect(errors?.[0]).toMatchObject({
      message: 'portal asked to wait',
      path: ['fails'],
      extensions: { code: 'PROVIDER_PROBLEM', provider: 'portal', kind: 'RATE_LIMITED' },
    });
  });

  it('says nothing of what nobody foresaw, and writes it to the log', async () => {
    const graph = openSmallGraph();
    const response = await graph.ask('{ fails(how: "bug") }');
    const text = await response.text();
    expect(text).toContain('INTERNAL_SERVER_ERROR');
    expect(text).not.toMatch(/secret-of-the-house|small-graph|Unexpected error/);
    expect(JSON.stringify(graph.lines)).toContain('secret-of-the-house');
  });
});

describe('the log', () => {
  it('has one line for each request, with its name and codes, and none of its variables', async () => {
    const graph = openSmallGraph();
    const query = 'query Newest($id: ID!) { node(id: $id) { id } fails(how: "client") }';
    const response = await graph.post({ query, variables: { id: 'customer-424242' } }, { 'x-request-id': 'abc-1' });
    expect(response.headers.get('x-request-id')).toBe('abc-1');
    expect(graph.lines).toHaveLength(1);
    expect(graph.lines[0]?.fields).toMatchObject({
      requestId: 'abc-1',
      operation: 'query',
      name: 'Newest',
      status: 200,
      errors: expect.arrayContaining(['BAD_CURSOR']) as unknown,
    });
    expect(JSON.stringify(graph.lines)).not.toContain('424242');
  });

  it('takes no request id that could break a line', async () => {
    const response = await openSmallGraph().post({ query: QUERY }, { 'x-request-id': 'a b"c' });
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});
