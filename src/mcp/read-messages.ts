import {
  type JSONRPCMessage,
  type JSONRPCNotification,
  JSONRPCMessageSchema,
  isJSONRPCRequest,
} from '@modelcontextprotocol/sdk/types.js';

/** Questions of a model are short. */
export const MAX_MESSAGE_BYTES = 100_000;
/** Messages that a client sends in one array. */
const MOST_MESSAGES = 10;

/** Why nothing of what was sent is answered, in the form of the protocol. */
export type RefusedMessage = {
  readonly jsonrpc: '2.0';
  readonly error: { readonly code: number; readonly message: string };
  readonly id: null;
};

/** The messages of JSON-RPC in a text: one, or an array of them. */
export function readMessages(text: string): JSONRPCMessage[] | RefusedMessage {
  const sent = readJson(text);
  if (sent === undefined) return refuse('This is not JSON, and a message must be.', NOT_JSON);
  const parts: readonly unknown[] = Array.isArray(sent) ? sent : [sent];
  if (parts.length === 0) return refuse('This array has no message in it.');
  if (parts.length > MOST_MESSAGES)
    return refuse(`At most ${MOST_MESSAGES} messages in one request; this one has ${parts.length}.`);
  const messages: JSONRPCMessage[] = [];
  for (const part of parts) {
    const { data } = JSONRPCMessageSchema.safeParse(part);
    if (data === undefined) return refuse(NO_MESSAGE);
    messages.push(data);
  }
  const ids = messages.flatMap((message) => (isJSONRPCRequest(message) ? [message.id] : []));
  // Answers are told apart by their ids alone: one of the two would be lost.
  if (new Set(ids).size < ids.length) return SAME_ID;
  return messages;
}

const NO_MESSAGE =
  'This is no message of JSON-RPC 2.0: it needs `"jsonrpc": "2.0"`, a `method`, `params` that are an object if there are ' +
  'any, and an `id` that is a text or a whole number if it is to be answered.';

/** What JSON-RPC calls a parse error and an invalid request. */
const NOT_JSON = -32_700;
const NO_REQUEST = -32_600;

const refuse = (message: string, code = NO_REQUEST): RefusedMessage => ({
  jsonrpc: '2.0',
  error: { code, message },
  id: null,
});

export const SAME_ID = refuse('Two requests that wait for an answer have the same id.');
export const TOO_LARGE = refuse(`A message may have ${MAX_MESSAGE_BYTES} bytes.`);

/** A request that is cancelled gets no answer. */
export const isCancellation = (message: JSONRPCMessage): message is JSONRPCNotification =>
  'method' in message && message.method === 'notifications/cancelled';

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
