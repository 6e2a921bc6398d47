import type { CallFilter } from '../domain/call-filter.ts';

/** Names a filter for a map: the same conditions have the same name, in whichever order their fields were written. */
export const filterText = (filter: CallFilter): string => JSON.stringify(sorted(filter));

/** The same value with its keys in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  );
}
