import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ExampleQuery, exampleQueries } from '../../src/server/example-queries.ts';
import { type ServedDemo, startServedDemo } from '../support/start-served-demo.ts';

const METHOD = 'telephony.externalCall.finish';
let served: ServedDemo;

beforeAll(async () => {
  served = await startServedDemo({ count: 40, hasExamples: true });
});
afterAll(async () => {
  await served.close();
});

type Example = ExampleQuery;
type Answer = { readonly data: Record<string, Record<string, unknown>>; readonly errors?: unknown };

/** The call of the vendor's documentation, which the demo's portal knows from the start. */
const DOCUMENTED = { callId: 'externalCall.716f1cb73def9700a23842adf9c4c568.1773130779', userId: '1269' };

const examples = exampleQueries(0).filter(({ query }) => query.startsWith('mutation')) as [Example, Example, Example];
const inputOf = ({ variables }: Example) => variables!['input'] as Record<string, unknown>;

async function send(example: Example, changes: object = {}, init: RequestInit = {}): Promise<Answer> {
  const variables = { input: { ...inputOf(example), ...changes } };
  const response = await fetch(`${served.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: example.query, variables }),
    ...init,
  });
  return (await response.json()) as Answer;
}

async function ask(query: string): Promise<Answer> {
  const response = await fetch(`${served.url}/graphql?query=${encodeURIComponent(query)}`);
  return (await response.json()) as Answer;
}

describe('the tabs that write', () => {
  it('register a call as they open, and finish none but the one whose callId is filled in', async () => {
    const [register, finish, attach] = examples;
    expect(await send(register)).toMatchObject({
      data: { registerExternalCall: { __typename: 'RegisteredExternalCall' } },
    });
    const finished = await send(finish);
    expect(finished.data['finishExternalCall']).toMatchObject({ code: 'CALL_NOT_FOUND' });
    const attached = await send(attach);
    expect(attached.data['attachExternalCallRecording']).toMatchObject({ code: 'CALL_NOT_FINISHED' });
  });

  it('take a call all the way into the history, where its recording plays', async () => {
    const [register, finish, attach] = examples;
    const { callId } = (await send(register, { externalCallId: 'exchange-2' })).data['registerExternalCall']!;
    const finished = await send(finish, { callId });
    expect(finished.data['finishExternalCall']).toMatchObject({ __typename: 'FinishedExternalCall', callDuration: 95 });
    const attached = await send(attach, { callId });
    expect(attached.data['attachExternalCallRecording']).toMatchObject({ __typename: 'AttachedExternalCallRecording' });
    const { data } = await ask(`{
      callSessions(first: 2, filter: { providers: ["portal"], bitrix24: { callId: { eq: ${JSON.stringify(callId)} } } }) {
        nodes { nativeId customer { number } agents { displayName } cost { amount currency } rating recordings { url } }
      }
    }`);
    const { nodes } = data['callSessions'] as { nodes: { recordings: { url: string }[] }[] };
    expect(nodes).toMatchObject([
      {
        customer: { number: '+441134960123' },
        agents: [{ displayName: 'Ada Marsh' }],
        cost: { amount: '0.3500', currency: 'EUR' },
        rating: 5,
      },
    ]);
    const part = await fetch(nodes[0]!.recordings[0]!.url, { headers: { range: 'bytes=0-3' } });
    expect([part.status, await part.text()]).toEqual([206, 'RIFF']);
  });
});

describe('a mutation over HTTP', () => {
  it('is no matter of GET', async () => {
    const vendor = served.demo.vendors.bitrix24.server;
    vendor.resetCounts();
    const query = `mutation { finishExternalCall(input: { provider: "portal", callId: "x", userId: "1" }) { __typename } }`;
    const response = await fetch(`${served.url}/graphql?query=${encodeURIComponent(query)}`);
    expect(response.status).toBe(405);
    expect(vendor.exchanges).toEqual([]);
  });

  it('runs to its end although its client has gone', async () => {
    const vendor = served.demo.vendors.bitrix24.server;
    vendor.resetCounts();
    vendor.fault({ operation: METHOD, times: 1, fault: { kind: 'latency', ms: 150 } });
    const leaving = new AbortController();
    const sending = send(examples[1], { ...DOCUMENTED, vote: 1 }, { signal: leaving.signal });
    await vi.waitUntil(() => vendor.count(METHOD) === 1, { interval: 1 });
    leaving.abort();
    await expect(sending).rejects.toThrow();
    await vi.waitUntil(() => vendor.exchanges[0]!.status !== null, { interval: 5, timeout: 5_000 });
    expect(vendor.exchanges).toMatchObject([{ status: 200, wasAborted: false }]);
    const { data } = await ask('{ callSession(provider: "portal", nativeId: "7") { rating } }');
    expect(data['callSession']).toEqual({ rating: 1 });
  });

  it('that is malformed is a 4xx or a refusal, and asks nobody', async () => {
    const vendor = served.demo.vendors.bitrix24.server;
    vendor.resetCounts();
    const finish = examples[1];
    for (const wrong of [{ statusCode: 'S_999' }, { durationSeconds: 2 ** 31 }, { cost: 'much' }, { recordUrl: 'x' }])
      expect((await send(finish, wrong)).errors).toBeDefined();
    for (const wrong of [{ vote: 9 }, { userId: 'ada' }, { costCurrency: 'euro' }, { cost: '-1' }])
      expect((await send(finish, wrong)).data['finishExternalCall']).toMatchObject({ code: 'INVALID_INPUT' });
    expect(vendor.exchanges).toEqual([]);
  });
});
