import type { CallFilter, VendorFilter } from '../domain/call-filter.ts';
import type { AgentKey, People, PersonKey } from '../domain/people.ts';
import type { ProviderError } from '../domain/provider-error.ts';
import { withAgents } from '../domain/with-agents.ts';
import type { Instant } from '../time/instant.ts';
import type { Provider } from '../domain/provider.ts';
import { builder } from './builder.ts';
import type { GraphContext } from './context.ts';
import { readIdOf } from './global-id.ts';
import { createGraphError } from './graph-error.ts';
import { PHONE_NUMBER_BOUNDS, boundedBy } from './input-bounds.ts';
import { CallDirectionRef, CallKindRef, CallOutcomeRef } from './outcome.ts';
import { providerOfArgument } from './provider.ts';
import { DateTimeRangeRef, IntRangeRef, readDateTimeRange, readIntRange } from './ranges.ts';
import { narrowsOnly, vendorGraphOf, vendorGraphs } from './vendor-graph.ts';

/** Each may have an agent at every provider, and vendors are asked for few at once. */
const MAX_PEOPLE = 500;

const WHOLE_NUMBERS = 'Whole numbers only: a part of a number matches nothing.';

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
    personIds: t.idList({
      ...boundedBy({ maxValues: MAX_PEOPLE }),
      description:
        'Who took part, each a Person.id: any of their agents at any provider. Beside agentIds: one of each took part. Unknown people match nothing.',
    }),
    queueIds: t.idList({
      description: 'Which queue it waited in, each a Queue.id. Providers that have none of these queues are left out.',
    }),
    number: t.stringList({
      scope: 'numbers:read',
      ...boundedBy(PHONE_NUMBER_BOUNDS),
      description: `The customer's number or the company's, in any spelling: +44 7700 900123, 07700900123. ${WHOLE_NUMBERS}`,
    }),
    customerNumber: t.stringList({
      scope: 'numbers:read',
      ...boundedBy(PHONE_NUMBER_BOUNDS),
      description: `The customer's number, in any spelling. ${WHOLE_NUMBERS}`,
    }),
    lineNumber: t.stringList({
      ...boundedBy(PHONE_NUMBER_BOUNDS),
      description: `The company's number, in any spelling. ${WHOLE_NUMBERS}`,
    }),
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
          description: narrowsOnly(vendor.vendorName),
        }),
      ]),
    ),
  }),
});

export type CallSessionFilterInput = typeof CallSessionFilterRef.$inferInput;

/** A filter that a client wrote, split up: the range, and for each provider that may match what it is asked. */
export type CallSessionFilter = {
  readonly range: { readonly from?: Instant; readonly to?: Instant };
  readonly filters: ReadonlyMap<Provider, CallFilter>;
  /** Why agents of the people that it names may be missing. */
  readonly problems: readonly ProviderError[];
};

/**
 * Reads a filter. Throws BAD_FILTER, UNSUPPORTED_FILTER, BAD_ID and UNKNOWN_PROVIDER before anybody is asked. Directories
 * are read where it names people.
 */
export async function readCallSessionFilter(
  input: CallSessionFilterInput | null | undefined,
  context: Pick<GraphContext, 'providers' | 'loaders'>,
): Promise<CallSessionFilter> {
  const named: PersonKey[] = [];
  const draft = splitCallSessionFilter(input, context, (keys) => {
    named.push(...keys);
    return () => [];
  });
  if (named.length === 0) return { ...draft, problems: [] };
  const people = await context.loaders.people();
  return {
    ...splitCallSessionFilter(input, context, (keys) => agentsOf(keys, people)),
    problems: people.problems.filter(({ provider }) => [...draft.filters.keys()].some(({ key }) => key === provider)),
  };
}

/** Tells which agents people are at a provider, by native id. */
export type AgentsOfPeople = (people: readonly PersonKey[]) => (provider: Provider) => readonly string[];

/** Splits a filter up without asking anybody. */
export function splitCallSessionFilter(
  input: CallSessionFilterInput | null | undefined,
  context: Pick<GraphContext, 'providers'>,
  agentsOfPeople: AgentsOfPeople,
): Omit<CallSessionFilter, 'problems'> {
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
  const ofPeople = input.personIds && agentsOfPeople(input.personIds.map((id) => readIdOf('Person', id).key));
  const vendorFilters: Readonly<Record<string, unknown>> = input;
  const filters = new Map<Provider, CallFilter>();
  for (const provider of providers) {
    const vendor = vendorFilters[vendorGraphOf(provider.kind)?.filterField ?? ''];
    const own: CallFilter = {
      ...shared,
      // A provider that none of the ids belongs to is left with an empty list, which matches nothing.
      ...(agentIds && { agentIds: agentIds.get(provider.key) ?? [] }),
      ...(queueIds && { queueIds: queueIds.get(provider.key) ?? [] }),
      ...(vendor != null && { vendor: vendor as VendorFilter }),
    };
    filters.set(provider, ofPeople ? withAgents(own, ofPeople(provider)) : own);
  }
  return { range: input.startedAt ? readDateTimeRange(input.startedAt, 'filter.startedAt') : {}, filters };
}

/** Somebody whom no directory lists may still be named by calls. */
function agentsOf(keys: readonly PersonKey[], people: People): ReturnType<AgentsOfPeople> {
  const agents = keys.flatMap(
    (key): readonly AgentKey[] => people.find(key)?.agents ?? (key.by === 'agent' ? [key] : []),
  );
  const byProvider = Map.groupBy(agents, ({ provider }) => provider);
  return ({ key }) => [...new Set(byProvider.get(key)?.map(({ nativeId }) => nativeId))];
}

/** Without a digit it is no number: nothing would match it, and looking for it would read everything. */
function readNumbers(numbers: readonly string[], path: string): readonly string[] {
  if (numbers.every((number) => /\d/.test(number))) return numbers;
  throw createGraphError(
    'BAD_FILTER',
    `${path}: one of the values has no digit, so it is no number. Leave it out, or give a whole number in any spelling.`,
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
