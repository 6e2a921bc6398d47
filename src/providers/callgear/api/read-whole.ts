import type { Rows } from './client.ts';

/** Reads every page of an answer; a page may come short although more follow. */
export async function readWhole<Row>(ask: (offset: number) => Promise<Rows<Row>>): Promise<readonly Row[]> {
  const all: Row[] = [];
  for (;;) {
    const { rows, total } = await ask(all.length);
    all.push(...rows);
    if (rows.length === 0 || total === null || all.length >= total) return all;
  }
}
