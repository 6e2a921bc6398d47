import type { IncomingMessage } from 'node:http';
import { type DocumentNode, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Log } from '../../transport/log.ts';
import { knownCallerOf } from '../auth/callers.ts';
import { toRequestId } from '../http/send-json.ts';

/** Writes one line for each request: what was asked by name, how it ended, how long it took. No variables, no headers. */
export function useRequestLog(
  log: Log,
  now: () => number = () => performance.now(),
): Plugin<object, { req?: IncomingMessage }> {
  const entries = new WeakMap<Request, Entry>();
  const noteOperation = (request: Request, args: { readonly document: unknown; readonly operationName?: unknown }) => {
    const entry = entries.get(request);
    const operation = getOperationAST(args.document as DocumentNode, args.operationName as string | undefined);
    if (!entry || !operation) return;
    entry.operation = operation.operation;
    entry.name = operation.name?.value.slice(0, 100) ?? null;
  };
  return {
    onRequest({ request, serverContext: { req } }) {
      const requestId = toRequestId(request.headers.get('x-request-id'));
      const caller = req ? (knownCallerOf(req)?.name ?? null) : null;
      entries.set(request, { requestId, caller, startedAt: now(), operation: null, name: null, errors: [] });
    },
    onExecute: ({ args, context }) => noteOperation(context.request, args),
    onSubscribe: ({ args, context }) => noteOperation(context.request, args),
    onResultProcess({ request, result }) {
      const entry = entries.get(request);
      if (!entry || !('errors' in result)) return;
      entry.errors = [...new Set((result.errors ?? []).map(({ extensions }) => String(extensions['code'])))];
    },
    onResponse({ request, response }) {
      const entry = entries.get(request);
      if (!entry) return;
      const { startedAt, ...rest } = entry;
      const isGone = request.signal.aborted;
      response.headers.set('x-request-id', entry.requestId);
      log.info(
        { ...rest, method: request.method, status: response.status, isGone, ms: Math.round(now() - startedAt) },
        isGone ? 'the client went away' : 'answered',
      );
    },
  };
}

type Entry = {
  readonly requestId: string;
  readonly caller: string | null;
  readonly startedAt: number;
  operation: string | null;
  name: string | null;
  errors: readonly string[];
};
