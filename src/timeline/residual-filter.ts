import { type CallFilter, type CallFilterField, matchesFilter } from '../domain/call-filter.ts';
import type { CallSession } from '../domain/call-session.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { Provider } from '../domain/provider.ts';

/** A part of a call that a filter reads and a list row may leave to be joined. */
export type FilteredPart = 'agents' | 'queues' | 'recordings';

/** What else may have to be joined: figures add up costs. */
export type JoinedPart = FilteredPart | 'cost';

/** Joins parts to calls of one provider, in their order; an error in the slot of a call whose part cannot be had. */
export type JoinParts = (
  provider: Provider,
  calls: readonly CallSession[],
  parts: ReadonlySet<JoinedPart>,
  signal: AbortSignal,
) => Promise<readonly (CallSession | ProviderError)[]>;

/** Applies what a provider leaves of a filter: the calls that pass, in their order, and what stood in the way of knowing. */
export type ResidualFilter = (
  calls: readonly CallSession[],
  signal: AbortSignal,
) => Promise<{ readonly calls: readonly CallSession[]; readonly problems: readonly ProviderError[] }>;

/** Makes the part of a filter that is applied above the port. */
export function createResidualFilter(
  provider: Provider,
  filter: CallFilter,
  left: readonly CallFilterField[],
  joinParts: JoinParts,
): ResidualFilter {
  const plain = left.filter((field) => PART_OF[field] === undefined);
  const joined = left.filter((field) => PART_OF[field] !== undefined);
  const parts = new Set(joined.flatMap((field) => PART_OF[field] ?? []));
  return async (calls, signal) => {
    // What costs nothing goes first: a join is asked only for calls that may still pass.
    const candidates = plain.length === 0 ? calls : calls.filter((call) => matchesFilter(call, filter, plain));
    if (joined.length === 0 || candidates.length === 0) return { calls: candidates, problems: [] };
    const isWhole = candidates.every((call) => [...parts].every((part) => call[part] !== undefined));
    const slots = isWhole ? candidates : await joinParts(provider, candidates, parts, signal);
    return {
      calls: slots.filter(
        (slot): slot is CallSession => !(slot instanceof ProviderError) && matchesFilter(slot, filter, joined),
      ),
      problems: slots.filter((slot) => slot instanceof ProviderError),
    };
  };
}

const PART_OF: Partial<Record<CallFilterField, FilteredPart>> = {
  agentIds: 'agents',
  alongside: 'agents',
  queueIds: 'queues',
  hasRecording: 'recordings',
};
