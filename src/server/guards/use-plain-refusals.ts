import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/**
 * Answers every refusal, whatever the client accepts, as JSON with a message and a code. A refusal of a well-formed
 * request gets 200 where the client knows only application/json, as GraphQL over HTTP asks; everything else keeps its
 * 4xx.
 */
export function usePlainRefusals(): Plugin {
  return {
    onResultProcess(payload) {
      const { request, result } = payload;
      if (!isRefusal(result)) return;
      const mediaType = acceptedMediaType(request.headers.get('accept'));
      payload.setResultProcessor((_result, { Response }) => toResponse(result.errors, mediaType, Response), mediaType);
    },
    onResponse(payload) {
      const { response, fetchAPI } = payload;
      if (response.status !== 406 || response.body !== null) return;
      const message =
        'This server answers with application/graphql-response+json, application/json or text/event-stream; what comes ' +
        'in parts (@defer, @stream) with multipart/mixed or text/event-stream.';
      const body = JSON.stringify({ errors: [{ message, extensions: { code: 'NOT_ACCEPTABLE' } }] });
      payload.setResponse(new fetchAPI.Response(body, { status: 406, headers: { 'content-type': JSON_TYPE } }));
    },
  };
}

const RESPONSE_TYPE = 'application/graphql-response+json';
const JSON_TYPE = 'application/json; charset=utf-8';

type Refusal = ExecutionResult & { readonly errors: readonly GraphQLError[] };

const isRefusal = (result: unknown): result is Refusal =>
  typeof result === 'object' && result !== null && 'errors' in result && !('data' in result);

const acceptedMediaType = (accept: string | null): string =>
  accept?.toLowerCase().includes(RESPONSE_TYPE) === true ? RESPONSE_TYPE : 'application/json';

function toResponse(
  errors: readonly GraphQLError[],
  mediaType: string,
  Response: typeof globalThis.Response,
): Response {
  const headers = { 'content-type': `${mediaType}; charset=utf-8` };
  let status = mediaType === RESPONSE_TYPE ? 400 : 200;
  for (const { extensions } of errors) {
    const { http } = extensions;
    Object.assign(headers, http?.headers);
    // Yoga calls a body that is no JSON a matter of the specification too; it is no GraphQL request at all.
    const isWellFormed = http?.spec === true && extensions['code'] !== 'BAD_REQUEST';
    if (mediaType === RESPONSE_TYPE || !isWellFormed) status = Math.max(status, http?.status ?? status);
    if (extensions['unexpected'] === true) status = 500;
  }
  return new Response(JSON.stringify({ errors: errors.map(toPublicError) }), { status, headers });
}

/** The error as clients see it: without what only the server's own machinery reads. */
function toPublicError(error: GraphQLError): object {
  const { extensions = {}, ...rest } = error.toJSON();
  const { http: _http, unexpected: _unexpected, originalError: _originalError, ...shown } = extensions;
  return { ...rest, extensions: { code: 'BAD_REQUEST', ...shown } };
}
