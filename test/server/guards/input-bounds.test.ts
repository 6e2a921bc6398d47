import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ServedDemo, startServedDemo } from '../../support/start-served-demo.ts';

let served: ServedDemo;
beforeAll(async () => {
  served = await startServedDemo({ count: 40 });
});
afterAll(async () => {
  await served.close();
});
beforeEach(() => DEMO_KINDS.forEach((kind) => served.demo.vendors[kind].server.resetCounts()));

const vendorRequests = () =>
  DEMO_KINDS.flatMap((kind) => served.demo.vendors[kind].server.exchanges.map(({ operation }) => operation));

type Answer = {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
};

async function send(body: object | string): Promise<{ status: number } & Answer> {
  const response = await fetch(`${served.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, ...((await response.json()) as Answer) };
}

const withVariables = (filter: object) =>
  send({
    query: 'query ($filter: CallSessionFilter) { callSessions(first: 5, filter: $filter) { nodes { id } } }',
    variables: { filter },
  });
const withLiteral = (filter: string) =>
  send({ query: `{ callSessions(first: 5, filter: ${filter}) { nodes { id } } }` });

const refused = (message: string) => ({ status: 400, errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
const numbers = (count: number) => Array.from({ length: count }, (_, index) => `+4420${79_460_000 + index}`);

describe('bounds of arguments', () => {
  it('hold for a list, whether it is written in the query or sent as a variable', async () => {
    const message = '"filter.customerNumber" has 501 values; 500 are allowed in one list.';
    expect(await withVariables({ customerNumber: numbers(501) })).toMatchObject(refused(message));
    expect(await withLiteral(`{ customerNumber: ${JSON.stringify(numbers(501))} }`)).toMatchObject(refused(message));
    const query = 'query ($numbers: [String!]) { callSessions(filter: { customerNumber: $numbers }) { nodes { id } } }';
    expect(await send({ query, variables: { numbers: numbers(501) } })).toMatchObject(refused(message));
    const withDefault = query.replace('[String!]', `[String!] = ${JSON.stringify(numbers(501))}`);
    expect(await send({ query: withDefault })).toMatchObject(refused(message));
    expect(vendorRequests()).toEqual([]);
  });

  it('hold for a list of a vendor, at whatever depth it stands', async () => {
    const ids = Array.from({ length: 10_001 }, String);
    expect(await withVariables({ callgear: { or: [{ id: { in: ids } }] } })).toMatchObject(
      refused('"filter.callgear.or.id.in" has 10001 values; 10000 are allowed in one list.'),
    );
    expect(vendorRequests()).toEqual([]);
  });

  it('hold for a text, a number of many digits and an id', async () => {
    expect(await withVariables({ number: ['4'.repeat(101)] })).toMatchObject(
      refused('"filter.number" has 101 characters; 100 are allowed.'),
    );
    for (const long of ['1', 'x'])
      expect(await withLiteral(`{ agentIds: [${long.repeat(10_001)}] }`)).toMatchObject(
        refused('A name or number in this query has more than the 10000 characters allowed.'),
      );
    expect(await send({ query: `{ node(id: "${'x'.repeat(10_001)}") { id } }` })).toMatchObject(
      refused('"id" has 10001 characters; 10000 are allowed.'),
    );
    expect(vendorRequests()).toEqual([]);
  });

  it('let through what keeps within them', async () => {
    expect(await withVariables({ customerNumber: numbers(500) })).toMatchObject({
      status: 200,
      data: { callSessions: { nodes: [] } },
    });
  });

  it('leave the content of a file to the bound of the request', async () => {
    const { data, errors } = await send({
      query: `mutation ($input: AttachExternalCallRecordingInput!) {
        attachExternalCallRecording(input: $input) { ... on ExternalCallRefused { code } }
      }`,
      variables: { input: { provider: 'portal', callId: 'x', filename: 'a.wav', fileContent: 'A'.repeat(200_000) } },
    });
    expect(errors).toBeUndefined();
    expect(data).toEqual({ attachExternalCallRecording: { code: 'CALL_NOT_FINISHED' } });
  });

  it('hold for the nesting of variables, however deep', async () => {
    const query = 'query ($filter: CallSessionFilter) { callSessions(filter: $filter) { nodes { id } } }';
    for (const depth of [34, 5_000, 200_000]) {
      const nested = `${'['.repeat(depth)}${']'.repeat(depth)}`;
      for (const part of ['variables', 'extensions'])
        expect(await send(`{"query":${JSON.stringify(query)},"${part}":{"filter":${nested}}}`)).toMatchObject(
          refused(`"${part}" nests lists and objects deeper than the 32 levels allowed, or has too many of them.`),
        );
    }
    const branch = (levels: number): object => (levels === 0 ? { id: { eq: '1' } } : { and: [branch(levels - 1)] });
    expect(await withVariables({ callgear: branch(14) })).toMatchObject({ status: 200 });
  });

  it('hold for the nesting of what is written in a query', async () => {
    for (const depth of [33, 2_000]) {
      const list = `${'['.repeat(depth)}${']'.repeat(depth)}`;
      expect(await withLiteral(`{ number: ${list} }`)).toMatchObject(
        refused(
          'A value in this query nests lists and objects deeper than the 32 levels allowed, or has too many of them.',
        ),
      );
    }
    const fragments = `{ ${'... { '.repeat(1_200)} providers { key } ${'}'.repeat(1_200)} }`;
    expect(await send({ query: fragments })).toMatchObject({
      status: 400,
      errors: [{ extensions: { code: 'QUERY_TOO_DEEP' } }],
    });
    expect(await send({ query: '{ providers { key } }' })).toMatchObject({ status: 200 });
  });
});
import { DEMO_KINDS } from '../../../src/demo/call-source.ts';
