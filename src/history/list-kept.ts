import type { Agent, AgentMention } from '../domain/agent.ts';
import { type CallSession, compareText } from '../domain/call-session.ts';
import type { DirectoryEntries, DirectorySort, KeptEntries } from '../domain/directory.ts';
import { distinctLines, toLine } from '../domain/line.ts';
import type { Provider } from '../domain/provider.ts';
import type { Queue } from '../domain/queue.ts';
import { HOUR_MS } from '../time/instant.ts';
import type { TimeRange } from '../time/time-range.ts';
import type { KeptList } from './kept-list.ts';
import type { KeptNames } from './kept-names.ts';
import type { StoreAccess } from './store-access.ts';
import type { Account } from './store/account.ts';

/** What is remembered of the directories of one account. */
export type KeptDirectory = {
  readonly lists: { readonly [Sort in DirectorySort]: KeptList<DirectoryEntries[Sort]> };
  readonly names: { readonly agents: KeptNames<Agent>; readonly queues: KeptNames<Queue> };
};

/** So many of one sort that only calls name are told apart at most; some vendors write whatever was dialled as a line. */
const MOST_NAMED = 5000;

/**
 * Tells what is kept of a directory, and whom the kept calls name; null while the store cannot be asked. `history` is what
 * is to be kept of the provider.
 */
export async function listKept<Sort extends DirectorySort>(
  sort: Sort,
  { lists, names }: KeptDirectory,
  {
    provider,
    account,
    access,
    history,
  }: { provider: Provider; account: Account; access: StoreAccess; history: TimeRange },
): Promise<KeptEntries<DirectoryEntries[Sort]> | null> {
  const asked = access.attempt((store) =>
    Promise.all([store.listNaming(account, sort, MOST_NAMED), store.status(account, history, ['calls'])]),
  );
  const [listed, found] = await Promise.all([lists[sort].recall(), asked]);
  if (found === null) return null;
  const [naming, { kept }] = found;
  const calls = naming.map(({ call }) => call).sort((a, b) => b.startedAt - a.startedAt);
  const named = await NAMED_BY[sort](calls, provider.key, names);
  return {
    listed,
    named,
    isCut: naming.length >= MOST_NAMED,
    keptFrom: kept?.from ?? null,
    isWhole: kept !== null && kept.from <= history.from && kept.to >= history.to - FOLLOWED_WITHIN_MS,
  };
}

/** Closed hours are read a while after they have closed. */
const FOLLOWED_WITHIN_MS = 2 * HOUR_MS;

type NamedBy<Entry> = (
  calls: readonly CallSession[],
  provider: string,
  names: KeptDirectory['names'],
) => Promise<readonly Entry[]> | readonly Entry[];

/** What calls, newest first, say of whom and what they name. */
const NAMED_BY: { readonly [Sort in DirectorySort]: NamedBy<DirectoryEntries[Sort]> } = {
  async agents(calls, provider, names) {
    const said = new Map<string, AgentMention>();
    for (const { agents, legs } of calls)
      for (const mention of [...(agents ?? []), ...(legs ?? []).flatMap(({ agent }) => agent ?? [])])
        said.set(mention.nativeId, { ...mention, ...said.get(mention.nativeId) });
    const ids = [...said.keys()].sort(compareText);
    const known = await names.agents.recall(ids);
    return ids.map((nativeId, index) => ({ ...NO_AGENT, ...known[index], ...said.get(nativeId), provider, nativeId }));
  },
  async queues(calls, provider, names) {
    const said = new Map<string, string | null>();
    for (const { queues, legs } of calls)
      for (const queue of [...(queues ?? []), ...(legs ?? []).flatMap((leg) => leg.queue ?? [])])
        said.set(queue.nativeId, said.get(queue.nativeId) ?? queue.name);
    const ids = [...said.keys()].sort(compareText);
    const known = await names.queues.recall(ids);
    return ids.map((nativeId, index) => ({
      provider,
      nativeId,
      name: said.get(nativeId) ?? known[index]?.name ?? null,
    }));
  },
  lines: (calls, provider) =>
    distinctLines(calls.flatMap(({ line }) => toLine(provider, line, line?.displayName ?? null) ?? [])).sort((a, b) =>
      compareText(a.nativeId, b.nativeId),
    ),
};

const NO_AGENT = { displayName: null, email: null, extension: null, isActive: null };
