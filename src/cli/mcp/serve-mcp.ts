import type { Readable, Writable } from 'node:stream';
import { createMcpServer } from '../../mcp/create-mcp-server.ts';
import type { Ask } from '../../domain/ask.ts';
import { ANYBODY, SCOPES } from '../../domain/caller.ts';
import { logUnexpectedTool } from '../../server/mcp/log-unexpected-tool.ts';
import { untilAborted } from '../../time/until-aborted.ts';
import type { Log } from '../../transport/log.ts';
import { createLineTransport } from './line-transport.ts';

/** What the command works with. */
export type McpTools = {
  readonly ask: Ask;
  readonly version: string;
  readonly writes: boolean;
  readonly input: Readable;
  readonly output: Writable;
  readonly log: Log;
  readonly signal: AbortSignal;
};

/** `mcp`: speaks the Model Context Protocol over standard input and output, until the input has ended and is answered. */
export async function serveMcp({ ask, version, writes, input, output, log, signal }: McpTools): Promise<number> {
  const scopes = new Set(SCOPES.filter((scope) => writes || scope !== 'calls:write'));
  const server = createMcpServer({
    ...{ ask, version, writes },
    onUnexpected: logUnexpectedTool(log),
    caller: { ...ANYBODY, scopes },
  });
  const transport = createLineTransport(input, output);
  await server.connect(transport);
  await untilAborted(transport.ended, signal).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  await server.close();
  return 0;
}
