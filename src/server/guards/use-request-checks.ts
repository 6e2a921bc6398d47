import { type DocumentNode, GraphQLError, OperationTypeNode, getOperationAST } from 'graphql';
import type { Plugin, YogaInitialContext } from 'graphql-yoga';
import { refusal } from './refusal.ts';

const JSON_MEDIA_TYPES: ReadonlySet<string> = new Set(['application/json', 'application/graphql+json']);

/**
 * Refuses what is not GraphQL over HTTP, in words. A POST carries JSON and nothing else: the types that a foreign page
 * may send without asking the browser (form data, plain text) would let it act for whoever reads that page.
 */
export function useRequestChecks(): Plugin {
  return {
    onRequest({ request: { method, headers } }) {
      // Yoga tells media types apart by their case, and answers one that it does not know with nothing at all.
      if (method === 'POST') headers.set('content-type', mediaTypeOf(headers));
    },
    onRequestParse({ request, requestParser, setRequestParser }) {
      if (request.method === 'POST') checkBody(request.headers);
      // Query strings are read with JSON.parse by the parser; its failure is the client's.
      if (requestParser && request.method === 'GET')
        setRequestParser((asked) => {
          try {
            return requestParser(asked);
          } catch (error) {
            if (error instanceof GraphQLError) throw error;
            throw badRequest('"variables" and "extensions" of the query string must each be a JSON object.');
          }
        });
      return {
        onRequestParseDone({ requestParserResult }) {
          if (Array.isArray(requestParserResult))
            throw badRequest('The body is a list: one request carries one operation, as a JSON object.');
          const { query } = requestParserResult;
          if (query !== undefined && query !== null) return;
          throw badRequest(
            'There is no query: send { "query": "{ providers { key } }" } as JSON, or ?query= with GET.',
          );
        },
      };
    },
    onParse: () => checkOperation,
  };
}

const mediaTypeOf = (headers: Headers): string =>
  (headers.get('content-type') ?? '').split(';', 1)[0]!.trim().toLowerCase();

function checkBody(headers: Headers): void {
  const mediaType = mediaTypeOf(headers);
  if (!JSON_MEDIA_TYPES.has(mediaType)) {
    const found = mediaType === '' ? 'no Content-Type' : `Content-Type "${mediaType.slice(0, 100)}"`;
    throw unsupported(`This request has ${found}; a POST carries application/json.`);
  }
  const encoding = (headers.get('content-encoding') ?? 'identity').trim().toLowerCase();
  if (encoding !== 'identity')
    throw unsupported(`This body is compressed (${encoding.slice(0, 100)}); send it as it is.`, {
      'accept-encoding': 'identity',
    });
}

function checkOperation({ context, result }: { context: object; result: unknown }): void {
  const { request, params } = context as YogaInitialContext;
  if (request.method !== 'GET' || result === null || result instanceof Error) return;
  const operation = getOperationAST(result as DocumentNode, params.operationName);
  // A browser's EventSource and GraphiQL listen with GET.
  if (operation?.operation === OperationTypeNode.MUTATION)
    throw refusal('METHOD_NOT_ALLOWED', 'A mutation is sent with POST, not GET.', {
      status: 405,
      headers: { allow: 'POST' },
      isWellFormed: false,
    });
}

const unsupported = (message: string, headers: Readonly<Record<string, string>> = {}) =>
  refusal('UNSUPPORTED_MEDIA_TYPE', message, { status: 415, headers, isWellFormed: false });

const badRequest = (message: string) => refusal('BAD_REQUEST', message, { isWellFormed: false });
