import type { Parameters } from '../api/wire.ts';

/** What remains of a query: parameters, nothing that any call could match, or no way to tell. */
export type Remainder = Parameters | 'nothing' | 'unclear';

const ID_LISTS = ['user_ids', 'cc_queue_ids', 'queue_ids'] as const;

/**
 * Takes out of a query the ids that Zoom's refusal names as unknown ("User does not exist: …"): one of them spoils the
 * whole list for the others.
 */
export function withoutUnknown(query: Parameters, message: string): Remainder {
  const named = new Set(message.split(/[^\w-]+/));
  const lists = ID_LISTS.filter((name) => query[name] !== undefined);
  for (const name of lists) {
    const ids = query[name]?.split(',') ?? [];
    const known = ids.filter((id) => !named.has(id));
    // A refusal that names nobody can only be about the one id there is.
    const isOnlyId = lists.length === 1 && ids.length === 1;
    if (known.length === 0 || isOnlyId) return 'nothing';
    if (known.length < ids.length) return { ...query, [name]: known.join(',') };
  }
  return 'unclear';
}
