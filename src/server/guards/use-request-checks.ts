import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { refusal } from './refusal.ts';

const JSON_MEDIA_TYPES: ReadonlySet<string> = new Set(['application/json', 'application/graphql+json']);

/**
 * Refuses what is not GraphQL over HTTP, in words. A POST carries JSON and nothing else: the types that a foreign page
 * may send without asking the browser (form data, plain text) would let it act for whoever reads that page.
 */
export function useRequestChecks(): Plugin {
  return {
    onRequestParse({ request, requestParser, setRequestParser }) {
      if (request.method !== 'GET' && request.method !== 'POST')
        throw refusal('METHOD_NOT_ALLOWED', `GraphQL is asked with GET or POST, not ${request.method}.`, {
          status: 405,
          headers: { allow: 'GET, POST' },
          isWellFormed: false,
        });
      if (request.method === 'POST') checkMediaType(request.headers.get('content-type'));
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
          if (requestParserResult.query === undefined || requestParserResult.query === null)
            throw badRequest(
              'There is no query: send { "query": "{ providers { key } }" } as JSON, or ?query= with GET.',
            );
        },
      };
    },
  };
}

function checkMediaType(contentType: string | null): void {
  const mediaType = (contentType ?? '').split(';', 1)[0]!.trim().toLowerCase();
  if (JSON_MEDIA_TYPES.has(mediaType)) return;
  const found = mediaType === '' ? 'no Content-Type' : `Content-Type "${mediaType.slice(0, 100)}"`;
  throw refusal('UNSUPPORTED_MEDIA_TYPE', `This request has ${found}; a POST carries application/json.`, {
    status: 415,
    isWellFormed: false,
  });
}

const badRequest = (message: string) => refusal('BAD_REQUEST', message, { isWellFormed: false });
