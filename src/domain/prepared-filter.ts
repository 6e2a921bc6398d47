import { type CallFilter, type CallFilterField, fieldsOf, matchesFilter, matchesNothing } from './call-filter.ts';
import type { CallSelection } from './call-selection.ts';
import type { CallSession } from './call-session.ts';
import { type JoinedPart, joinsOf, readsOf } from './filter-parts.ts';

/** What a provider has made of a filter, before anybody is asked. */
export type PreparedFilter = {
  /** Fields that lists and counts apply themselves; `vendor` always. */
  readonly applied: ReadonlySet<CallFilterField>;
  /** The other fields it sets: whoever lists the calls applies them. */
  readonly left: readonly CallFilterField[];
  /** True when no call of this provider can match: nobody needs to ask. */
  readonly matchesNothing: boolean;
  /** How many questions each page or window takes, where the vendor cannot be asked for all of it in one; otherwise 1. */
  readonly requestsPerWindow?: number;
  /**
   * Whether a call that was read elsewhere passes the whole filter, the vendor's own part included. `reads` has been
   * brought, and `joins` have been joined. Null where a condition cannot be decided.
   */
  readonly matches: ((call: CallSession) => boolean) | null;
  /**
   * A filter of our own fields that means the same on calls that were read whole: what columns decide. Null where the
   * vendor's own part, or a field that its provider sees differently, says more.
   */
  readonly columns: CallFilter | null;
  /** The conditions of the vendor's own part that no row decides, by their path. */
  readonly undecided: readonly string[];
  /** What `matches` reads of a call. */
  readonly reads: CallReads;
  /** What of it may have to be joined first. */
  readonly joins: readonly JoinedPart[];
};

/** Parts of a call that somebody reads, as a selection names them. */
export type CallReads = Pick<CallSelection, 'fields' | 'details'>;

/** How a provider tests its own part of a filter, and those of our fields that it sees differently. */
export type RowTest = {
  readonly passes: (call: CallSession) => boolean;
  readonly undecided?: readonly string[];
  readonly reads?: Partial<CallReads>;
  /** Our fields that `passes` decides by itself. */
  readonly decides?: readonly CallFilterField[];
  /** Our own fields say the same as `passes` when this stands beside them; {} where nothing need. */
  readonly implies?: CallFilter;
};

/** Puts together what every provider says of a filter. `isBeyond`: the vendor has no call that it could match. */
export function prepareFilter(
  filter: CallFilter,
  { applied, isBeyond = false }: Pick<PreparedFilter, 'applied'> & { readonly isBeyond?: boolean },
  { passes, undecided = [], reads = {}, decides = [], implies = {} }: RowTest,
): PreparedFilter {
  const set = fieldsOf(filter);
  const isNothing = isBeyond || matchesNothing(filter);
  const tested = set.filter((field) => !decides.includes(field));
  return {
    applied,
    left: set.filter((field) => field !== 'vendor' && !applied.has(field)),
    matchesNothing: isNothing,
    matches: undecided.length > 0 ? null : (call) => !isNothing && passes(call) && matchesFilter(call, filter, tested),
    columns: filter.vendor === undefined ? { ...implies, ...filter } : null,
    undecided,
    joins: [...new Set([...joinsOf(filter, tested), ...JOINED_FIELDS.filter((part) => reads.fields?.has(part))])],
    reads: {
      fields: new Set([...readsOf(filter, tested), ...(reads.fields ?? [])]),
      details: reads.details ?? new Set(),
    },
  };
}

const JOINED_FIELDS = ['agents', 'queues', 'recordings'] as const;
