import type { Exchange } from '../../transport/http.ts';

/** What some exchanges come to; token exchanges are counted apart. */
export function upstreamTotals(exchanges: readonly Exchange[]) {
  const asked = exchanges.filter(({ purpose }) => purpose !== 'token');
  const sum = (of: readonly Exchange[], read: (exchange: Exchange) => number) =>
    of.reduce((total, one) => total + read(one), 0);
  return {
    requests: asked.length,
    tokenExchanges: exchanges.length - asked.length,
    commands: sum(asked, ({ commands }) => commands),
    rows: sum(exchanges, ({ rows }) => rows ?? 0),
    retries: exchanges.filter(({ retries }) => retries > 0).length,
    waitedMs: sum(exchanges, ({ waitedMs }) => waitedMs),
    ms: sum(exchanges, ({ ms }) => ms),
  };
}
