import { AsyncLocalStorage } from 'node:async_hooks';
import type { Exchange } from './http.ts';

/** The exchanges that one caller caused or joined, in order of their start. */
export type UpstreamTrace = { readonly exchanges: Exchange[] };

const traces = new AsyncLocalStorage<UpstreamTrace>();

/** Runs the function so that every exchange it causes is noted in the trace. */
export function runWithUpstreamTrace<Result>(trace: UpstreamTrace, run: () => Result): Result {
  return traces.run(trace, run);
}

/** The trace of whoever is asking, if anybody keeps one. */
export function currentUpstreamTrace(): UpstreamTrace | undefined {
  return traces.getStore();
}

/** Notes exchanges in a trace, each once: two fields of one query may share a request. */
export function noteExchanges(trace: UpstreamTrace, exchanges: readonly Exchange[]): void {
  for (const exchange of exchanges) if (!trace.exchanges.includes(exchange)) trace.exchanges.push(exchange);
}
