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
  const count = (purpose: Exchange['purpose']) => exchanges.filter((exchange) => exchange.purpose === purpose).length;
  const sum = (read: (exchange: Exchange) => number) => exchanges.reduce((total, one) => total + read(one), 0);
  return {
    totals: {
      requests: count('read') + count('write'),
      tokenExchanges: count('token'),
      commands: sum(({ purpose, commands }) => (purpose === 'token' ? 0 : commands)),
      rows: sum(({ rows }) => rows ?? 0),
      retries: exchanges.filter(({ retries }) => retries > 0).length,
      waitedMs: sum(({ waitedMs }) => waitedMs),
      ms: sum(({ ms }) => ms),
    },
    requests: exchanges.map(({ provider, operation, purpose, waitedMs, ms, status, rows, retries, commands }) => {
      return { provider, operation, purpose, waitedMs, ms, status, rows, retries, commands };
    }),
  };
}
