import { DAY_MS, SECOND_MS, floorToSecond } from '../../../time/instant.ts';
import type { TimeRange } from '../../../time/time-range.ts';
import { type CallLink, type CallReferences, hasLink } from '../../../domain/call-references.ts';
import type { CallSession } from '../../../domain/call-session.ts';
import { ProviderError, type Slot } from '../../../domain/provider-error.ts';
import { idOrNull, recordOf, textOrNull } from '../../../transport/read-wire.ts';
import type { RowPage } from '../api/client.ts';
import type { StatisticsQuestion } from '../api/to-parameters.ts';
import type { FilterableField, StatisticsRow } from './columns.ts';
import type { SentCondition, FilterType } from './filter-fields.ts';
import { chunksOf } from '../../chunks-of.ts';
import { PAGE_SIZE } from './list-calls.ts';
import { type Portal, type PortalParts, SESSION_IN_LOG, isNativeId, toReferences } from './row.ts';
import { toCallSession } from './to-call-session.ts';

/** A row that came back: what it is linked by, and the call it is, or why it cannot be read. */
type Found = {
  readonly nativeId: string;
  readonly references: CallReferences;
  readonly call: CallSession | ProviderError;
};

/** Finds calls by their own ids and by those they carry: all questions travel together, in one exchange as a rule. */
export async function getLinkedCalls(
  links: readonly CallLink[],
  { client, portal }: PortalParts,
  signal: AbortSignal,
): Promise<Slot<readonly CallSession[]>[]> {
  const found = new Map<string, Found>();
  const failures = new Map<CallLink, ProviderError>();
  let waiting = toLinkedQuestions(links);
  while (waiting.length > 0) {
    const pages = await client.listStatisticsTogether(
      waiting.map(({ question }) => question),
      signal,
    );
    waiting = waiting.flatMap((asked, index) => {
      const page = pages[index];
      if (page === undefined || page instanceof ProviderError) {
        for (const link of asked.links) failures.set(link, page ?? unanswered(portal.provider));
        return [];
      }
      for (const row of page.rows) note(recordOf(row), portal, found);
      return nextOf(asked, page, portal.provider);
    });
  }
  const rows = [...found.values()];
  return links.map((link) => failures.get(link) ?? callsOf(rows.filter((row) => hasLink(row, link))));
}

/** What is still to be asked after a page: more may follow a full one. */
function nextOf(asked: LinkedQuestion, { rows }: RowPage, provider: string): readonly LinkedQuestion[] {
  if (rows.length < PAGE_SIZE) return [];
  if (asked.narrower.length > 0) return asked.narrower;
  const afterId = textOrNull(recordOf(rows.at(-1)).ID);
  // An id that does not rise would be read for ever.
  if (afterId === null || !isNativeId(afterId) || BigInt(afterId) <= BigInt(asked.question.afterId ?? 0))
    throw outOfOrder(provider);
  return [{ ...asked, question: { ...asked.question, afterId } }];
}

function note(row: StatisticsRow, portal: Portal, found: Map<string, Found>): void {
  const nativeId = idOrNull(row.ID);
  // A row without an id is nobody's.
  if (nativeId === null) return;
  found.set(nativeId, { nativeId, references: toReferences(row), call: toCallSession(row, portal) });
}

function callsOf(rows: readonly Found[]): readonly CallSession[] | ProviderError {
  const calls: CallSession[] = [];
  for (const { call } of rows) {
    if (call instanceof ProviderError) return call;
    calls.push(call);
  }
  return calls;
}

const unanswered = (provider: string): ProviderError =>
  new ProviderError(provider, 'unreadable', 'Bitrix24 gave fewer answers than it was asked for calls by their ids.');

const outOfOrder = (provider: string): ProviderError =>
  new ProviderError(
    provider,
    'unreadable',
    'Bitrix24 answered voximplant.statistic.get with rows out of the order of their ids: it has ignored the sort.',
  );

/** One question, and the links whose calls it may bring. */
type LinkedQuestion = {
  readonly links: readonly CallLink[];
  readonly question: StatisticsQuestion;
  /** What asks for less at once, where this one brings a whole page. */
  readonly narrower: readonly LinkedQuestion[];
};

/** Ids of one list: their rows leave a page of fifty unfilled, as a rule, so that none is looked for behind it. */
const LIST_SIZE = 40;
/** Searches of the log that leave room in a batch for the other questions of a page of a hundred calls. */
const MOST_SEARCHES = 30;
/** Digits that a search may leave open, each of them ten times as many ids. */
const MOST_OPEN_DIGITS = 6;
/** EXTERNAL_CALL_ID holds no longer text. */
const LONGEST_EXTERNAL_ID = 64;

/** The fewest questions that find the calls of links. A link whose id has no form the portal knows is in none of them. */
export function toLinkedQuestions(links: readonly CallLink[]): LinkedQuestion[] {
  const sorted = links.toSorted((a, b) => a.startedAt - b.startedAt);
  const own = sorted.filter(({ by, id }) => by === 'nativeId' && isNativeId(id));
  const sessions = sorted.filter(({ by, id }) => by === 'sessionIds' && isNativeId(id));
  const external = sorted.filter(
    ({ by, id }) => by === 'externalIds' && id.trim() !== '' && id.length <= LONGEST_EXTERNAL_ID,
  );
  return [
    ...chunksOf(own, LIST_SIZE).map((list) => askInList(list, 'ID', 'identifier')),
    ...chunksOf(sessions, LIST_SIZE).map((list) => askInList(list, 'SESSION_ID', 'identifier')),
    ...chunksOf(external, LIST_SIZE).map((list) => askInList(list, 'EXTERNAL_CALL_ID', 'text')),
    ...searchLogs(sessions),
  ];
}

function askInList(links: readonly CallLink[], field: FilterableField, type: FilterType): LinkedQuestion {
  const values = [...new Set(links.map(({ id }) => id))];
  return ask(links, { field, type, operator: 'in', values }, []);
}

/**
 * A log's link can only be searched, one text at a time. Sessions that follow one another share the first digits of
 * their ids: as few digits are left open as make few searches.
 */
function searchLogs(sessions: readonly CallLink[]): LinkedQuestion[] {
  let groups = Map.groupBy(sessions, ({ id }) => id);
  for (let open = 1; groups.size > MOST_SEARCHES && open <= MOST_OPEN_DIGITS; open += 1)
    groups = Map.groupBy(sessions, ({ id }) => id.slice(0, Math.max(1, id.length - open)));
  return [...groups].map(([prefix, links]) => {
    const single = Map.groupBy(links, ({ id }) => id);
    return searchLog(prefix, links, single.size > 1 ? [...single].map(([id, own]) => searchLog(id, own, [])) : []);
  });
}

const searchLog = (text: string, links: readonly CallLink[], narrower: readonly LinkedQuestion[]): LinkedQuestion =>
  ask(links, { field: 'CALL_LOG', type: 'text', operator: 'contains', values: [SESSION_IN_LOG + text] }, narrower);

function ask(
  links: readonly CallLink[],
  condition: SentCondition,
  narrower: readonly LinkedQuestion[],
): LinkedQuestion {
  const sort = { field: 'ID', direction: 'ASC' } as const;
  return { links, question: { conditions: [condition], range: aroundOf(links), sort }, narrower };
}

/** A link knows its call's start to the day. */
function aroundOf(links: readonly CallLink[]): TimeRange {
  const starts = links.map(({ startedAt }) => floorToSecond(startedAt));
  return { from: Math.min(...starts) - DAY_MS, to: Math.max(...starts) + DAY_MS + SECOND_MS };
}
