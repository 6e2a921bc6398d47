import { ProviderError } from '../../../domain/provider-error.ts';
import type { WireFilter } from './wire.ts';
import type { Instant } from '../../../time/instant.ts';

/**
 * Asks for many things at once. How many values a filter takes is not documented: a list that is refused is asked in two
 * halves, as often as told.
 */
export async function askInHalves<Item, Row>(
  items: readonly Item[],
  ask: (some: readonly Item[]) => Promise<readonly Row[]>,
  halvings = Infinity,
): Promise<readonly Row[]> {
  try {
    return await ask(items);
  } catch (error) {
    const isRefused = error instanceof ProviderError && error.kind === 'unsupported';
    if (!isRefused || items.length <= 1 || halvings === 0) throw error;
    const middle = Math.ceil(items.length / 2);
    const halves = [items.slice(0, middle), items.slice(middle)];
    return (await Promise.all(halves.map((half) => askInHalves(half, ask, halvings - 1)))).flat();
  }
}

/** The test for one of some values. */
export const isOneOf = (field: string, values: readonly unknown[]): WireFilter =>
  values.length === 1 ? { field, operator: '=', value: values[0] } : { field, operator: 'in', value: values };

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
