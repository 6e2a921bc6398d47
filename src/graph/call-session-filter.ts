import type { CallFilter, VendorFilter } from '../domain/call-filter.ts';
import type { Instant } from '../time/instant.ts';
import type { Provider } from '../domain/provider.ts';
import { builder } from './builder.ts';
import type { GraphContext } from './context.ts';
import { readIdOf } from './global-id.ts';
import { createGraphError } from './graph-error.ts';
import { CallDirectionRef, CallKindRef, CallOutcomeRef } from './outcome.ts';
import { providerOfArgument } from './provider.ts';
import { DateTimeRangeRef, IntRangeRef, readDateTimeRange, readIntRange } from './ranges.ts';
import { vendorGraphs } from './vendor-graph.ts';

export const CallSessionFilterRef = builder.inputType('CallSessionFilter', {
  description:
    'Which calls are wanted. Different fields: and. Several values of one field: or. An empty list: none, and nobody is asked.',
  fields: (t) => ({
    providers: t.idList({ description: 'Keys of the providers to read, as Provider.key has them; all when left out.' }),
    startedAt: t.field({
      type: DateTimeRangeRef,
      description:
        'When the call started. Without it: from now back to where the history of each provider begins (its historySince setting).',
    }),
    direction: t.field({ type: [CallDirectionRef], description: 'Which way the call went.' }),
    kind: t.field({ type: [CallKindRef], description: 'What sort of call it was.' }),
    outcome: t.field({ type: [CallOutcomeRef], description: 'How the call ended.' }),
    agentIds: t.idList({
      description: 'Who took part, each an Agent.id. Providers that have none of these agents are left out.',
    }),
    queueIds: t.idList({
      description: 'Which queue it waited in, each a Queue.id. Providers that have none of these queues are left out.',
    }),
    number: t.stringList({
      description: "The customer's number or the company's, in any spelling: +44 7700 900123, 07700900123.",
    }),
    customerNumber: t.stringList({ description: "The customer's number, in any spelling." }),
    lineNumber: t.stringList({ description: "The company's number, in any spelling." }),
    durationSeconds: t.field({
      type: IntRangeRef,
      description: 'How long the call lasted, min and max included. A call of unknown duration passes no such filter.',
    }),
    hasRecording: t.boolean({ description: 'Whether the call has a recording or a voice mail.' }),
    ...Object.fromEntries(
      vendorGraphs().map((vendor) => [
        vendor.filterField,
        t.field({
          type: vendor.filterInput,
          description: `Narrows the calls of ${vendor.vendorName} by what only it knows; calls of other vendors pass.`,
        }),
      ]),
    ),
  }),
});

export type CallSessionFilterInput = typeof CallSessionFilterRef.$inferInput;

/** A filter that a client wrote, taken apart: the range, and for each provider that may match what it is asked. */
export type CallSessionFilter = {
  readonly range: { readonly from?: Instant; readonly to?: Instant };
  readonly filters: ReadonlyMap<Provider, CallFilter>;
};

/** Reads a filter. Throws BAD_FILTER, UNSUPPORTED_FILTER, BAD_ID and UNKNOWN_PROVIDER before anybody is asked. */
export function readCallSessionFilter(
  input: CallSessionFilterInput | null | undefined,
  context: Pick<GraphContext, 'providers'>,
): CallSessionFilter {
  if (!input) return { range: {}, filters: new Map([...context.providers.values()].map((each) => [each, {}])) };
  const providers = input.providers?.map((key) => providerOfArgument(key, context)) ?? context.providers.values();
  const shared: CallFilter = {
    ...(input.direction && { direction: input.direction }),
    ...(input.kind && { kind: input.kind }),
    ...(input.outcome && { outcome: input.outcome }),
    ...(input.number && { number: readNumbers(input.number, 'filter.number') }),
    ...(input.customerNumber && { customerNumber: readNumbers(input.customerNumber, 'filter.customerNumber') }),
    ...(input.lineNumber && { lineNumber: readNumbers(input.lineNumber, 'filter.lineNumber') }),
    ...(input.durationSeconds && {
      durationSeconds: readIntRange(input.durationSeconds, 'filter.durationSeconds'),
    }),
    ...(input.hasRecording != null && { hasRecording: input.hasRecording }),
  };
  const agentIds = input.agentIds && nativeIdsByProvider('Agent', input.agentIds);
  const queueIds = input.queueIds && nativeIdsByProvider('Queue', input.queueIds);
  const vendorFilters = readVendorFilters(input);
  const filters = new Map<Provider, CallFilter>();
  for (const provider of providers) {
    const vendor = vendorFilters.get(provider.kind);
    filters.set(provider, {
      ...shared,
      // A provider that none of the ids belongs to is left with an empty list, which matches nothing.
      ...(agentIds && { agentIds: agentIds.get(provider.key) ?? [] }),
      ...(queueIds && { queueIds: queueIds.get(provider.key) ?? [] }),
      ...(vendor && { vendor }),
    });
  }
  return { range: input.startedAt ? readDateTimeRange(input.startedAt, 'filter.startedAt') : {}, filters };
}

/** A blank is no number: nothing matches it, and looking for it would read everything. */
function readNumbers(numbers: readonly string[], path: string): readonly string[] {
  if (numbers.every((number) => number.trim() !== '')) return numbers;
  throw createGraphError(
    'BAD_FILTER',
    `${path}: a blank is no number. Leave it out, or give the number in any spelling.`,
  );
}

function nativeIdsByProvider(type: 'Agent' | 'Queue', ids: readonly string[]): Map<string, string[]> {
  const byProvider = new Map<string, string[]>();
  for (const id of new Set(ids)) {
    const { provider, nativeId } = readIdOf(type, id);
    byProvider.set(provider, [...(byProvider.get(provider) ?? []), nativeId]);
  }
  return byProvider;
}

function readVendorFilters(input: CallSessionFilterInput): Map<Provider['kind'], VendorFilter> {
  const written: Readonly<Record<string, unknown>> = input;
  const read = new Map<Provider['kind'], VendorFilter>();
  for (const { kind, filterField, readFilter } of vendorGraphs()) {
    const value = written[filterField];
    if (value != null) read.set(kind, readFilter(value));
  }
  return read;
}
