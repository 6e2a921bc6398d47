import { createHash } from 'node:crypto';
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendHttp } from '../support/send-http.ts';
import { type ServedDemo, startServedDemo } from '../support/start-served-demo.ts';

const QUERY = 'query Keys { providers { id key } }';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

let served: ServedDemo;
beforeAll(async () => {
  served = await startServedDemo({ count: 5 });
});
afterAll(() => served.close());

describe('a client that offers the hash of its query', () => {
  it.each([false, true])("is Apollo's: it sends the query itself, and no hash again (over GET: %s)", async (isGet) => {
    const sent: string[] = [];
    const watchedFetch: typeof fetch = (input, init) => {
      sent.push(
        typeof init?.body === 'string'
          ? init.body
          : decodeURIComponent(input instanceof Request ? input.url : input.toString()),
      );
      return fetch(input, init);
    };
    const hashes = new PersistedQueryLink({ sha256, useGETForHashedQueries: isGet });
    const link = ApolloLink.from([hashes, new HttpLink({ uri: `${served.url}/graphql`, fetch: watchedFetch })]);
    const client = new ApolloClient({ link, cache: new InMemoryCache() });
    for (let round = 0; round < 2; round += 1) {
      const { data } = await client.query<{ providers: object[] }>({ query: gql(QUERY), fetchPolicy: 'network-only' });
      expect(data?.providers).toHaveLength(4);
    }
    expect(sent.map((text) => [text.includes('query Keys'), text.includes('sha256Hash')])).toEqual([
      [false, true],
      [true, false],
      [true, false],
    ]);
    client.stop();
  });

  // urql's persistedExchange looks for the message among the errors of an answer that came with a status of success.
  it.each(['application/json', 'application/graphql-response+json, application/json', '*/*'])(
    'is told in the words that urql knows: %s',
    async (accept) => {
      const extensions = { persistedQuery: { version: 1, sha256Hash: sha256(QUERY) } };
      const headers = { accept, 'content-type': 'application/json' };
      const body = JSON.stringify({ operationName: 'Keys', variables: {}, extensions });
      const answer = await sendHttp(`${served.url}/graphql`, { method: 'POST', headers, body });
      expect([answer.status, JSON.parse(answer.bytes.toString())]).toEqual([
        200,
        {
          errors: [{ message: 'PersistedQueryNotSupported', extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } }],
        },
      ]);
      const both = JSON.stringify({ query: QUERY, extensions });
      const retried = await sendHttp(`${served.url}/graphql`, { method: 'POST', headers, body: both });
      expect(JSON.parse(retried.bytes.toString())).toMatchObject({ data: { providers: [{}, {}, {}, {}] } });
    },
  );
});
