import { type CallFilter, type CallFilterField, matchesFilter } from '../domain/call-filter.ts';
import type { CallSession } from '../domain/call-session.ts';
import { type JoinedPart, isJoined, joinsOf, transcriptWordsOf } from '../domain/filter-parts.ts';
import { ProviderError } from '../domain/provider-error.ts';

/**
 * Joins parts to calls of one provider, in their order; an error in the slot of a call whose part cannot be had. `words` are
 * those that are looked for in what was said.
 */
export type JoinParts = (
  calls: readonly CallSession[],
  parts: ReadonlySet<JoinedPart>,
  words?: readonly string[],
) => Promise<readonly (CallSession | ProviderError)[]>;

/** Applies what a provider leaves of a filter: the calls that pass, in their order, and what stood in the way of knowing. */
export type ResidualFilter = (
  calls: readonly CallSession[],
) => Promise<{ readonly calls: readonly CallSession[]; readonly problems: readonly ProviderError[] }>;

/** Makes the part of a filter that is applied above the port. */
export function createResidualFilter(
  filter: CallFilter,
  left: readonly CallFilterField[],
  joinParts: JoinParts,
): ResidualFilter {
  const plain = left.filter((field) => joinsOf(filter, [field]).length === 0);
  const joined = left.filter((field) => !plain.includes(field));
  const parts = new Set(joinsOf(filter, joined));
  const words = transcriptWordsOf(filter);
  return async (calls) => {
    // What costs nothing goes first: a join is asked only for calls that may still pass.
    const candidates = plain.length === 0 ? calls : calls.filter((call) => matchesFilter(call, filter, plain));
    if (joined.length === 0 || candidates.length === 0) return { calls: candidates, problems: [] };
    const isWhole = candidates.every((call) => [...parts].every((part) => isJoined(call, part)));
    const slots = isWhole ? candidates : await joinParts(candidates, parts, words);
    return {
      calls: slots.filter(
        (slot): slot is CallSession => !(slot instanceof ProviderError) && matchesFilter(slot, filter, joined),
      ),
      problems: slots.filter((slot) => slot instanceof ProviderError),
    };
  };
}
