import { createClient } from 'graphql-sse';
import { describe, expect, it } from 'vitest';
import { startServedDemo } from '../support/start-served-demo.ts';
import { openSmallGraph } from './guards/small-graph.ts';

const QUERY = '{ providers { id } }';
const IN_PARTS = '{ providers { id } ... @defer { fails(how: "client") } }';
const typeFor = async (accept: string, query = QUERY) => {
  const response = await openSmallGraph().post({ query }, { accept });
  return response.headers.get('content-type')?.split(';')[0];
};

/** What stands in the events of a stream, by the name of each. */
const eventsOf = (text: string) =>
  text
    .split('\n\n')
    .filter((event) => event.startsWith('event:'))
    .map((event) => {
      const [name, data] = event.split('\n').map((line) => line.slice(line.indexOf(':') + 1).trim());
      return [name, data === '' ? null : (JSON.parse(data!) as unknown)];
    });

describe('the media type of an answer', () => {
  it.each([
    ['application/json;q=0.5, application/graphql-response+json;q=0.4', 'application/json'],
    ['application/json;q=0.1, application/graphql-response+json', 'application/graphql-response+json'],
    ['application/json;q=0.1, text/event-stream', 'text/event-stream'],
    ['application/json, text/event-stream;q=0.9', 'application/json'],
    ['*/*, application/json;q=0', 'application/graphql-response+json'],
    ['application/*;q=0.1, multipart/mixed;q=0.2', 'multipart/mixed'],
    // Apollo's, urql's and a browser's.
    [
      'multipart/mixed;deferSpec=20220824,application/graphql-response+json,application/json;q=0.9',
      'application/graphql-response+json',
    ],
    [
      'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
      'application/graphql-response+json',
    ],
    ['*/*', 'application/json'],
  ])('is the one the client likes best: %s', async (accept, type) => {
    expect(await typeFor(accept)).toBe(type);
  });

  it.each([
    ['multipart/mixed;q=0.1, text/event-stream', 'text/event-stream'],
    ['text/event-stream;q=0.1, multipart/mixed', 'multipart/mixed'],
    ['application/json, text/event-stream;q=0.1', 'text/event-stream'],
    ['*/*', 'multipart/mixed'],
    ['*/*, multipart/mixed;q=0', 'text/event-stream'],
  ])('is the one the client likes best, in parts too: %s', async (accept, type) => {
    expect(await typeFor(accept, IN_PARTS)).toBe(type);
  });

  it('is none that the client refuses', async () => {
    const response = await openSmallGraph().post({ query: QUERY }, { accept: 'application/json;q=0' });
    expect(response.status).toBe(406);
  });
});

describe('a client of server-sent events', () => {
  const accept = 'text/event-stream';

  it('gets a refusal as an event', async () => {
    for (const [query, code] of [
      ['{ calls }', 'GRAPHQL_VALIDATION_FAILED'],
      ['{ providers {', 'GRAPHQL_PARSE_FAILED'],
    ]) {
      const response = await openSmallGraph().post({ query }, { accept });
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
      expect(eventsOf(await response.text())).toMatchObject([
        ['next', { errors: [{ extensions: { code } }] }],
        ['complete', null],
      ]);
    }
  });

  it('gets a refusal of what is no GraphQL request as an event, with its status', async () => {
    for (const body of ['{"query": ', { variables: {} }, [{ query: QUERY }]]) {
      const response = await openSmallGraph().post(body, { accept });
      expect(response.status).toBe(400);
      expect(eventsOf(await response.text())).toMatchObject([
        ['next', { errors: [{ extensions: { code: 'BAD_REQUEST' } }] }],
        ['complete', null],
      ]);
    }
  });

  it('reads answers and refusals with the library made for it', async () => {
    const served = await startServedDemo({ count: 5 });
    try {
      const client = createClient({ url: `${served.url}/graphql` });
      const read = (query: string) => Array.fromAsync(client.iterate({ query }));
      expect(await read('{ providers { key } }')).toMatchObject([{ data: { providers: [{}, {}, {}, {}] } }]);
      expect(await read('{ nothing }')).toMatchObject([
        { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
      ]);
      client.dispose();
    } finally {
      await served.close();
    }
  });
});
