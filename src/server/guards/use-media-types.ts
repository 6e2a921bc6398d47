import type { ExecutionResult, GraphQLError } from 'graphql';
import { type FetchAPI, type Plugin, getSSEProcessor, processRegularResult } from 'graphql-yoga';
import { pickMediaType } from '../http/accept.ts';
import { withoutMiddle } from './mask-error.ts';

/**
 * Answers in the media type that the client likes best, and refuses in it too: every refusal has a message and a code.
 * A refusal of a well-formed request gets 200 where the client knows only application/json, as GraphQL over HTTP asks;
 * everything else keeps its 4xx.
 */
export function useMediaTypes(): Plugin {
  const subscriptions = new WeakSet<Request>();
  return {
    onSubscribe: ({ context }) => void subscriptions.add(context.request),
    onResultProcess(payload) {
      const { request, result } = payload;
      const accept = request.headers.get('accept');
      if (Symbol.asyncIterator in result) {
        const mediaType = pickMediaType(accept, subscriptions.has(request) ? EVENTS : IN_PARTS);
        if (mediaType === null) payload.setResultProcessor((_result, api) => notAcceptable(api), JSON_TYPE);
        // Yoga prefers multipart/mixed to it, whatever the client says.
        else if (mediaType === EVENT_TYPE) payload.setResultProcessor(getSSEProcessor(), EVENT_TYPE);
        return;
      }
      const mediaType = pickMediaType(accept, WHOLE);
      if (isRefusal(result)) {
        const shown = mediaType ?? JSON_TYPE;
        payload.setResultProcessor((_result, api) => refuse(result.errors, shown, api), shown);
      } else if (mediaType === null) payload.setResultProcessor((_result, api) => notAcceptable(api), JSON_TYPE);
      else payload.setResultProcessor(FRAMES[mediaType] ? processFramed : processRegularResult, mediaType);
    },
  };
}

const RESPONSE_TYPE = 'application/graphql-response+json';
const JSON_TYPE = 'application/json';
const EVENT_TYPE = 'text/event-stream';
const MULTIPART_TYPE = 'multipart/mixed';

/** Media types in which an answer comes in parts. */
export const IN_PARTS = [[MULTIPART_TYPE, EVENT_TYPE]];
/** The media type of subscriptions. */
export const EVENTS = [[EVENT_TYPE]];
const WHOLE = [[JSON_TYPE, RESPONSE_TYPE], [EVENT_TYPE], [MULTIPART_TYPE]];

async function processFramed(result: Whole, api: FetchAPI, mediaType: string): Promise<Response> {
  const response = processRegularResult(result, api, JSON_TYPE);
  return asText(await response.text(), mediaType, { status: response.status, headers: {} }, api);
}

type Whole = Parameters<typeof processRegularResult>[0];
type Refusal = ExecutionResult & { readonly errors: readonly GraphQLError[] };

const isRefusal = (result: object): result is Refusal => 'errors' in result && !('data' in result);

function refuse(errors: readonly GraphQLError[], mediaType: string, api: FetchAPI): Response {
  const usual = mediaType === RESPONSE_TYPE ? 400 : 200;
  const headers: Record<string, string> = {};
  let status = 0;
  for (const { extensions } of errors) {
    const { http } = extensions;
    Object.assign(headers, http?.headers);
    // Yoga calls a body that is no JSON a matter of the specification too; it is no GraphQL request at all.
    const isWellFormed = http?.spec === true && extensions['code'] !== 'BAD_REQUEST';
    const own = mediaType === RESPONSE_TYPE || !isWellFormed ? http?.status : undefined;
    status = Math.max(status, extensions['unexpected'] === true ? 500 : (own ?? usual));
  }
  return asText(JSON.stringify({ errors: errors.map(toPublicError) }), mediaType, { status, headers }, api);
}

/** The error as clients see it: without what only the server's own machinery reads. */
function toPublicError(error: GraphQLError): object {
  const { extensions = {}, message, ...rest } = error.toJSON();
  const { http: _http, unexpected: _unexpected, originalError: _originalError, ...shown } = extensions;
  return { message: withoutMiddle(message), ...rest, extensions: shown };
}

function notAcceptable(api: FetchAPI): Response {
  const message =
    'This server answers with application/graphql-response+json, application/json or text/event-stream; what comes ' +
    'in parts (@defer, @stream) with multipart/mixed or text/event-stream.';
  const body = JSON.stringify({ errors: [{ message, extensions: { code: 'NOT_ACCEPTABLE' } }] });
  return asText(body, JSON_TYPE, { status: 406, headers: {} }, api);
}

type Head = { readonly status: number; readonly headers: Readonly<Record<string, string>> };

/** One answer as a whole, in the media type's own frame. */
function asText(json: string, mediaType: string, { status, headers }: Head, { Response }: FetchAPI): Response {
  const [contentType, text] = FRAMES[mediaType]?.(json) ?? [`${mediaType}; charset=utf-8`, json];
  return new Response(text, { status, headers: { ...headers, 'content-type': contentType } });
}

const FRAMES: Readonly<Record<string, (json: string) => readonly [contentType: string, text: string]>> = {
  [EVENT_TYPE]: (json) => [EVENT_TYPE, `event: next\ndata: ${json}\n\nevent: complete\ndata:\n\n`],
  [MULTIPART_TYPE]: (json) => [
    `${MULTIPART_TYPE}; boundary="-"`,
    `\r\n---\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(json)}` +
      `\r\n\r\n${json}\r\n-----\r\n`,
  ],
};
