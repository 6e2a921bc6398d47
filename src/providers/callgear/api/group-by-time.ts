import type { Instant } from '../../../time/instant.ts';

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
