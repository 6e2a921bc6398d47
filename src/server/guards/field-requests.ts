import type { CallFilter } from '../../domain/call-filter.ts';
import type { FieldDemand } from '../../graph/demand.ts';
import { bucketsOf } from './bucket-price.ts';
import { type FilteredList, type PlanLists, SOMEBODY, requestsPerCount } from './filtered-lists.ts';
import {
  requestsForFigures,
  requestsForJoin,
  requestsForLookUp,
  requestsForOwnPage,
  requestsForPage,
  requestsForPeopleOf,
  requestsForRelated,
} from './request-price.ts';

/** What pages and their requests depend on beside the field that asks them. */
export type PageScope = {
  readonly planLists: PlanLists;
  readonly providerCount: number;
  readonly defaultPageSize: number;
  readonly maxPageSize: number;
};

/** The arguments of a field. */
export type Given = Readonly<Record<string, unknown>>;

/** How many objects a selection is answered for, how many providers they are of, and of which page they are. */
export type Place = { readonly parents: number; readonly providers: number; readonly page: Page | null };

/** The rows that `nodes` and `edges` hold, and the lists that `totalCount` counts. */
export type Page = {
  readonly size: number;
  readonly lists: readonly FilteredList[];
  readonly isUnread: boolean;
  readonly requestsPerCount: number;
  /** Whether each parent has a page of all its lists, not of one of them. */
  readonly isOfAllEach: boolean;
};

/** The page of a connection; of figures, their buckets. */
export function pageOf(scope: PageScope, demand: FieldDemand | null, given: Given, isUnread: boolean): Page | null {
  const { first, last, filter } = given;
  const narrowedBy = demand && NARROWED_BY[demand];
  if (!narrowedBy) return null;
  const lists = scope.planLists(demand === 'directory' ? undefined : filter, narrowedBy);
  if (demand === 'figures')
    return {
      size: bucketsOf(given, lists.length),
      lists,
      isUnread,
      requestsPerCount: requestsPerCount(filter),
      isOfAllEach: false,
    };
  const asked = first ?? last;
  const size = typeof asked === 'number' ? clamp(asked, scope.maxPageSize) : scope.defaultPageSize;
  const isOfAllEach = demand === 'person-calls';
  return { size, lists, isUnread, requestsPerCount: requestsPerCount(filter), isOfAllEach };
}

/** A write and what it has to ask before. */
const REQUESTS_PER_WRITE = 2;

/** Connections, and what each of them adds to its filter. */
const NARROWED_BY: Partial<Record<FieldDemand, CallFilter>> = {
  calls: {},
  'agent-calls': { agentIds: [SOMEBODY] },
  'person-calls': { agentIds: [SOMEBODY] },
  recordings: { hasRecording: true },
  directory: {},
  changes: {},
  figures: {},
};

const clamp = (size: number, most: number): number => Math.min(Math.max(size, 0), most);

/** The requests to vendors that a field asks, of all the objects that it stands on. */
export function requestsOf(
  { providerCount, maxPageSize }: PageScope,
  demand: FieldDemand | null,
  { parents, providers, page: around }: Place,
  page: Page | null,
  given: Given,
): number {
  const isOfAll = parents === 1 && providers > 1;
  switch (demand) {
    case 'calls':
    case 'agent-calls':
    case 'person-calls':
    case 'recordings': {
      const { lists = [], size = 0, isUnread = false, isOfAllEach = false } = page ?? {};
      const people = requestsForPeopleOf(given['filter'], providerCount);
      if (isUnread) return people;
      const eachPage = isOfAll || isOfAllEach ? requestsForPage(lists, size) : requestsForOwnPage(lists, size);
      return people + parents * eachPage;
    }
    case 'figures': {
      const people = requestsForPeopleOf(given['filter'], providerCount);
      return people + requestsForFigures(page?.lists ?? [], maxPageSize);
    }
    case 'directory':
      return isOfAll ? providers : parents;
    case 'people':
      return parents === 0 ? 0 : providerCount;
    case 'count': {
      const { lists = [], requestsPerCount: each = 0, isOfAllEach = false } = around ?? {};
      // Counting what is filtered here would mean reading all of it: then nobody counts.
      const counted = lists.filter(({ appliedHere }) => appliedHere.length === 0);
      const questions = counted.map(({ requestsPerWindow }) => each * requestsPerWindow);
      const ofAll = () => (counted.length < lists.length ? 0 : questions.reduce((total, one) => total + one, 0));
      if (isOfAll || isOfAllEach) return parents * ofAll();
      return parents * Math.max(0, ...questions);
    }
    case 'join':
      return requestsForJoin(parents, providers);
    case 'related':
      return requestsForRelated(parents, providerCount, given);
    case 'each':
      return parents;
    case 'look-up':
      return parents * requestsForLookUp(given, providerCount);
    case 'write':
      return parents * REQUESTS_PER_WRITE;
    case 'changes':
      return requestsForPeopleOf(given['filter'], providerCount);
    case 'rows':
    case 'buckets':
    case 'providers':
    case null:
      return 0;
  }
}
