import type { Plugin } from 'graphql-yoga';
import type { Exchange } from '../../transport/http.ts';
import { type UpstreamTrace, runWithUpstreamTrace } from '../../transport/upstream-trace.ts';
import { explainAnswer, isTraced } from './explain-answer.ts';

/** Explains an answer that is asked for with `x-trunkline-trace: 1`: every request to a vendor that it took. */
export function useUpstreamTrace(): Plugin {
  return {
    onExecute({ context, executeFn, setExecuteFn }) {
      if (!isTraced(context.request)) return;
      const trace: UpstreamTrace = { exchanges: [] };
      setExecuteFn((args) => runWithUpstreamTrace(trace, () => executeFn(args) as unknown));
      return explainAnswer(() => ({ upstream: explain(trace) }));
    },
  };
}

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
