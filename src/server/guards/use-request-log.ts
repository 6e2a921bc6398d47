import type { IncomingMessage } from 'node:http';
import { type DocumentNode, type ExecutionResult, type GraphQLError, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { onceAborted } from '../../time/once-aborted.ts';
import type { AnswerLog } from '../answer-log/create-answer-log.ts';
import { knownCallerOf } from '../auth/callers.ts';
import { toRequestId } from '../http/send-json.ts';
import { traceIdOf } from '../http/trace-id.ts';
import { toLoggedName } from '../metrics/labels.ts';
import { type RequestRecord, beginRecord, noteErrors, recordOf } from './request-record.ts';

/** Has each request noted when it is over. An answer in parts is so when its last part has been sent. */
export function useRequestLog({ note, now }: AnswerLog): Plugin<object, { req?: IncomingMessage }> {
  const ends = new WeakMap<Request, (response?: Response) => void>();
  const noteOperation = (request: Request, args: { readonly document: unknown; readonly operationName?: unknown }) => {
    const record = recordOf(request);
    const operation = getOperationAST(args.document as DocumentNode, args.operationName as string | undefined);
    if (!operation) return;
    record.operation = operation.operation;
    record.name = operation.name ? toLoggedName(operation.name.value) : null;
  };
  /** What comes in parts is over with its last part, or when its client leaves. */
  const noteParts = (request: Request) => {
    const record = recordOf(request);
    record.isInParts = record.isExecuted = true;
    const end = (): void => ends.get(request)?.();
    onceAborted(request.signal, end);
    return {
      onNext: ({ result }: { result: unknown }) => notePart(record, result as Part),
      onEnd: end,
    };
  };
  return {
    onRequest({ request, serverContext: { req } }) {
      const caller = knownCallerOf(req)?.name ?? null;
      const requestId = toRequestId(request.headers.get('x-request-id'));
      const traceId = traceIdOf(request.headers.get('traceparent'));
      const record = beginRecord(request, { requestId, traceId, caller, startedAt: now() });
      let status = 200;
      let isTold = false;
      ends.set(request, (response) => {
        response?.headers.set('x-request-id', requestId);
        status = response?.status ?? status;
        if (isTold || (response && record.isInParts)) return;
        isTold = true;
        note(record, { req, method: request.method, status, isGone: request.signal.aborted });
      });
    },
    onExecute({ args, context: { request } }) {
      noteOperation(request, args);
      return {
        onExecuteDone: ({ result }) => (Symbol.asyncIterator in result ? noteParts(request) : undefined),
      };
    },
    onSubscribe({ args, context: { request } }) {
      noteOperation(request, args);
      return {
        onSubscribeResult: ({ result }) => (Symbol.asyncIterator in result ? noteParts(request) : undefined),
      };
    },
    onResultProcess({ request, result }) {
      if (!(Symbol.asyncIterator in result)) notePart(recordOf(request), result as Part);
    },
    onResponse: ({ request, response }) => ends.get(request)?.(response),
  };
}

type Part = ExecutionResult & { readonly incremental?: readonly { readonly errors?: readonly GraphQLError[] }[] };

function notePart(record: RequestRecord, { data, errors, incremental = [] }: Part): void {
  record.hasData ||= data != null;
  noteErrors(record, errors);
  for (const part of incremental) noteErrors(record, part.errors);
}
