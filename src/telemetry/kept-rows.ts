import { AsyncLocalStorage } from 'node:async_hooks';

/** How many rows of the kept history one request has read. */
export type KeptRows = { count: number };

const counters = new AsyncLocalStorage<KeptRows>();

/** Runs the function so that every kept row it reads is counted. */
export const countingKeptRows = <Result>(rows: KeptRows, run: () => Result): Result => counters.run(rows, run);

/** Counts rows for whoever is asking, if anybody counts. */
export function noteKeptRows(count: number): void {
  const rows = counters.getStore();
  if (rows) rows.count += count;
}
