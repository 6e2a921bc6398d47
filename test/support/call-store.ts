import { type CallSession, compareCalls } from '../../src/domain/call-session.ts';
import { type Instant, ceilToSecond } from '../../src/time/instant.ts';
import type { ListQuery } from '../../src/domain/provider.ts';

/** Calls in order of the timeline, found by time and by id. */
export type CallStore = {
  readonly size: number;
  get(nativeId: string): CallSession | undefined;
  within(from: Instant, to: Instant): CallSession[];
  add(calls: readonly CallSession[]): void;
};

/** Makes a store of calls given in any order. */
export function createCallStore(initial: readonly CallSession[]): CallStore {
  let calls = initial.toSorted(compareCalls);
  const byId = new Map(calls.map((call) => [call.nativeId, call]));
  const indexAtOrAfter = (instant: Instant): number => {
    let low = 0;
    let high = calls.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((calls[middle]?.startedAt ?? Infinity) < instant) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    get size() {
      return calls.length;
    },
    get: (nativeId) => byId.get(nativeId),
    within: (from, to) => calls.slice(indexAtOrAfter(from), indexAtOrAfter(to)),
    add(late) {
      calls = [...calls, ...late].sort(compareCalls);
      for (const call of late) byId.set(call.nativeId, call);
    },
  };
}

export type StoredPage = { readonly rows: readonly CallSession[]; readonly through: Instant; readonly isLast: boolean };

/** Pages through a store as a vendor with windows does; every page reads what the store holds by then. */
export function* pageThrough(
  store: CallStore,
  query: Pick<ListQuery, 'range' | 'direction'>,
  matches: (call: CallSession) => boolean,
  { size, windowMs }: { readonly size: number; readonly windowMs: number },
): Generator<StoredPage, void, undefined> {
  const isAscending = query.direction === 'ASC';
  let [from, to] = [ceilToSecond(query.range.from), ceilToSecond(query.range.to)];
  let span = windowMs;
  do {
    const edge = isAscending ? Math.min(to, from + span) : Math.max(from, to - span);
    const found = (isAscending ? store.within(from, edge) : store.within(edge, to).reverse()).filter(matches);
    span = found.length === 0 ? span * 4 : windowMs;
    // A page ends between two seconds, however many calls the last one has.
    const last = found[size - 1]?.startedAt;
    const isIn = ({ startedAt }: CallSession) =>
      last === undefined || (isAscending ? startedAt <= last : startedAt >= last);
    const through = last === undefined ? edge : isAscending ? last + 1000 : last;
    if (isAscending) from = through;
    else to = through;
    yield { rows: found.filter(isIn), through, isLast: from >= to };
  } while (from < to);
}
