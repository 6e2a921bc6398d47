import type { IncomingMessage } from 'node:http';
import type { YogaServerInstance } from 'graphql-yoga';
import type { Answered, Ask } from '../domain/ask.ts';

/** Asks the graph in the name of whoever sent a request, as if they had posted the question to /graphql; which questions is not theirs. */
export const createAsk =
  (graphql: YogaServerInstance<object, object>, request: IncomingMessage, signal: AbortSignal): Ask =>
  async (query, variables, ending) => {
    const { host = 'localhost', 'x-request-id': requestId } = request.headers;
    const body = JSON.stringify({ query, variables });
    const asked = new graphql.fetchAPI.Request(`http://${host}/graphql`, {
      method: 'POST',
      headers: {
        ...(typeof requestId === 'string' && { 'x-request-id': requestId }),
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
        accept: 'application/graphql-response+json',
      },
      body,
    });
    // See useNativeSignal.
    Object.defineProperty(asked, 'signal', { value: ending ? AbortSignal.any([signal, ending]) : signal });
    const answer = await graphql.fetch(asked, { req: request, isOwn: true });
    return (await answer.json()) as Answered;
  };
