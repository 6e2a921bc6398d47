import type { IncomingMessage } from 'node:http';
import { type DocumentNode, type ExecutionResult, type GraphQLError, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Log } from '../../transport/log.ts';
import { knownCallerOf } from '../auth/callers.ts';
import { toRequestId } from '../http/send-json.ts';
import { traceIdOf } from '../http/trace-id.ts';
import { toLoggedName } from '../metrics/labels.ts';
import { type Outcome, type RequestRecord, beginRecord, noteErrors, outcomeOf, recordOf } from './request-record.ts';
import { priceOf } from './prices.ts';
import { upstreamTotals } from './upstream-totals.ts';

/** A request that has been answered, or left by its client. */
export type AnsweredRequest = {
  readonly record: RequestRecord;
  readonly req: IncomingMessage | undefined;
  readonly outcome: Outcome;
  /** What it asked of vendors, in all. */
  readonly upstream: ReturnType<typeof upstreamTotals>;
  /** What it was counted at ahead, in points; 0 where it was not counted. */
  readonly cost: number;
  readonly seconds: number;
};

export type RequestLogOptions = {
  readonly log: Log;
  readonly onAnswered?: ((answered: AnsweredRequest) => void) | undefined;
  readonly now?: () => number;
};

/**
 * Writes one line for each request: what was asked by name, what became of it, what it took and what it lacks. No
 * variables, no headers. An answer in parts is told of when its last part has been sent.
 */
export function useRequestLog({
  log,
  onAnswered = () => {},
  now = () => performance.now(),
}: RequestLogOptions): Plugin<object, { req?: IncomingMessage }> {
  const ends = new WeakMap<Request, (response?: { readonly status: number }) => void>();
  const noteOperation = (request: Request, args: { readonly document: unknown; readonly operationName?: unknown }) => {
    const record = recordOf(request);
    const operation = getOperationAST(args.document as DocumentNode, args.operationName as string | undefined);
    if (!record || !operation) return;
    record.operation = operation.operation;
    record.name = operation.name ? toLoggedName(operation.name.value) : null;
  };
  /** What comes in parts is over with its last part, or when its client leaves. */
  const noteParts = (request: Request) => {
    const record = recordOf(request);
    if (record) record.isInParts = record.isExecuted = true;
    const end = (): void => ends.get(request)?.();
    request.signal.addEventListener('abort', end, { once: true });
    return {
      onNext: ({ result }: { result: unknown }) => void (record && notePart(record, result as Part)),
      onEnd: end,
    };
  };
  return {
    onRequest({ request, serverContext: { req } }) {
      const caller = req ? (knownCallerOf(req)?.name ?? null) : null;
      const requestId = toRequestId(request.headers.get('x-request-id'));
      const traceId = traceIdOf(request.headers.get('traceparent'));
      const record = beginRecord(request, { requestId, traceId, caller, startedAt: now() });
      let status = 200;
      let isTold = false;
      ends.set(request, (response) => {
        status = response?.status ?? status;
        if (isTold || (response && record.isInParts)) return;
        isTold = true;
        const outcome = outcomeOf(record, request.signal.aborted);
        const ms = now() - record.startedAt;
        record.span?.set({ 'trunkline.outcome': outcome });
        if (outcome === 'failed') record.span?.fail('failed');
        record.span?.end();
        const cost = priceOf(request);
        const upstream = upstreamTotals(record.upstream.exchanges);
        onAnswered({ record, req, outcome, upstream, cost, seconds: ms / 1000 });
        log.info(
          { ...toFields(record, upstream), cost, outcome, status, method: request.method, ms: Math.round(ms) },
          outcome === 'abandoned' ? 'the client went away' : 'answered',
        );
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
      const record = recordOf(request);
      if (record && !(Symbol.asyncIterator in result)) notePart(record, result as Part);
    },
    onResponse({ request, response }) {
      const record = recordOf(request);
      if (!record) return;
      response.headers.set('x-request-id', record.requestId);
      ends.get(request)?.(response);
    },
  };
}

type Part = ExecutionResult & { readonly incremental?: readonly { readonly errors?: readonly GraphQLError[] }[] };

function notePart(record: RequestRecord, { data, errors, incremental = [] }: Part): void {
  record.hasData ||= data != null;
  noteErrors(record, errors);
  for (const part of incremental) noteErrors(record, part.errors);
}

function toFields(
  { requestId, traceId, caller, operation, name, ...record }: RequestRecord,
  { requests, rows }: AnsweredRequest['upstream'],
): object {
  return {
    ...{ requestId, traceId, caller, operation, name },
    upstreamRequests: requests,
    rows: { store: record.keptRows.count, vendors: rows },
    missing: [...record.missing.values()],
    errors: [...record.errors],
  };
}
