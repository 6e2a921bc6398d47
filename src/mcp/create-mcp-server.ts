import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import type { Ask } from '../domain/ask.ts';
import { type Caller, missingScope } from '../domain/caller.ts';
import { NoAnswer } from './ask-graph.ts';
import type { Tool } from './tool.ts';
import { TOOLS } from './tools/index.ts';

/** What tools are offered, and whom they ask. */
export type McpOptions = {
  readonly version: string;
  readonly caller: Caller;
  /** Whether those who may write are offered to. */
  readonly writes: boolean;
  readonly ask: Ask;
  /** Told, once, of what nobody foresaw: the model is not. */
  readonly onUnexpected: (error: unknown, tool: string) => void;
};

const INSTRUCTIONS =
  'Call history of every phone system of one company, in one timeline. Answers are small: rows are bounded, `next` goes on, ' +
  '`total` says how many there are. `problems` says what is missing and why: tell the person when it is not empty. Fields that ' +
  'are not known are left out. Moments are UTC.';

/** A server of the Model Context Protocol that offers a caller what they may use. */
export function createMcpServer({ version, caller, writes, ask, onUnexpected }: McpOptions): McpServer {
  const server = new McpServer({ name: 'trunkline', title: 'Trunkline', version }, { instructions: INSTRUCTIONS });
  for (const tool of TOOLS) {
    const mayUse = missingScope(caller, [tool.scope]) === null && (writes || tool.isWrite !== true);
    if (mayUse) addTool(server, tool, { ask, onUnexpected });
  }
  return server;
}

function addTool(server: McpServer, tool: Tool, { ask, onUnexpected }: Pick<McpOptions, 'ask' | 'onUnexpected'>): void {
  const { name, title, description, input, isWrite = false } = tool;
  // An input that the tool does not have would be left out, and its answer taken for one that goes by it.
  const inputSchema = z.strictObject(input, {
    error: ({ code, keys }) => (code === 'unrecognized_keys' ? refuseInputs(name, keys, input) : undefined),
  });
  const annotations = {
    readOnlyHint: !isWrite,
    destructiveHint: false,
    idempotentHint: !isWrite,
    openWorldHint: isWrite,
  };
  server.registerTool(
    name,
    { title, description, inputSchema, annotations },
    async (given, { signal }): Promise<CallToolResult> => {
      const asking: Ask = (document, variables) => ask(document, variables, signal);
      try {
        return { content: [{ type: 'text', text: JSON.stringify(await tool.answer(given, asking)) }] };
      } catch (error) {
        const isForeseen = error instanceof NoAnswer;
        // Whoever has gone away ends what was asked for them: that is no failure.
        if (!isForeseen && !signal.aborted) onUnexpected(error, name);
        return { content: [{ type: 'text', text: isForeseen ? error.message : UNEXPECTED }], isError: true };
      }
    },
  );
}

function refuseInputs(tool: string, unknown: readonly string[], input: Tool['input']): string {
  const known = Object.keys(input).map((name) => `\`${name}\``);
  const shown = unknown.slice(0, 5).map((name) => `\`${name.slice(0, 50)}\``);
  return `${tool} has no input ${shown.join(', ')}. It takes ${known.join(', ') || 'none'}.`;
}

/** The library would send the message of the error, whatever it tells of the inside. */
const UNEXPECTED = 'Trunkline failed to answer this. Its log says why; asking again may help.';
