import { type DocumentNode, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { countingKeptRows } from '../../telemetry/kept-rows.ts';
import { startSpan } from '../../telemetry/spans.ts';
import { type UpstreamTrace, runWithUpstreamTrace } from '../../transport/upstream-trace.ts';
import { explainAnswer, isTraced } from './explain-answer.ts';
import { recordOf } from './request-record.ts';
import { toOperationLabel } from '../metrics/labels.ts';
import { upstreamTotals } from './upstream-totals.ts';

/**
 * Notes what an execution asks of vendors and of the store, in its record and in a span of its own; and explains an answer
 * that is asked for with `x-trunkline-trace: 1`: every request to a vendor that it took.
 */
export function useUpstreamTrace(): Plugin {
  return {
    onExecute({ context: { request }, args, executeFn, setExecuteFn }) {
      const record = recordOf(request);
      setExecuteFn((given) => {
        record.isExecuted = true;
        const operation = getOperationAST(args.document as DocumentNode, args.operationName as string | undefined);
        const span = startSpan(...toSpan(operation?.operation ?? 'query', operation?.name?.value ?? null));
        record.span = span;
        const execute = (): unknown =>
          runWithUpstreamTrace(record.upstream, () =>
            countingKeptRows(record.keptRows, () => executeFn(given) as unknown),
          );
        return span === null ? execute() : span.within(execute);
      });
      if (isTraced(request)) return explainAnswer(() => ({ upstream: explain(record.upstream) }));
    },
  };
}

/** As OpenTelemetry names spans of GraphQL. A name that somebody made of a telephone number is left out. */
function toSpan(type: string, name: string | null): Parameters<typeof startSpan> {
  const label = toOperationLabel(name);
  const attributes = { 'graphql.operation.type': type, 'graphql.operation.name': label };
  return [`${type} ${label}`, { attributes }];
}

/** The published form. */
function explain({ exchanges }: UpstreamTrace): object {
  return {
    totals: upstreamTotals(exchanges),
    requests: exchanges.map(({ provider, operation, purpose, waitedMs, ms, status, rows, retries, commands }) => {
      return { provider, operation, purpose, waitedMs, ms, status, rows, retries, commands };
    }),
  };
}
