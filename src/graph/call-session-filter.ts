import type { CallFilter, VendorFilter } from '../domain/call-filter.ts';
import { type Caller, missingScope } from '../domain/caller.ts';
import type { AgentKey, People, PersonKey } from '../domain/people.ts';
import type { ProviderError } from '../domain/provider-error.ts';
import { withAgents } from '../domain/with-agents.ts';
import type { Instant } from '../time/instant.ts';
import type { Provider } from '../domain/provider.ts';
import { builder } from './builder.ts';
import type { GraphContext } from './context.ts';
import { readIdOf } from './global-id.ts';
import { digitsOf } from '../domain/phone-number.ts';
import { createGraphError } from './graph-error.ts';
import { PHONE_NUMBER_BOUNDS, SEARCH_BOUNDS, boundedBy } from './input-bounds.ts';
import { CallDirectionRef, CallKindRef, CallOutcomeRef } from './outcome.ts';
import { providerOfArgument } from './provider.ts';
import { DateTimeRangeRef, IntRangeRef, readDateTimeRange, readIntRange } from './ranges.ts';
import { narrowsOnly, vendorGraphOf, vendorGraphs } from './vendor-graph.ts';

/** Each may have an agent at every provider, and vendors are asked for few at once. */
const MAX_PEOPLE = 500;

const WHOLE_NUMBERS = 'Whole numbers only: a part of a number matches nothing.';

const KEPT_OR_READ =
  'No vendor has this filter: it costs them nothing over what is kept, and elsewhere calls are read and tested here.';

/** A filter as clients write it; beside these fields, the one of each vendor. It holds itself, which no type infers. */
export type CallSessionFilterInput = {
  readonly [Name in keyof Written]?: Written[Name] | null | undefined;
};

type Written = Omit<
  CallFilter,
  'alongside' | 'searchesTranscripts' | 'vendor' | 'startedAt' | 'not' | (typeof RANGE_FIELDS)[number]
> & {
  providers: readonly string[];
  personIds: readonly string[];
  startedAt: typeof DateTimeRangeRef.$inferInput;
  not: CallSessionFilterInput;
} & Record<(typeof RANGE_FIELDS)[number], typeof IntRangeRef.$inferInput>;

export const CallSessionFilterRef = builder.inputRef<CallSessionFilterInput>('CallSessionFilter').implement({
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
    numberContains: t.string({
      scope: 'numbers:read',
      ...boundedBy(SEARCH_BOUNDS),
      description: `Three digits or more that stand together anywhere in the customer's or the company's number, as sent or as E.164: "77009". ${KEPT_OR_READ}`,
    }),
    text: t.string({
      scope: 'numbers:read',
      ...boundedBy(SEARCH_BOUNDS),
      description:
        "Words, in any order and case, each a part of the customer's name, the note and the agents' names taken together; for whoever has " +
        'recordings:read also of what was said, in calls whose transcripts are kept (the setting history.keepTranscripts): no transcript is ' +
        `read for a search, and filters of callSessionChanges do not look through any. ${KEPT_OR_READ}`,
    }),
    talkSeconds: t.field({
      type: IntRangeRef,
      description: `How long they spoke, min and max included. A call of unknown talk time passes no such filter. ${KEPT_OR_READ}`,
    }),
    waitSeconds: t.field({
      type: IntRangeRef,
      description: `How long the customer waited, min and max included. A call of unknown waiting time passes no such filter. ${KEPT_OR_READ}`,
    }),
    rating: t.field({
      type: IntRangeRef,
      description: `How the call was rated, min and max included. A call without a rating passes no such filter. ${KEPT_OR_READ}`,
    }),
    isReturned: t.boolean({
      description:
        'Inbound calls that nobody answered and whose customer has (true) or has not (false) since spoken with anybody: answered a call back, or rang ' +
        "again and was answered, in whichever provider and however the number is spelled, also past the range's end. `providers` narrows the missed calls " +
        'only. Calls without a number, and blocked, internal and unknown ones, match neither. Needs a history that is kept from the range on: else UNSUPPORTED_FILTER.',
    }),
    not: t.field({
      type: CallSessionFilterRef,
      description:
        'Leaves out what it matches: `not: {}` leaves out everything. It cannot hold a filter of one vendor.',
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
  context: FilterContext & Pick<GraphContext, 'loaders'>,
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

/** Whose filter it is: transcripts are searched for those who may read them, and not where it is null. */
type FilterContext = Pick<GraphContext, 'providers'> & { readonly caller: Caller | null };

/** Tells which agents people are at a provider, by native id. */
type AgentsOfPeople = (people: readonly PersonKey[]) => (provider: Provider) => readonly string[];

/** Splits a filter up without asking anybody. */
export function splitCallSessionFilter(
  input: CallSessionFilterInput | null | undefined,
  context: FilterContext,
  agentsOfPeople: AgentsOfPeople,
): Omit<CallSessionFilter, 'problems'> {
  if (!input) return { range: {}, filters: new Map([...context.providers.values()].map((each) => [each, {}])) };
  const conditionsFor = readConditions(input, 'filter', context, agentsOfPeople);
  const vendorFilters = input as Readonly<Record<string, unknown>>;
  const filters = new Map<Provider, CallFilter>();
  for (const provider of providersOf(input, context)) {
    const filter = conditionsFor(provider);
    const vendor = vendorFilters[vendorGraphOf(provider.kind)?.filterField ?? ''];
    filters.set(provider, { ...filter, ...(vendor != null && { vendor: vendor as VendorFilter }) });
  }
  return { range: input.startedAt ? readDateTimeRange(input.startedAt, 'filter.startedAt') : {}, filters };
}

const providersOf = (input: CallSessionFilterInput, context: Pick<GraphContext, 'providers'>): ReadonlySet<Provider> =>
  new Set(input.providers?.map((key) => providerOfArgument(key, context)) ?? context.providers.values());

/** Reads what is the same for all providers once, and gives what each is asked. */
function readConditions(
  input: CallSessionFilterInput,
  path: string,
  context: FilterContext,
  agentsOfPeople: AgentsOfPeople,
): (provider: Provider) => CallFilter {
  const readsTranscripts = context.caller !== null && missingScope(context.caller, ['recordings:read']) === null;
  const shared: CallFilter = {
    ...(input.direction && { direction: input.direction }),
    ...(input.kind && { kind: input.kind }),
    ...(input.outcome && { outcome: input.outcome }),
    ...readFields(input, NUMBER_FIELDS, path, readNumbers),
    ...(input.numberContains != null && {
      numberContains: readDigits(input.numberContains, `${path}.numberContains`),
    }),
    ...(input.text != null && { text: input.text, ...(readsTranscripts && { searchesTranscripts: true }) }),
    ...readFields(input, RANGE_FIELDS, path, readIntRange),
    ...(input.hasRecording != null && { hasRecording: input.hasRecording }),
    ...(input.isReturned != null && { isReturned: input.isReturned }),
  };
  const agentIds = input.agentIds && idsAtEach(input.agentIds.map((id) => readIdOf('Agent', id)));
  const queueIds = input.queueIds && idsAtEach(input.queueIds.map((id) => readIdOf('Queue', id)));
  const notFor = input.not && readNot(input.not, `${path}.not`, context, agentsOfPeople);
  const ofPeople = input.personIds && agentsOfPeople(input.personIds.map((id) => readIdOf('Person', id).key));
  return (provider) => {
    const own: CallFilter = {
      ...shared,
      // A provider that none of the ids belongs to is left with an empty list, which matches nothing.
      ...(agentIds && { agentIds: agentIds(provider) }),
      ...(queueIds && { queueIds: queueIds(provider) }),
      ...(notFor && { not: notFor(provider) }),
    };
    return ofPeople ? withAgents(own, ofPeople(provider)) : own;
  };
}

/** A filter within `not` says by itself of which providers, and of when, it leaves calls out. */
function readNot(
  input: CallSessionFilterInput,
  path: string,
  context: FilterContext,
  agentsOfPeople: AgentsOfPeople,
): (provider: Provider) => CallFilter {
  const given = input as Readonly<Record<string, unknown>>;
  const vendor = vendorGraphs().find(({ filterField }) => given[filterField] != null);
  if (vendor)
    throw createGraphError(
      'UNSUPPORTED_FILTER',
      `${path}.${vendor.filterField}: what only one vendor understands cannot be turned round. Its own filter has conditions that leave calls out: move it out of \`not\`.`,
    );
  const conditionsFor = readConditions(input, path, context, agentsOfPeople);
  const providers = providersOf(input, context);
  const startedAt = input.startedAt && readDateTimeRange(input.startedAt, `${path}.startedAt`);
  return (provider) => ({
    ...conditionsFor(provider),
    ...(startedAt && { startedAt }),
    // Of other providers it leaves nothing out.
    ...(!providers.has(provider) && { kind: [] }),
  });
}

const NUMBER_FIELDS = ['number', 'customerNumber', 'lineNumber'] as const;
const RANGE_FIELDS = ['durationSeconds', 'talkSeconds', 'waitSeconds', 'rating'] as const;

/** Reads those of some fields that are given, all alike. */
function readFields<Field extends keyof CallSessionFilterInput, Value>(
  input: CallSessionFilterInput,
  fields: readonly Field[],
  path: string,
  read: (value: NonNullable<CallSessionFilterInput[Field]>, path: string) => Value,
): Partial<Record<Field, Value>> {
  const given = fields.flatMap((field) => {
    const value = input[field];
    return value == null ? [] : [[field, read(value, `${path}.${field}`)] as const];
  });
  return Object.fromEntries(given) as Partial<Record<Field, Value>>;
}

/** Fewer digits than three are found in most numbers. */
const LEAST_DIGITS = 3;

function readDigits(text: string, path: string): string {
  const digits = digitsOf(text);
  if (digits.length >= LEAST_DIGITS && /^[\d\s()+.\-/]+$/.test(text)) return digits;
  throw createGraphError(
    'BAD_FILTER',
    `${path}: give three digits or more that stand together in a number, and nothing else.`,
  );
}

/** Somebody whom no directory lists may still be named by calls. */
const agentsOf = (keys: readonly PersonKey[], people: People): ReturnType<AgentsOfPeople> =>
  idsAtEach(keys.flatMap((key): readonly AgentKey[] => people.find(key)?.agents ?? (key.by === 'agent' ? [key] : [])));

/** Without a digit it is no number: nothing would match it, and looking for it would read everything. */
function readNumbers(numbers: readonly string[], path: string): readonly string[] {
  if (numbers.every((number) => /\d/.test(number))) return numbers;
  throw createGraphError(
    'BAD_FILTER',
    `${path}: one of the values has no digit, so it is no number. Leave it out, or give a whole number in any spelling.`,
  );
}

/** What of several providers is one's own, by native id: nothing for those that none of it belongs to. */
export function idsAtEach(named: readonly AgentKey[]): (provider: Provider) => readonly string[] {
  const byProvider = Map.groupBy(named, ({ provider }) => provider);
  return ({ key }) => [...new Set(byProvider.get(key)?.map(({ nativeId }) => nativeId))];
}
