import type { Connection, ConnectionArgs } from './connection.ts';
import { readListCursor, writeListCursor } from './list-cursor.ts';

/** The size a page was asked to have, and from which end it is counted. */
type PageSize = { readonly size: number; readonly isBackward: boolean };

/** What cuts a whole list, known in advance and ordered, into pages. */
export type ListOrder<Item> = {
  /** Names the list in its cursors, so that those of another list are refused. */
  readonly name: string;
  readonly partsOf: (item: Item) => readonly string[];
  /** The order of the list, over the parts of a cursor. */
  readonly compare: (a: readonly string[], b: readonly string[]) => number;
};

/** A page out of a list that is known whole. */
type ListPage<Item> = Pick<Connection<Item>, 'edges' | 'pageInfo'>;

/** Between which places a page lies. */
type ListPlaces = { readonly after: readonly string[] | null; readonly before: readonly string[] | null };

/** Reads the cursors of a page; throws BAD_CURSOR for one that is damaged or of another list. */
export function readPlaces<Item>(order: ListOrder<Item>, { after, before }: ConnectionArgs): ListPlaces {
  return {
    after: after == null ? null : readListCursor(order.name, after),
    before: before == null ? null : readListCursor(order.name, before),
  };
}

/** Cuts a page out of an ordered list. A cursor is a place in the order: it goes on also where its own item is gone. */
export function cutPage<Item>(
  items: readonly Item[],
  order: ListOrder<Item>,
  { after, before }: ListPlaces,
  { size, isBackward }: PageSize,
): ListPage<Item> {
  const indexOf = (isThere: (order: number) => boolean, place: readonly string[]): number => {
    const index = items.findIndex((item) => isThere(order.compare(order.partsOf(item), place)));
    return index < 0 ? items.length : index;
  };
  const first = after ? indexOf((compared) => compared > 0, after) : 0;
  const end = Math.max(first, before ? indexOf((compared) => compared >= 0, before) : items.length);
  const [from, to] = isBackward ? [Math.max(first, end - size), end] : [first, Math.min(end, first + size)];
  const edges = items.slice(from, to).map((node) => ({
    node,
    cursor: () => writeListCursor(order.name, order.partsOf(node)),
  }));
  return {
    edges,
    pageInfo: {
      hasNextPage: to < items.length,
      hasPreviousPage: from > 0,
      startCursor: edges.at(0)?.cursor() ?? null,
      endCursor: edges.at(-1)?.cursor() ?? null,
    },
  };
}
