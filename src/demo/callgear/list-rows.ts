import { createRandom } from '../create-random.ts';
import type { Columns } from './column.ts';
import { type PageParams, type Params, type SortEntry, readFields, readPage, readSort } from './report-params.ts';
import { order } from './row-filter.ts';

/** Rows that can be had by place, so that a list of any length costs a page. */
export type Rows<Row> = { readonly count: number; at(place: number): Row };

export type SortedBy<Row> = { readonly column: string; readonly keyOf: (row: Row) => number };

export type RowsReply = { readonly data: readonly Record<string, unknown>[]; readonly total: number };

/**
 * Answers a list: sorted by what was asked and by nothing else, so that equal rows come in another order each time, then
 * cut to the page and to the columns. `sortedBy` is the column that the rows come sorted by already.
 */
export function listRows<Row>(
  rows: Rows<Row>,
  columns: Columns<Row>,
  params: Params,
  options: { readonly turn: number; readonly sortedBy?: SortedBy<Row>; readonly comesShort?: boolean },
): RowsReply {
  const page = readPage(params);
  const fields = readFields(params, columns);
  const [sort] = readSort(params, columns);
  const random = createRandom(options.turn);
  const { sortedBy } = options;
  const picked =
    sort !== undefined && sort.field === sortedBy?.column
      ? pickSorted(rows, sortedBy.keyOf, sort.isDescending, page, random)
      : pickAny(rows, columns, sort, page, random);
  const isShort = options.comesShort === true && page.offset + picked.length < rows.count;
  return {
    data: (isShort ? picked.slice(0, -1) : picked).map((row) =>
      Object.fromEntries(fields.map((field) => [field, columns[field]?.read(row) ?? null])),
    ),
    total: rows.count,
  };
}

function pickSorted<Row>(
  rows: Rows<Row>,
  keyOf: (row: Row) => number,
  isDescending: boolean,
  { limit, offset }: PageParams,
  random: () => number,
): Row[] {
  const at = (place: number) => rows.at(isDescending ? rows.count - 1 - place : place);
  const keyAt = (place: number) => keyOf(at(place));
  const end = Math.min(offset + limit, rows.count);
  if (offset >= end) return [];
  // Ties float: the whole group at either end is shuffled, so what falls on a page differs between requests.
  let first = offset;
  while (first > 0 && keyAt(first - 1) === keyAt(offset)) first -= 1;
  let last = end;
  while (last < rows.count && keyAt(last) === keyAt(end - 1)) last += 1;
  const entries = Array.from({ length: last - first }, (_, index) => {
    const row = at(first + index);
    return { row, key: keyOf(row), tie: random() };
  });
  entries.sort((a, b) => (isDescending ? b.key - a.key : a.key - b.key) || a.tie - b.tie);
  return entries.slice(offset - first, end - first).map((entry) => entry.row);
}

function pickAny<Row>(
  rows: Rows<Row>,
  columns: Columns<Row>,
  sort: SortEntry | undefined,
  { limit, offset }: PageParams,
  random: () => number,
): Row[] {
  const all = Array.from({ length: rows.count }, (_, place) => {
    const row = rows.at(place);
    return { row, key: sort && columns[sort.field]?.read(row), tie: random() };
  });
  const direction = sort?.isDescending === true ? -1 : 1;
  // Rows without a value come last going up, first going down.
  const keyed = (key: unknown) => (key == null ? 1 : 0);
  all.sort((a, b) => direction * (keyed(a.key) - keyed(b.key) || order(a.key, b.key)) || a.tie - b.tie);
  return all.slice(offset, offset + limit).map((entry) => entry.row);
}
