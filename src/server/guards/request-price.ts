import type { JoinedPart } from '../../domain/filter-parts.ts';
import { readGlobalId } from '../../graph/global-id.ts';
import { DAY_MS } from '../../time/instant.ts';
import type { FilteredList } from './filtered-lists.ts';

/** Rows one request to a vendor brings, or keys it takes, taken low: half of what most vendors allow. */
const ROWS_PER_REQUEST = 50;

/** Ids that one request finds as a rule, where they are of the same month. */
const IDS_PER_REQUEST = 10;
const MONTH_MS = 28 * DAY_MS;

/** A look-up without the time of its call searches a year, window by window. */
const REQUESTS_PER_SEARCHED_ID = 6;
const REQUESTS_PER_ID = 2;

/**
 * What looking for rows takes at one provider that leaves a part of the filter to us: it ends when the page is full, or
 * the time is over. Where the filter reads parts of a call, each of the rows is joined first.
 */
const REQUESTS_PER_SEARCH = 15;
const REQUESTS_PER_SEARCH_OF_PARTS = 25;
const DEAR_PARTS: ReadonlySet<JoinedPart> = new Set(['agents', 'agentNames', 'queues']);

/** Requests for a page of one timeline. */
export const requestsForPage = (lists: readonly FilteredList[], rows: number): number =>
  lists.length === 0
    ? 0
    : lists.reduce((sum, list) => sum + list.requestsPerWindow * (1 + requestsForSearch(list)), 0) +
      Math.ceil(rows / ROWS_PER_REQUEST);

/** Requests for a page of the dearest of these providers: nobody knows which of them it will be. */
export const requestsForOwnPage = (lists: readonly FilteredList[], rows: number): number =>
  Math.max(0, ...lists.map((list) => requestsForPage([list], rows)));

/** Requests for figures: what is not kept is read of every provider, as far as a page has rows, once it is known to be no more. */
export const requestsForFigures = (lists: readonly FilteredList[], rows: number): number =>
  lists.reduce((sum, list) => sum + 1 + requestsForPage([list], rows), 0);

function requestsForSearch({ appliedHere, joins }: FilteredList): number {
  if (appliedHere.length === 0) return 0;
  return joins.some((part) => DEAR_PARTS.has(part)) ? REQUESTS_PER_SEARCH_OF_PARTS : REQUESTS_PER_SEARCH;
}

/** Requests that join a part to calls of so many providers: each is asked for all of its calls together. */
export const requestsForJoin = (parents: number, providers: number): number =>
  parents === 0 ? 0 : Math.min(parents, providers) + Math.ceil(parents / ROWS_PER_REQUEST);

/** Requests that find the same calls at every other provider: by ids together, by number and time in lists of their own. */
export function requestsForRelated(
  parents: number,
  providers: number,
  { via }: Readonly<Record<string, unknown>>,
): number {
  const isGuessed = Array.isArray(via) && via.includes('SAME_NUMBER_AND_TIME');
  return (providers - 1) * requestsForJoin(parents, 1) * (isGuessed ? 3 : 1);
}

/** Requests that find what the arguments of a look-up name. */
export function requestsForLookUp(
  { id, ids, representations, nativeId, startedAt }: Readonly<Record<string, unknown>>,
  providers: number,
): number {
  // People are found in the directories of everybody, and an id may be a person's.
  if (Array.isArray(ids)) return requestsForIds(ids, providers);
  if (Array.isArray(representations)) return requestsForRepresentations(representations, providers);
  if (id !== undefined) return Math.max(REQUESTS_PER_ID, providers);
  return nativeId !== undefined && startedAt == null ? REQUESTS_PER_SEARCHED_ID : REQUESTS_PER_ID;
}

/** Ids are asked for provider by provider, and by the month of their call, which many vendors have to be told. */
function requestsForIds(ids: readonly unknown[], providers: number): number {
  const groups = new Map<string, number>();
  for (const id of new Set(ids)) {
    const group = groupOf(String(id));
    if (group !== null) groups.set(group, (groups.get(group) ?? 0) + 1);
  }
  const people = groups.delete(PEOPLE) ? providers : 0;
  return [...groups.values()].reduce((sum, size) => sum + 1 + Math.ceil(size / IDS_PER_REQUEST), people);
}

/** Calls that are named without their id are looked for over the whole history, at one vendor each by itself. */
function requestsForRepresentations(representations: readonly unknown[], providers: number): number {
  const named = representations.filter((one) => typeof one === 'object' && one !== null) as Representation[];
  const byId = named.flatMap(({ id }) => id ?? []);
  const searched = named.filter(({ id }) => id == null);
  const calls = new Set(searched.map(({ providerKey, nativeId }) => JSON.stringify([providerKey, nativeId])));
  const searches = new Set(searched.map(({ providerKey }) => String(providerKey)));
  return requestsForIds(byId, providers) + searches.size * REQUESTS_PER_SEARCHED_ID + calls.size;
}

type Representation = Readonly<Record<'id' | 'providerKey' | 'nativeId', unknown>>;

const PEOPLE = 'people';

/** Directories that are read for the people that a filter names, also within `not`: an agent of theirs may be in each. */
export const requestsForPeopleOf = (filter: unknown, providers: number): number =>
  namesPeople(filter) ? providers : 0;

function namesPeople(filter: unknown): boolean {
  if (typeof filter !== 'object' || filter === null) return false;
  const { personIds, not } = filter as Readonly<Record<string, unknown>>;
  return (Array.isArray(personIds) && personIds.length > 0) || namesPeople(not);
}

/** Null for what asks nobody: a provider, or an id that nobody made. */
function groupOf(text: string): string | null {
  try {
    const id = readGlobalId(text);
    if (id.type === 'Provider') return null;
    if (id.type === 'Person') return PEOPLE;
    const call = id.type === 'CallSession' ? id.key : 'session' in id ? id.session : null;
    return [id.type, id.provider, call ? Math.floor((call.startedAt ?? 0) / MONTH_MS) : ''].join(' ');
  } catch {
    return null;
  }
}
