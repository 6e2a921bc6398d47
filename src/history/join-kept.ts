import type { Agent, AgentMention } from '../domain/agent.ts';
import type { CallSession } from '../domain/call-session.ts';
import { type JoinedPart, isJoined, transcriptWordsOf } from '../domain/filter-parts.ts';
import { wordsOf, foldText } from '../domain/fold-text.ts';
import { ProviderError, type Slot } from '../domain/provider-error.ts';
import type { CallFilter } from '../domain/call-filter.ts';
import type { Provider } from '../domain/provider.ts';
import type { ReturnedCalls } from './returned-calls.ts';
import type { StoreAccess } from './store-access.ts';
import type { Account } from './store/account.ts';
import type { FilterKnowledge } from './store/kept-page.ts';

/** Where what a filter reads beyond kept rows comes from. */
export type BeyondRows = {
  readonly access: StoreAccess;
  /** With kept names. */
  readonly getAgents: (ids: readonly string[], signal: AbortSignal) => Promise<Slot<Agent>[]>;
  readonly returned: ReturnedCalls | null;
  /** Null where no transcripts are kept. */
  readonly getSpokenWords: NonNullable<Provider['getSpokenWords']> | null;
};

/** Calls that carry what a filter reads, and why some of them do not and are left out. */
export type JoinedKept = { readonly calls: readonly CallSession[]; readonly problems: readonly ProviderError[] };

/** Joins to kept calls what a filter reads and their rows leave out: names of agents, and whether they were returned. */
export async function joinKept(
  { getAgents, returned, getSpokenWords }: BeyondRows,
  { joins, narrowing }: { readonly joins: readonly JoinedPart[]; readonly narrowing: CallFilter },
  calls: readonly CallSession[],
  signal: AbortSignal,
): Promise<JoinedKept> {
  const problems = new Set<ProviderError>();
  let joined = calls;
  if (joins.includes('spokenWords') && getSpokenWords) {
    const slots = await getSpokenWords(calls, transcriptWordsOf(narrowing), signal);
    joined = calls.flatMap((call, index): CallSession | [] => {
      const spokenWords = slots[index] ?? [];
      if (!(spokenWords instanceof ProviderError)) return { ...call, spokenWords };
      problems.add(spokenWords);
      return [];
    });
  }
  if (joins.includes('isReturned') && returned) {
    const found = await returned.of(joined);
    joined = joined.flatMap((call, index): CallSession | [] => {
      const isReturned = found[index] ?? null;
      if (!(isReturned instanceof ProviderError)) return { ...call, isReturned };
      problems.add(isReturned);
      return [];
    });
  }
  if (!joins.includes('agentNames') || joined.every((call) => isJoined(call, 'agentNames')))
    return { calls: joined, problems: [...problems] };
  const ids = joined.flatMap(({ agents }) => (agents ?? []).filter(isNameless).map(({ nativeId }) => nativeId));
  const agents = await namesOf([...new Set(ids)], getAgents, signal);
  const named = joined.filter(({ agents: mentions }) => {
    const failures = (mentions ?? []).filter(isNameless).map(({ nativeId }) => agents.get(nativeId));
    const failure = failures.find((slot) => slot instanceof ProviderError);
    if (failure) problems.add(failure);
    return failure === undefined;
  });
  return {
    calls: named.map((call) => ({ ...call, agents: call.agents?.map((mention) => withName(mention, agents)) ?? null })),
    problems: [...problems],
  };
}

/** What of a filter the store cannot know by itself. */
export async function readKnowledge(
  { access, getAgents, returned, getSpokenWords }: BeyondRows,
  account: Account,
  { text, searchesTranscripts, isReturned }: CallFilter,
  signal: AbortSignal,
): Promise<FilterKnowledge> {
  const answersIn = isReturned === undefined ? null : (returned?.accounts() ?? null);
  const words = text === undefined ? [] : wordsOf(text);
  const ids = words.length === 0 ? null : await listNamed(access, account);
  return {
    ...(answersIn && { answersIn }),
    ...(ids && { agentsByWord: agentsByWord(words, await namesOf(ids, getAgents, signal)) }),
    ...(getSpokenWords && searchesTranscripts && { searchesTranscripts: true }),
  };
}

/** So many at once: a statement cannot be interrupted. */
const NAMED_AT_ONCE = 1000;

/** Everybody whom kept calls name; null where the store cannot be asked. */
async function listNamed(access: StoreAccess, account: Account): Promise<readonly string[] | null> {
  const named: string[] = [];
  for (;;) {
    const after = named.at(-1) ?? null;
    const page = await access.attempt((store) => store.namedAgents(account, after, NAMED_AT_ONCE));
    if (page === null) return null;
    for (const id of page) named.push(id);
    if (page.length < NAMED_AT_ONCE) return named;
  }
}

type Names = ReadonlyMap<string, Slot<Agent>>;

function agentsByWord(words: readonly string[], names: Names): Map<string, string[]> {
  const folded = [...names].map(([id, agent]) => {
    // Whoever cannot be asked for now may have any name.
    return [id, agent instanceof ProviderError ? null : foldText(agent?.displayName ?? '')] as const;
  });
  const namedBy = (word: string): string[] =>
    folded.filter(([, name]) => name === null || name.includes(word)).map(([id]) => id);
  return new Map(words.map((word) => [word, namedBy(word)]));
}

async function namesOf(
  ids: readonly string[],
  getAgents: BeyondRows['getAgents'],
  signal: AbortSignal,
): Promise<Names> {
  const slots = await getAgents(ids, signal).catch((error: unknown) => {
    if (!(error instanceof ProviderError)) throw error;
    return ids.map(() => error);
  });
  return new Map(ids.map((id, index) => [id, slots[index] ?? null]));
}

const isNameless = ({ displayName }: AgentMention): boolean => displayName == null;

/** The call's own words win. */
function withName(mention: AgentMention, names: Names): AgentMention {
  const found = names.get(mention.nativeId);
  if (!isNameless(mention) || found instanceof ProviderError) return mention;
  return { ...mention, displayName: found?.displayName ?? null };
}
