import type { Agent, AgentMention } from '../domain/agent.ts';
import type { CallSession } from '../domain/call-session.ts';
import { isJoined, transcriptWordsOf } from '../domain/filter-parts.ts';
import { wordsOf, foldText } from '../domain/fold-text.ts';
import { ProviderError, type Slot, asAnswer } from '../domain/provider-error.ts';
import type { CallFilter } from '../domain/call-filter.ts';
import type { CutQuestion, KeptScope } from './history-scope.ts';
import { toShownCall } from './kept-parts.ts';
import type { FilterKnowledge, KeptCall } from './store/kept-page.ts';

/** Calls that pass a filter, with what it reads of them, and why some others are left out. */
export type MatchedKept = { readonly calls: readonly CallSession[]; readonly problems: readonly ProviderError[] };

/**
 * Joins to kept calls what a filter reads and their rows leave out (names of agents, words that were said, whether they were
 * returned), and leaves out those that do not match.
 */
export async function matchKept(
  { getAgents, returned, getSpokenWords }: KeptScope,
  { joins, narrowing, matches }: CutQuestion,
  kept: readonly KeptCall[],
  signal: AbortSignal,
): Promise<MatchedKept> {
  const problems = new Set<ProviderError>();
  let calls = kept.map(toShownCall);
  const join = <Value>(
    slots: readonly Slot<Value>[],
    withValue: (call: CallSession, value: Value | null) => CallSession,
  ) => {
    calls = calls.flatMap((call, index) => {
      const slot = slots[index] ?? null;
      if (!(slot instanceof ProviderError)) return withValue(call, slot);
      problems.add(slot);
      return [];
    });
  };
  if (joins.includes('spokenWords') && getSpokenWords) {
    const slots = await getSpokenWords(calls, transcriptWordsOf(narrowing), signal);
    join(slots, (call, spokenWords) => ({ ...call, spokenWords: spokenWords ?? [] }));
  }
  if (joins.includes('isReturned') && returned)
    join(await returned.of(calls), (call, isReturned) => ({ ...call, isReturned }));
  if (joins.includes('agentNames') && !calls.every((call) => isJoined(call, 'agentNames'))) {
    const ids = calls.flatMap(({ agents }) => (agents ?? []).filter(isNameless).map(({ nativeId }) => nativeId));
    const names = await namesOf([...new Set(ids)], getAgents, signal);
    const slots = calls.map(({ agents }) => (agents ? withNames(agents, names) : null));
    join(slots, (call, agents) => ({ ...call, agents }));
  }
  return { calls: calls.filter(matches), problems: [...problems] };
}

/** What of a filter the store cannot know by itself. */
export async function readKnowledge(
  scope: KeptScope,
  { text, searchesTranscripts, isReturned }: CallFilter,
  signal: AbortSignal,
): Promise<FilterKnowledge> {
  const { getAgents, returned, getSpokenWords } = scope;
  const answersIn = isReturned === undefined ? null : (returned?.accounts() ?? null);
  const words = text === undefined ? [] : wordsOf(text);
  const ids = words.length === 0 ? null : await listNamed(scope);
  return {
    ...(answersIn && { answersIn }),
    ...(ids && { agentsByWord: agentsByWord(words, await namesOf(ids, getAgents, signal)) }),
    ...(getSpokenWords && searchesTranscripts && { searchesTranscripts: true }),
  };
}

/** So many at once: a statement cannot be interrupted. */
const NAMED_AT_ONCE = 1000;

/** Everybody whom kept calls name; null where the store cannot be asked. */
async function listNamed({ access, account }: KeptScope): Promise<readonly string[] | null> {
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

async function namesOf(ids: readonly string[], getAgents: KeptScope['getAgents'], signal: AbortSignal): Promise<Names> {
  const slots = await getAgents(ids, signal).catch(asAnswer);
  return new Map(ids.map((id, index) => [id, slots instanceof ProviderError ? slots : (slots[index] ?? null)]));
}

const isNameless = ({ displayName }: AgentMention): boolean => displayName == null;

/** Mentions with their names, or why one of them is not known. The call's own words win. */
function withNames(mentions: readonly AgentMention[], names: Names): AgentMention[] | ProviderError {
  const named: AgentMention[] = [];
  for (const mention of mentions) {
    const found = isNameless(mention) ? names.get(mention.nativeId) : mention;
    if (found instanceof ProviderError) return found;
    named.push({ ...mention, displayName: found?.displayName ?? null });
  }
  return named;
}
