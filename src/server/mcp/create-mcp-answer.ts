import type { IncomingMessage, ServerResponse } from 'node:http';
import type { YogaServerInstance } from 'graphql-yoga';
import { createAsk } from '../ask-in-process.ts';
import { callerOf } from '../auth/callers.ts';
import type { McpOptions } from '../../mcp/create-mcp-server.ts';
import { leavingSignalOf } from '../http/leaving-signal.ts';
import { readBody } from '../http/read-body.ts';
import { sendJson } from '../http/send-json.ts';

export type McpAnswerOptions = {
  readonly graphql: YogaServerInstance<object, object>;
  readonly version: string;
  /** Whether tools that write are offered. */
  readonly writes: boolean;
  readonly onUnexpected: McpOptions['onUnexpected'];
};

/**
 * Answers POST /mcp: the streamable HTTP transport of the Model Context Protocol, each request by itself and with one JSON
 * answer. Nothing is remembered between requests, so every replica answers.
 */
export function createMcpAnswer({ graphql, version, writes, onUnexpected }: McpAnswerOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader('cache-control', 'no-store');
    // The protocol's library takes its time to load, and many servers are never asked this way.
    const [reading, { createMcpServer }, { StreamableHTTPServerTransport }] = await Promise.all([
      import('../../mcp/read-messages.ts'),
      import('../../mcp/create-mcp-server.ts'),
      import('@modelcontextprotocol/sdk/server/streamableHttp.js'),
    ]);
    const text = await readBody(request, reading.MAX_MESSAGE_BYTES);
    if (text === null) return sendJson(response.setHeader('connection', 'close'), 413, reading.TOO_LARGE);
    const sent = reading.readMessages(text);
    if ('error' in sent) return sendJson(response, 400, sent);
    const ask = createAsk(graphql, request, leavingSignalOf(response));
    const server = createMcpServer({ ...{ version, writes, ask, onUnexpected }, caller: callerOf(request) });
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
    response.once('close', () => void server.close());
    await server.connect(transport);
    // One that is cancelled in the same array would be waited for until the client goes away.
    const asked = sent.filter((message) => !reading.isCancellation(message));
    await transport.handleRequest(request, response, asked);
  };
}
