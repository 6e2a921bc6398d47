import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { type JSONRPCMessage, type RequestId, isJSONRPCRequest } from '@modelcontextprotocol/sdk/types.js';
import {
  MAX_MESSAGE_BYTES,
  type RefusedMessage,
  SAME_ID,
  TOO_LARGE,
  isCancellation,
  readMessages,
} from '../../mcp/read-messages.ts';

/** Messages as lines. */
export type LineTransport = Transport & {
  /**
   * Resolves when the input has ended and everything in it was answered and written, or nobody reads the answers any more;
   * rejects where the input cannot be read.
   */
  readonly ended: Promise<void>;
};

/** So many questions are answered at a time; what comes meanwhile is not read. */
const MOST_AT_ONCE = 100;

/**
 * The stdio transport of the Model Context Protocol. The library's own stops for good at a line that is too long, says
 * nothing of one that is no message, leaves what was asked before the input ended without an answer, and dies of a
 * reader that has gone.
 */
export function createLineTransport(input: Readable, output: Writable): LineTransport {
  const { promise: ended, resolve: end, reject: fail } = Promise.withResolvers<void>();
  const unanswered = new Set<RequestId>();
  let hasEnded = false;
  let oneIsAnswered = Promise.withResolvers<void>();

  const write = (message: JSONRPCMessage | RefusedMessage): void => void output.write(`${JSON.stringify(message)}\n`);
  const settle = (id: unknown): void => {
    unanswered.delete(id as RequestId);
    oneIsAnswered.resolve();
    // Written behind everything else.
    if (hasEnded && unanswered.size === 0) output.write('', () => end());
  };
  const take = (message: JSONRPCMessage): void => {
    if (isJSONRPCRequest(message)) {
      if (unanswered.has(message.id)) return write(SAME_ID);
      unanswered.add(message.id);
    }
    transport.onmessage?.(message);
    // What is cancelled is not answered, unless the library takes its id for none.
    if (isCancellation(message)) settle(message.params?.['requestId'] || null);
  };
  const read = async (): Promise<void> => {
    for await (const line of readLines(input)) {
      const sent = line === null ? TOO_LARGE : readMessages(line);
      if ('error' in sent) write(sent);
      else for (const message of sent) take(message);
      if (output.writableNeedDrain) await once(output, 'drain');
      while (unanswered.size >= MOST_AT_ONCE) {
        oneIsAnswered = Promise.withResolvers();
        await oneIsAnswered.promise;
      }
    }
    hasEnded = true;
    settle(null);
  };

  const transport: LineTransport = {
    ended,
    start() {
      output.on('error', () => end());
      output.on('close', () => end());
      read().catch(fail);
      return Promise.resolve();
    },
    send(message) {
      write(message);
      if (!('method' in message)) settle(message.id);
      return Promise.resolve();
    },
    close() {
      input.destroy();
      transport.onclose?.();
      return Promise.resolve();
    },
  };
  return transport;
}

/** The lines of a stream that have something in them; null for one that is too long. The last needs no end. */
async function* readLines(input: Readable): AsyncGenerator<string | null, void, undefined> {
  let parts: Buffer[] = [];
  let size = 0;
  const takeLine = (): string | null => {
    const line = size > MAX_MESSAGE_BYTES ? null : Buffer.concat(parts, size).toString().trim();
    [parts, size] = [[], 0];
    return line;
  };
  for await (const chunk of input as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); ; end = chunk.indexOf(NEWLINE, start)) {
      const part = chunk.subarray(start, end === -1 ? undefined : end);
      size += part.byteLength;
      if (size <= MAX_MESSAGE_BYTES) parts.push(part);
      else parts = [];
      if (end === -1) break;
      const line = takeLine();
      if (line !== '') yield line;
      start = end + 1;
    }
  }
  const line = takeLine();
  if (line !== '') yield line;
}

const NEWLINE = 10;
