/** What places a call in the timeline. */
export type Placed = { readonly id: string; readonly startedAt: string };

/** Puts calls where they belong in rows that are newest first; one that is there already is replaced. */
export function withCalls<T extends Placed>(rows: readonly T[], calls: readonly T[]): readonly T[] {
  if (calls.length === 0) return rows;
  const changed = new Map(calls.map((call) => [call.id, call]));
  const next: T[] = [];
  for (const row of rows) {
    const call = changed.get(row.id);
    if (call === undefined) next.push(row);
    else if (call.startedAt === row.startedAt) {
      next.push(call);
      changed.delete(row.id);
    }
  }
  for (const call of changed.values()) next.splice(placeOf(next, call.startedAt), 0, call);
  return next;
}

export function withoutCalls<T extends Placed>(rows: readonly T[], ids: ReadonlySet<string>): readonly T[] {
  return rows.some(({ id }) => ids.has(id)) ? rows.filter(({ id }) => !ids.has(id)) : rows;
}

/** The rows with a page of older ones below. A call that a change has brought meanwhile is there once. */
export function withOlder<T extends Placed>(rows: readonly T[], page: readonly T[]): readonly T[] {
  return [...rows, ...without(page, rows)];
}

/** The rows with newer ones above, from a page that was read oldest first. */
export function withNewer<T extends Placed>(rows: readonly T[], page: readonly T[]): readonly T[] {
  return [...without(page, rows).reverse(), ...rows];
}

/** Where the first row stands that did not start after a moment: newer ones go above those of the same second. */
export function placeOf(rows: readonly Placed[], startedAt: string): number {
  const at = Date.parse(startedAt);
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Date.parse(rows[middle]!.startedAt) > at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function without<T extends Placed>(page: readonly T[], rows: readonly T[]): T[] {
  const known = new Set(rows.map(({ id }) => id));
  return page.filter(({ id }) => !known.has(id));
}
