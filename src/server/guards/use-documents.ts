import type { IncomingMessage } from 'node:http';
import type { GraphQLParams, Plugin } from 'graphql-yoga';
import { callerOf } from '../auth/callers.ts';
import type { Documents } from '../documents/create-documents.ts';
import { toBareId } from '../documents/read-manifest.ts';
import { refusal } from './refusal.ts';

/**
 * Puts the text of an operation in the place of its id, and refuses what is not trusted. Takes the ids that clients send:
 * `documentId` (GraphQL over HTTP), `doc_id` (Relay), `extensions.persistedQuery.sha256Hash` (Apollo, urql).
 */
export function useDocuments(documents: Documents): Plugin<object, Asking> {
  const askedById = new WeakSet<Request>();
  return {
    onRequestParse({ request, url, serverContext }) {
      const isGet = request.method === 'GET';
      if (serverContext.isOwn === true) return;
      return {
        onRequestParseDone({ requestParserResult, setRequestParserResult }) {
          if (Array.isArray(requestParserResult)) return;
          const { documentId, doc_id, ...asked }: Asked = isGet
            ? { ...requestParserResult, ...idsIn(url) }
            : requestParserResult;
          const id = readId(documentId ?? doc_id ?? hashIn(asked));
          // What is no text is refused by those who read it.
          if (id === null && typeof asked.query !== 'string') return;
          const text = typeof asked.query === 'string' && asked.query !== '' ? asked.query : null;
          const query = documents.textOf({ id, text }, callerOf(serverContext.req));
          setRequestParserResult({ ...asked, ...(query !== null && { query }) });
          if (isGet && id !== null) askedById.add(request);
        },
      };
    },
    onResultProcess({ request, result }) {
      if (Symbol.asyncIterator in result || 'errors' in result) askedById.delete(request);
    },
    onResponse({ request, response: { headers } }) {
      if (!askedById.has(request) || documents.cacheSeconds() === 0) return;
      headers.set('cache-control', `private, max-age=${documents.cacheSeconds()}`);
      headers.set('vary', VARY);
    },
  };
}

type Asking = {
  readonly req?: IncomingMessage;
  /** Whether this server itself asks, in the name of whoever sent the request. */
  readonly isOwn?: boolean;
};

type Asked = GraphQLParams & { readonly documentId?: unknown; readonly doc_id?: unknown };

/** Everything of a request, beside its address, that its answer depends on. */
const VARY = 'accept, accept-encoding, authorization, origin, x-trunkline-cost, x-trunkline-partial, x-trunkline-trace';

const idsIn = ({ searchParams }: URL): Partial<Asked> => ({
  documentId: searchParams.get('documentId'),
  doc_id: searchParams.get('doc_id'),
});

function hashIn({ extensions }: GraphQLParams): unknown {
  const { persistedQuery } = (extensions ?? {}) as {
    readonly persistedQuery?: { readonly sha256Hash?: unknown } | null;
  };
  return persistedQuery?.sha256Hash;
}

function readId(id: unknown): string | null {
  if (id === undefined || id === null) return null;
  if (typeof id === 'string' && id !== '') return toBareId(id);
  throw refusal('BAD_REQUEST', 'The id of an operation is a text that is not empty.', { isWellFormed: false });
}
