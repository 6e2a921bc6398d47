import type { ExecutionResult } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Exchange } from '../../transport/http.ts';
import { type UpstreamTrace, runWithUpstreamTrace } from '../../transport/upstream-trace.ts';

const TRACE_HEADER = 'x-trunkline-trace';

/** Explains an answer that is asked for with `x-trunkline-trace: 1`: every request to a vendor that it took. */
export function useUpstreamTrace(): Plugin {
  return {
    onExecute({ context, executeFn, setExecuteFn }) {
      if (context.request.headers.get(TRACE_HEADER) !== '1') return;
      const trace: UpstreamTrace = { exchanges: [] };
      setExecuteFn((args) => runWithUpstreamTrace(trace, () => executeFn(args) as unknown));
      return {
        onExecuteDone({ result, setResult }) {
          if (!(Symbol.asyncIterator in result)) return setResult(withTrace(result, trace));
          return {
            // The last part of an answer in parts knows what all of them took.
            onNext({ result: part, setResult: setPart }) {
              if ('hasNext' in part && part.hasNext === false) setPart(withTrace(part, trace));
            },
          };
        },
      };
    },
  };
}

const withTrace = (answer: ExecutionResult, trace: UpstreamTrace): ExecutionResult => ({
  ...answer,
  extensions: { ...answer.extensions, upstream: explain(trace) },
});

/** The published form: token exchanges are listed, and counted apart. */
function explain({ exchanges }: UpstreamTrace): object {
  const asked = exchanges.filter(({ cached }) => !cached);
  const count = (purpose: Exchange['purpose']) => asked.filter((exchange) => exchange.purpose === purpose).length;
  return {
    totals: {
      requests: count('read') + count('write'),
      tokenExchanges: count('token'),
      commands: asked.reduce((sum, { purpose, commands }) => sum + (purpose === 'token' ? 0 : commands), 0),
      rows: exchanges.reduce((sum, { rows }) => sum + (rows ?? 0), 0),
      retries: asked.filter(({ retries }) => retries > 0).length,
      cached: exchanges.length - asked.length,
      ms: exchanges.reduce((sum, { ms }) => sum + ms, 0),
    },
    requests: exchanges.map(({ provider, operation, purpose, ms, status, rows, cached, retries, commands }) => {
      return { provider, operation, purpose, ms, status, rows, cached, retries, commands };
    }),
  };
}
