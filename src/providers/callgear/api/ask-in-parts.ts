import type { Rows } from './client.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import type { WireFilter } from './wire.ts';
import type { Instant } from '../../../time/instant.ts';

/** Reads every page of an answer; a page may come short although more follow. */
export async function readWhole<Row>(ask: (offset: number) => Promise<Rows<Row>>): Promise<readonly Row[]> {
  const all: Row[] = [];
  for (;;) {
    const { rows, total } = await ask(all.length);
    all.push(...rows);
    if (rows.length === 0 || total === null || all.length >= total) return all;
  }
}

/**
 * Asks for the rows of many ids. How many values `in` takes is not documented: a list that is refused is asked in two
 * halves, and a single id by `=`.
 */
export async function askInHalves<Row>(
  ids: readonly string[],
  field: string,
  ask: (filter: WireFilter) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const [only = ''] = ids;
  if (ids.length <= 1) return ask({ field, operator: '=', value: BigInt(only) });
  try {
    return await ask({ field, operator: 'in', value: ids.map(BigInt) });
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== 'unsupported') throw error;
    const middle = Math.ceil(ids.length / 2);
    const halves = [ids.slice(0, middle), ids.slice(middle)].map((half) => askInHalves(half, field, ask));
    return (await Promise.all(halves)).flat();
  }
}

/** How many values the vendor's `in` is trusted with. */
export const MOST_ITEMS = 100;

/** Things that one question can ask for, and the span of their times, both ends included. */
export type TimeGroup<Item> = { readonly items: readonly Item[]; readonly from: Instant; readonly to: Instant };

/** Puts things into as few groups as their number and the longest range allow, by time. */
export function groupByTime<Item>(
  items: readonly Item[],
  timeOf: (item: Item) => Instant,
  longestMs: number,
  mostItems: number = MOST_ITEMS,
): TimeGroup<Item>[] {
  const groups: { items: Item[]; from: Instant; to: Instant }[] = [];
  for (const item of [...items].sort((a, b) => timeOf(a) - timeOf(b))) {
    const time = timeOf(item);
    const group = groups.at(-1);
    if (group && group.items.length < mostItems && time - group.from <= longestMs) {
      group.items.push(item);
      group.to = time;
    } else groups.push({ items: [item], from: time, to: time });
  }
  return groups;
}
