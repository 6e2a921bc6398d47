import type { CallSession } from '../domain/call-session.ts';
import type { Money } from '../domain/money.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { CallCosts } from '../domain/provider.ts';
import type { Recording } from '../domain/recording.ts';
import { waitingAs } from '../time/waiting-as.ts';
import type { Loaders } from './index.ts';
import {
  type AgentField,
  type JoinedCall,
  type JoinedLeg,
  type KnownAgent,
  type PageJoins,
  type Part,
  type RelatedCall,
  type RelatedJoins,
  listOf,
  mapPart,
} from './joined-call.ts';
import { type HangingParts, awaitsLegs, loadHangingParts } from './load-hanging-parts.ts';
import { type NamedParts, loadNamedParts } from './load-named-parts.ts';
import { type FoundCall, loadRelated } from './load-related.ts';
import type { JoinedPart } from '../domain/filter-parts.ts';

/** A page's calls with the parts that were asked for, and everything that stood in the way of one. */
type JoinedPage = {
  /** Throws for a call that is none of the page's. */
  readonly of: (call: CallSession) => JoinedCall;
  readonly problems: readonly ProviderError[];
};

/**
 * Loads the parts of a page's calls, for each provider stage by stage: first what hangs on its calls, then the agents and
 * queues that calls and legs name. What a row carries is not asked for again. Calls that are joined in the same turn, by
 * whomever, share their questions. Never fails for a provider's sake; throws the signal's reason when the caller has gone.
 */
export function joinPage(calls: readonly CallSession[], joins: PageJoins, loaders: Loaders): Promise<JoinedPage> {
  // A page that has its list comes before one that has not.
  return waitingAs({ urgency: 'join' }, () => join(calls, joins, loaders));
}

async function join(calls: readonly CallSession[], joins: PageJoins, loaders: Loaders): Promise<JoinedPage> {
  const [joined, related] = await Promise.all([
    joinOwnParts(calls, joins, loaders),
    joins.related && joinRelated(calls, joins.related, loaders),
  ]);
  if (related) for (const [call, parts] of joined) joined.set(call, { ...parts, related: related.listsOf(call) });
  return {
    of(call) {
      const parts = joined.get(call);
      if (!parts) throw new Error(`the call ${call.provider} ${call.nativeId} was not among those that were joined`);
      return parts;
    },
    problems: [...new Set([...calls.flatMap((call) => problemsOf(joined.get(call))), ...(related?.problems ?? [])])],
  };
}

async function joinOwnParts(
  calls: readonly CallSession[],
  joins: PageJoins,
  loaders: Loaders,
): Promise<Map<CallSession, JoinedCall>> {
  const joined = new Map<CallSession, JoinedCall>();
  const joinCallsOfOne = async (own: readonly CallSession[]): Promise<void> => {
    const [hanging] = await Promise.all([
      loadHangingParts(own, joins, loaders),
      loadNamedParts(namedByRows(own, joins, loaders), joins, loaders),
    ]);
    const [named, transcripts] = await Promise.all([
      loadNamedParts(hanging, joins, loaders),
      joins.transcripts === true ? loadTranscripts(hanging, loaders) : null,
    ]);
    for (const parts of hanging)
      joined.set(parts.call, { ...toJoinedCall(parts, joins, named), transcripts: transcripts?.get(parts.call) });
  };
  // Nobody's agents wait for the legs of another provider, which may be slow to come.
  await Promise.all([...Map.groupBy(calls, ({ provider }) => provider).values()].map(joinCallsOfOne));
  return joined;
}

/** What was said in the recordings of calls, by the native id of each recording whose transcript can be opened. */
async function loadTranscripts(
  calls: readonly HangingParts[],
  loaders: Pick<Loaders, 'transcripts'>,
): Promise<ReadonlyMap<CallSession, ReadonlyMap<string, Part<string>>>> {
  const loads = calls.map(async ({ call, recordings }) => {
    const readable = listOf(recordings).filter(({ transcript }) => transcript?.canOpen === true);
    const texts = readable.map(async (each) => [each.nativeId, await loaders.transcripts.part(each)] as const);
    return [call, new Map(await Promise.all(texts))] as const;
  });
  return new Map(await Promise.all(loads));
}

/** Finds related calls, and joins to them what is read of them: they are calls like those of the page. */
async function joinRelated(calls: readonly CallSession[], joins: RelatedJoins, loaders: Loaders) {
  const found = await loadRelated(calls, joins, loaders);
  const lists = new Map(calls.map((call) => [call, found.listsOf(call)]));
  const distinct = new Set(
    [...lists.values()].flatMap((list) => [...list.values()].flatMap(listOf)).map(({ call }) => call),
  );
  const page = await joinPage([...distinct], joins.joins, loaders);
  const toRelated = ({ call, via }: FoundCall): RelatedCall => ({ session: page.of(call), via });
  return {
    listsOf: (call: CallSession): NonNullable<JoinedCall['related']> =>
      new Map([...(lists.get(call) ?? [])].map(([key, part]) => [key, mapPart(part, (calls) => calls.map(toRelated))])),
    problems: [...found.problems, ...page.problems],
  };
}

/**
 * Where a provider's calls wait for no legs, whom they name can be asked for at once, together with what hangs on them.
 * The loaders remember it for the stage that follows.
 */
function namedByRows(calls: readonly CallSession[], joins: PageJoins, loaders: Loaders): HangingParts[] {
  if (calls.some((call) => awaitsLegs(call, joins, loaders))) return [];
  return calls.map((call) => ({ call, legs: call.legs, recordings: undefined, costs: undefined }));
}

function toJoinedCall(parts: HangingParts, joins: PageJoins, named: NamedParts): Omit<JoinedCall, 'transcripts'> {
  const { call, recordings = null } = parts;
  const readsLegs = joins.legs === true || joins.legAgents !== undefined || joins.legCosts === true;
  return {
    call,
    agents: joins.agents && named.agentsOf(parts),
    queues: joins.queues && named.queuesOf(parts),
    legs: readsLegs ? toJoinedLegs(parts, joins, named) : undefined,
    recordings: joins.recordings === true ? recordings : undefined,
    cost:
      joins.cost === true ? (call.cost === undefined ? costIn(parts, ({ session }) => session) : call.cost) : undefined,
    related: undefined,
  };
}

function toJoinedLegs(parts: HangingParts, joins: PageJoins, named: NamedParts): Part<readonly JoinedLeg[]> {
  const { legs = null, recordings = null } = parts;
  if (legs === null || legs instanceof ProviderError) return legs;
  return legs.map((leg) => ({
    leg,
    agent: named.agentOf(leg),
    recordings: joins.recordings === true ? recordingsOf(leg.nativeId, recordings) : undefined,
    cost:
      leg.cost !== undefined
        ? leg.cost
        : joins.legCosts === true
          ? costIn(parts, ({ legs: costs }) => costs.get(leg.nativeId) ?? null)
          : undefined,
  }));
}

/** Null where a recording does not say which leg it belongs to: an empty list would say that the leg has none. */
function recordingsOf(legId: string, recordings: Part<readonly Recording[]>): Part<readonly Recording[]> {
  if (recordings === null || recordings instanceof ProviderError) return recordings;
  const own = recordings.filter((recording) => recording.legId === legId);
  return own.length === 0 && recordings.some((recording) => recording.legId === undefined) ? null : own;
}

const costIn = ({ costs = null }: HangingParts, pick: (costs: CallCosts) => Money | null): Part<Money> =>
  mapPart(costs, pick);

function problemsOf(joined: Partial<JoinedCall> = {}): ProviderError[] {
  const { agents, queues, legs, recordings, transcripts, cost, related } = joined;
  const parts = [
    agents,
    queues,
    legs,
    recordings,
    cost,
    ...(transcripts?.values() ?? []),
    ...(related?.values() ?? []),
  ];
  const found = parts.filter((part) => part instanceof ProviderError);
  const inLists = [listOf(agents), listOf(queues)].flatMap((items) => items.flatMap(({ problem }) => problem ?? []));
  const inLegs = listOf(legs).flatMap(({ agent, ...leg }) => [
    ...(agent?.problem ? [agent.problem] : []),
    ...[leg.recordings, leg.cost].filter((part) => part instanceof ProviderError),
  ]);
  return [...found, ...inLists, ...inLegs];
}

/**
 * Makes the `joinParts` of timelines and figures: the calls, carrying the parts that a filter or a figure reads. Nothing beyond who took part is
 * asked for, with their names where a filter reads them, and what is loaded here is not loaded again when the page is joined.
 */
export const createJoinParts =
  (loaders: Loaders) =>
  async (
    calls: readonly CallSession[],
    parts: ReadonlySet<JoinedPart>,
    words: readonly string[] = [],
  ): Promise<(CallSession | ProviderError)[]> => {
    const joins = {
      ...((parts.has('agents') || parts.has('agentNames')) && {
        agents: parts.has('agentNames') ? NAMES : NO_FIELDS,
      }),
      ...(parts.has('queues') && { queues: NO_FIELDS }),
      recordings: parts.has('recordings'),
      cost: parts.has('cost'),
    };
    const { returned: returnedLoader, spokenWords: spokenWordsLoader } = loaders;
    const toSpokenWordsKey = (call: CallSession) => ({ provider: call.provider, nativeId: call.nativeId, call, words });
    const [page, returned, spoken] = await Promise.all([
      joinPage(calls, joins, loaders),
      parts.has('isReturned') ? Promise.all(calls.map((call) => returnedLoader.part(call))) : [],
      parts.has('spokenWords') ? Promise.all(calls.map((call) => spokenWordsLoader.part(toSpokenWordsKey(call)))) : [],
    ]);
    return calls.map((call, index) => {
      const { agents, queues, recordings, cost } = page.of(call);
      const isReturned = returned[index];
      const spokenWords = spoken[index];
      const nameless = Array.isArray(agents)
        ? (agents as readonly KnownAgent[]).flatMap(({ problem }) => problem ?? [])
        : [];
      const failure = [agents, queues, recordings, cost, isReturned, spokenWords, ...nameless].find(
        (part) => part instanceof ProviderError,
      );
      if (failure) return failure;
      // Checked just now: none of the parts is an error.
      const found = { agents, queues, recordings, cost, isReturned, spokenWords } as Pick<
        CallSession,
        'agents' | 'queues' | 'recordings' | 'cost' | 'isReturned' | 'spokenWords'
      >;
      return { ...call, ...Object.fromEntries(Object.entries(found).filter(([, part]) => part !== undefined)) };
    });
  };

const NO_FIELDS: ReadonlySet<never> = new Set();
const NAMES: ReadonlySet<AgentField> = new Set(['displayName']);
