import type { IncomingMessage, ServerResponse } from 'node:http';
import type { YogaServerInstance } from 'graphql-yoga';
import { createAsk } from '../ask-in-process.ts';
import { callerOf } from '../auth/callers.ts';
import type { McpOptions } from '../../mcp/create-mcp-server.ts';
import { leavingSignalOf } from '../http/leaving-signal.ts';
import { readBody } from '../http/read-body.ts';

export type McpAnswerOptions = {
  readonly graphql: YogaServerInstance<object, object>;
  readonly version: string;
  /** Whether tools that write are offered. */
  readonly writes: boolean;
  readonly onUnexpected: McpOptions['onUnexpected'];
};

/** Questions of a model are short. */
const MAX_BODY_BYTES = 100_000;
/** Calls that a client sends in one array. */
const MOST_CALLS = 10;

/**
 * Answers POST /mcp: the streamable HTTP transport of the Model Context Protocol, each request by itself and with one JSON
 * answer. Nothing is remembered between requests, so every replica answers.
 */
export function createMcpAnswer({ graphql, version, writes, onUnexpected }: McpAnswerOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader('cache-control', 'no-store');
    const text = await readBody(request, MAX_BODY_BYTES);
    if (text === null)
      return refuse(response.setHeader('connection', 'close'), 413, `A message may have ${MAX_BODY_BYTES} bytes.`);
    const message = readJson(text);
    if (message === undefined) return refuse(response, 400, 'The body must be a JSON-RPC message: this is not JSON.');
    if (Array.isArray(message) && message.length > MOST_CALLS)
      return refuse(response, 400, `At most ${MOST_CALLS} messages in one request; this one has ${message.length}.`);
    const asked = Array.isArray(message) ? message.filter((each) => !isCancellation(each)) : message;
    // The protocol's library takes its time to load, and many servers are never asked this way.
    const [{ createMcpServer }, { StreamableHTTPServerTransport }] = await Promise.all([
      import('../../mcp/create-mcp-server.ts'),
      import('@modelcontextprotocol/sdk/server/streamableHttp.js'),
    ]);
    const ask = createAsk(graphql, request, leavingSignalOf(response));
    const server = createMcpServer({ ...{ version, writes, ask, onUnexpected }, caller: callerOf(request) });
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
    response.once('close', () => void server.close());
    await server.connect(transport);
    await transport.handleRequest(request, response, asked);
  };
}

/** A request that is cancelled gets no answer: one of the same array would be waited for until the client goes away. */
const isCancellation = (message: unknown): boolean =>
  (message as { readonly method?: unknown } | null)?.method === 'notifications/cancelled';

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** What cannot be read is refused in the form of the protocol. */
function refuse(response: ServerResponse, status: number, message: string): void {
  const body = JSON.stringify({ jsonrpc: '2.0', error: { code: -32600, message }, id: null });
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    .end(body);
}
