import { toDay } from '../filters/dates.ts';
import type { Placed } from './rows.ts';

/** What the list shows one below the other: calls, and above the first of each day its name. */
export type Item<T> =
  | { readonly kind: 'day'; readonly key: string; readonly startedAt: string }
  | { readonly kind: 'call'; readonly key: string; readonly call: T }
  | { readonly kind: 'end'; readonly key: 'end' };

/** The items of rows that are newest first, by days of the viewer's calendar. */
export function toItems<T extends Placed>(calls: readonly T[]): readonly Item<T>[] {
  const items: Item<T>[] = [];
  let last = '';
  for (const call of calls) {
    const day = dayOf(call);
    if (day !== last) items.push({ kind: 'day', key: day, startedAt: call.startedAt });
    last = day;
    items.push({ kind: 'call', key: call.id, call });
  }
  return [...items, { kind: 'end', key: 'end' }];
}

/** Noted once: with each page that comes the items of all rows are made anew. */
const days = new WeakMap<Placed, string>();

function dayOf(call: Placed): string {
  const day = days.get(call) ?? toDay(new Date(call.startedAt));
  days.set(call, day);
  return day;
}
