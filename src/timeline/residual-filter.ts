import { type CallFilter, type CallFilterField, fieldsOf, matchesFilter } from '../domain/call-filter.ts';
import type { CallField } from '../domain/call-selection.ts';
import type { CallSession } from '../domain/call-session.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { FilterPlan, Provider } from '../domain/provider.ts';

/** A part of a call that a filter reads and a list row may leave to be joined. */
export type FilteredPart = 'agents' | 'queues' | 'recordings';

/** Joins parts to calls of one provider, in their order; an error in the slot of a call whose part cannot be had. */
export type JoinParts = (
  provider: Provider,
  calls: readonly CallSession[],
  parts: ReadonlySet<FilteredPart>,
  signal: AbortSignal,
) => Promise<readonly (CallSession | ProviderError)[]>;

/** The fields of a filter that its provider leaves to the caller. */
export type ResidualFilter = {
  readonly fields: readonly CallFilterField[];
  /** Fields of a call that these read. */
  readonly reads: readonly CallField[];
  /** The calls that pass, in their order, and what stood in the way of knowing. */
  apply(
    calls: readonly CallSession[],
    signal: AbortSignal,
  ): Promise<{ readonly calls: readonly CallSession[]; readonly problems: readonly ProviderError[] }>;
};

/** Makes the part of a filter that is applied above the port. */
export function createResidualFilter(
  provider: Provider,
  filter: CallFilter,
  plan: FilterPlan,
  joinParts: JoinParts,
): ResidualFilter {
  const fields = fieldsOf(filter).filter((field) => field !== 'vendor' && !plan.applied.has(field));
  const plain = fields.filter((field) => PART_OF[field] === undefined);
  const joined = fields.filter((field) => PART_OF[field] !== undefined);
  const parts = new Set(joined.flatMap((field) => PART_OF[field] ?? []));
  return {
    fields,
    reads: fields.flatMap((field) => READS[field]),
    async apply(calls, signal) {
      // What costs nothing goes first: a join is asked only for calls that may still pass.
      const candidates = plain.length === 0 ? calls : calls.filter((call) => matchesFilter(call, filter, plain));
      if (joined.length === 0 || candidates.length === 0) return { calls: candidates, problems: [] };
      const isWhole = candidates.every((call) => [...parts].every((part) => call[part] !== undefined));
      const slots = isWhole ? candidates : await joinParts(provider, candidates, parts, signal);
      return {
        calls: slots.filter(
          (slot) => !(slot instanceof ProviderError) && matchesFilter(slot, filter, joined),
        ) as CallSession[],
        problems: slots.filter((slot) => slot instanceof ProviderError),
      };
    },
  };
}

const PART_OF: Partial<Record<CallFilterField, FilteredPart>> = {
  agentIds: 'agents',
  queueIds: 'queues',
  hasRecording: 'recordings',
};

const READS: Record<CallFilterField, readonly CallField[]> = {
  direction: ['direction'],
  kind: ['kind'],
  outcome: ['outcome'],
  agentIds: ['agents'],
  queueIds: ['queues', 'legs'],
  number: ['customer', 'line'],
  customerNumber: ['customer'],
  lineNumber: ['line'],
  durationSeconds: ['durationSeconds'],
  hasRecording: ['recordings'],
  vendor: [],
};
