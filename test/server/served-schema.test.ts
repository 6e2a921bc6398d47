import { readFileSync } from 'node:fs';
import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  lexicographicSortSchema,
  parse,
  printSchema,
  validate,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendHttp } from '../support/send-http.ts';
import { type ServedDemo, startServedDemo } from '../support/start-served-demo.ts';

const QUERY =
  'query Page { callSessions(first: 3) { nodes { id ... @defer(label: "parts") { recordings { url } } } } }';
const STREAM = 'query Rows { callSessions(first: 5) { nodes @stream(label: "rows", initialCount: 2) { id } } }';

let served: ServedDemo;
let text: string;

beforeAll(async () => {
  served = await startServedDemo({ count: 5 });
  text = (await sendHttp(`${served.url}/schema.graphql`)).bytes.toString();
});
afterAll(() => served.close());

describe('GET /schema.graphql', () => {
  it('is the schema that is served, and the one that is committed', async () => {
    const body = JSON.stringify({
      query: getIntrospectionQuery({
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        inputValueDeprecation: true,
        oneOf: true,
      }),
    });
    const headers = { 'content-type': 'application/json' };
    const answer = await sendHttp(`${served.url}/graphql`, { method: 'POST', headers, body });
    const { data } = JSON.parse(answer.bytes.toString()) as { data: Parameters<typeof buildClientSchema>[0] };
    const sorted = (schema: ReturnType<typeof buildSchema>) => printSchema(lexicographicSortSchema(schema));
    expect(sorted(buildSchema(text))).toBe(sorted(buildClientSchema(data)));
    const committed = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');
    expect(sorted(buildSchema(text))).toBe(sorted(buildSchema(committed)));
  });

  it('is plain text that is not sent again to whoever has it', async () => {
    const { headers, bytes } = await sendHttp(`${served.url}/schema.graphql`, { headers: { 'accept-encoding': 'br' } });
    expect(headers).toMatchObject({ 'content-type': 'text/plain; charset=utf-8', 'content-encoding': 'br' });
    expect(bytes.byteLength).toBeLessThan(text.length / 3);
    const kept = { 'accept-encoding': 'br', 'if-none-match': headers['etag']! };
    expect((await sendHttp(`${served.url}/schema.graphql`, { headers: kept })).status).toBe(304);
  });

  it('is not there where clients may not ask for the schema', async () => {
    const closed = await startServedDemo({ count: 5 }, { server: { introspection: false } });
    expect((await sendHttp(`${closed.url}/schema.graphql`)).status).toBe(404);
    await closed.close();
  });
});

describe('a query with @defer or @stream', () => {
  it('is valid against the printed schema', () => {
    for (const query of [QUERY, STREAM]) expect(validate(buildSchema(text), parse(query))).toEqual([]);
  });
});
