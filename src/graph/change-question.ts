import { createJoinParts, joinPage } from '../loaders/join-page.ts';
import type { CallSession } from '../domain/call-session.ts';
import {
  type CallChange,
  type ChangedCall,
  type ChangesPage,
  KEPT_PARTS,
  type KeptHistory,
} from '../domain/kept-history.ts';
import type { ChangePlace, KeptPart } from '../domain/kept-history.ts';
import type { JoinedPart } from '../domain/filter-parts.ts';
import type { PreparedFilter } from '../domain/prepared-filter.ts';
import { orThrow } from '../domain/provider-error.ts';
import type { Provider } from '../domain/provider.ts';
import type { Instant } from '../time/instant.ts';
import type { CallSessionChange } from './call-session-change.ts';
import { type CallSessionFilterInput, readCallSessionFilter } from './call-session-filter.ts';
import { writeChangeCursor } from './change-cursor.ts';
import type { GraphContext } from './context.ts';
import { callSessionId } from './global-id.ts';
import { createGraphError } from './graph-error.ts';
import { type CallPlan, planCalls } from './plan-calls.ts';
import type { Selected } from './selected.ts';

/** Which changes somebody wants to be told of, and what is read of their calls. */
export type ChangeQuestion = {
  readonly range: { readonly from?: Instant; readonly to?: Instant };
  readonly since: Instant | null;
  readonly tests: ReadonlyMap<string, FilterTest>;
  /** Null where no call is selected. */
  readonly plan: CallPlan | null;
  readonly parts: readonly KeptPart[];
};

type FilterTest = {
  readonly provider: Provider;
  readonly matches: NonNullable<PreparedFilter['matches']>;
  readonly joins: ReadonlySet<JoinedPart>;
};

/** Prepares what is asked of changes. Throws what a filter is refused with, before anything is read. */
export async function prepareChangeQuestion(
  {
    filter,
    since,
  }: { readonly filter?: CallSessionFilterInput | null | undefined; readonly since?: Instant | null | undefined },
  change: Selected,
  context: Pick<GraphContext, 'providers' | 'loaders'>,
): Promise<ChangeQuestion> {
  const { range, filters, problems } = await readCallSessionFilter(filter, {
    providers: context.providers,
    loaders: context.loaders,
    // A transcript that comes changes no call: a filter that searched transcripts would miss what it lets pass.
    caller: null,
  });
  // Changes that are passed over are not asked for again.
  if (problems[0]) throw problems[0];
  const plan = planCalls({ sessions: [change.below('session')] });
  const tests = new Map<string, FilterTest>();
  for (const [provider, own] of filters) {
    const { matches, matchesNothing, undecided, joins } = provider.prepare(own, plan.selectionFor(provider.kind));
    if (matchesNothing) continue;
    if (joins.includes('isReturned'))
      throw createGraphError(
        'UNSUPPORTED_FILTER',
        'isReturned is no filter of changes: another call changes it, and its own call is then not told of. Ask callSessions for it.',
      );
    if (matches === null)
      throw createGraphError(
        'UNSUPPORTED_FILTER',
        `What is kept of ${provider.key} does not tell which calls pass ${undecided.join(', ')}. Leave these out of a filter of changes.`,
      );
    tests.set(provider.key, { provider, matches, joins: new Set(joins) });
  }
  const isPlanned = change.has('session');
  const isJoined = isPlanned || [...tests.values()].some(({ joins }) => joins.size > 0);
  return { range, since: since ?? null, tests, plan: isPlanned ? plan : null, parts: isJoined ? KEPT_PARTS : [] };
}

/** A piece of the changes that somebody asks for. */
type ChangePiece = {
  readonly changes: readonly CallSessionChange[];
  /** Where to go on. */
  readonly end: ChangePlace;
  readonly hasMore: boolean;
};

/** A page of rare changes ends early after so many that nobody wants to be told of. */
const MOST_PASSED_OVER = 5000;
const MOST_AT_ONCE = 500;

/** Reads changes until there are so many, or no more. */
export async function readChangePiece(
  question: ChangeQuestion,
  { after, size }: { readonly after: ChangePlace | null; readonly size: number },
  history: Pick<KeptHistory, 'changes'>,
  context: GraphContext,
): Promise<ChangePiece> {
  const told: ToldChange[] = [];
  let place = after;
  let read = 0;
  for (;;) {
    // One more than is shown: that more follow is told of changes that this caller is told of, not of any.
    const limit = read === 0 ? size + 1 : MOST_AT_ONCE;
    const page: ChangesPage = await history.changes({ after: place, limit, parts: question.parts });
    context.signal.throwIfAborted();
    told.push(...(await selectChanges(question, page.changes, context)));
    read += page.changes.length;
    place = page.end;
    const hasMore = told.length > size;
    if (!hasMore && page.hasMore && read < MOST_PASSED_OVER) continue;
    const shown = told.slice(0, size);
    const last = shown.at(-1)?.place ?? after ?? { ...page.end, number: 0 };
    return {
      changes: await toShown(question, shown, context),
      end: hasMore || size === 0 ? last : page.end,
      hasMore: hasMore || page.hasMore,
    };
  }
}

/** A change that is told, with the call where it is there. */
type ToldChange = Omit<CallChange, 'call'> & { readonly call: CallSession | null };

/** Leaves out what nobody asks for. A call that no longer passes the filter is gone for whoever has it. */
async function selectChanges(
  { range, since, tests }: ChangeQuestion,
  changes: readonly CallChange[],
  context: GraphContext,
): Promise<ToldChange[]> {
  const { from = -Infinity, to = Infinity } = range;
  const wanted = changes.filter(
    ({ provider, startedAt, at }) =>
      tests.has(provider) && startedAt >= from && startedAt < to && (since === null || at >= since),
  );
  const passing = new Set<CallChange>();
  const calls = new Map<CallChange, CallSession>();
  for (const [key, own] of Map.groupBy(
    wanted.filter(({ call }) => call !== null),
    ({ provider }) => provider,
  )) {
    const test = tests.get(key)!;
    const whole = own.map(({ call }) => toWholeCall(call!, test.provider));
    const tested = test.joins.size > 0 ? await joinForTest(test, whole, context) : whole;
    for (const [index, change] of own.entries()) {
      calls.set(change, whole[index]!);
      if (test.matches(tested[index]!)) passing.add(change);
    }
  }
  return wanted.flatMap((change): ToldChange | [] => {
    if (passing.has(change)) return { ...change, call: calls.get(change)! };
    return change.kind === 'ADDED' ? [] : { ...change, kind: 'REMOVED', call: null };
  });
}

async function joinForTest({ joins }: FilterTest, calls: readonly CallSession[], context: GraphContext) {
  const slots = await createJoinParts(context.loaders)(calls, joins);
  // Names of agents are all that could be missing of a kept call.
  return slots.map(orThrow);
}

async function toShown(
  { plan }: ChangeQuestion,
  changes: readonly ToldChange[],
  context: GraphContext,
): Promise<CallSessionChange[]> {
  const calls = changes.flatMap(({ call }) => call ?? []);
  const joined = plan && (await joinPage(calls, plan.joins, context.loaders));
  return changes.map(({ kind, at, place, call, ...key }) => ({
    kind,
    at,
    cursor: writeChangeCursor(place),
    sessionId: callSessionId(key),
    session: call && joined && joined.of(call),
  }));
}

/** The call with its kept parts in it, so that nobody is asked for them: null where they were not read yet. */
function toWholeCall({ session, costs }: ChangedCall, provider: Provider): CallSession {
  const legs = session.legs ?? (provider.getLegs ? null : []);
  return {
    ...session,
    legs: legs && legs.map((leg) => ({ ...leg, cost: leg.cost ?? costs?.legs.get(leg.nativeId) ?? null })),
    recordings: session.recordings ?? (provider.getRecordings ? null : []),
    cost: session.cost ?? costs?.session ?? null,
  };
}
