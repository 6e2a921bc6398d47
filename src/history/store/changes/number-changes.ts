import type { Transaction } from '../engine.ts';

/** A place in the feed that a change takes. */
export type Numbered = { readonly number: number; readonly at: number };

/**
 * Gives so many changes their places in the feed. The counter stays locked until the transaction ends: so numbers are
 * committed in their order, and whoever has read up to one misses nothing below it. A sequence would not do.
 */
export async function numberChanges({ run, words }: Transaction, count: number): Promise<Numbered[]> {
  if (count === 0) return [];
  const [row] = await run(
    `UPDATE counters SET value = value + $1 WHERE name = 'change' RETURNING value, ${words.now} AS at`,
    [count],
  );
  if (words.tellOthers !== '') await run(words.tellOthers);
  const last = row!['value'] as number;
  return Array.from({ length: count }, (_, index) => ({
    number: last - count + 1 + index,
    at: row!['at'] as number,
  }));
}
