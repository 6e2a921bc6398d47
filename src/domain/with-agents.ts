import type { CallFilter } from './call-filter.ts';

/** The filter, and one of these agents took part: the others that it asks for took part beside them. */
export function withAgents(filter: CallFilter, agentIds: readonly string[]): CallFilter {
  const { agentIds: own, alongside: others = [], ...rest } = filter;
  const asked = [agentIds, ...(own ? [own] : []), ...others].map((ids) => new Set(ids));
  // Whoever is of a list is of every longer list that holds it: of those, nothing more is asked.
  const telling = asked.filter((ids, index) => !asked.some((other, place) => says(other, place, ids, index)));
  const [first = [], ...alongside] = telling.map((ids) => [...ids]);
  return { ...rest, agentIds: first, ...(alongside.length > 0 && { alongside }) };
}

/** Whether one list makes another one needless; of two that are the same, the first does. */
const says = (list: ReadonlySet<string>, place: number, other: ReadonlySet<string>, otherPlace: number): boolean =>
  place !== otherPlace && list.isSubsetOf(other) && (list.size < other.size || place < otherPlace);
