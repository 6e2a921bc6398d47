import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, get } from 'node:http';
import type { Demo } from '../../src/demo/index.ts';

/** What became of listeners who take nothing of what they ask for. */
export type Listened = {
  readonly served: number;
  /** Refused with 503 and a time to come again. */
  readonly refused: number;
  /** How many of them the vendor felt. */
  readonly atVendor: number;
};

/** Opens so many recordings of CallGear at once, and reads none of them. */
export async function listenWithoutReading(url: string, demo: Demo, listeners: number): Promise<Listened> {
  const { server: vendor, settings } = demo.vendors.callgear;
  const link = await findLink(url, settings.id);
  vendor.resetCounts();
  const requests: ClientRequest[] = [];
  const answers = await Promise.all(
    Array.from({ length: listeners }, async () => {
      const request = get(link, { agent: false });
      requests.push(request);
      const [answer] = (await once(request, 'response')) as [IncomingMessage];
      return { status: answer.statusCode, retryAfter: Number(answer.headers['retry-after']) };
    }),
  );
  const atVendor = vendor.exchanges.filter(({ purpose }) => purpose === 'media').length;
  for (const request of requests) request.destroy();
  return {
    served: answers.filter(({ status }) => status === 200).length,
    refused: answers.filter(({ status, retryAfter }) => status === 503 && retryAfter > 0).length,
    atVendor,
  };
}

async function findLink(url: string, provider: string): Promise<string> {
  const query = `{ callSessions(first: 20, filter: { providers: ["${provider}"], hasRecording: true }) { nodes { recordings { url } } } }`;
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const { data } = (await response.json()) as {
    data: { callSessions: { nodes: readonly { readonly recordings: readonly { readonly url: string }[] }[] } };
  };
  return data.callSessions.nodes.flatMap(({ recordings }) => recordings.map((each) => each.url))[0]!;
}
