import type { Client, CombinedError } from '@urql/core';
import type { CallSessionFilter } from '../graph/generated/graphql.ts';
import { type FragmentType, readFragment } from '../graph/generated/index.ts';
import { Problem } from '../parts/problems-note.tsx';
import { type Change, type FollowState, followChanges } from './follow-changes.ts';
import { hiddenFields } from './hidden-fields.ts';
import { type Call, CallRow, TimelineCalls, TimelineNodes } from './queries.ts';
import { readEachSystem } from './read-each-system.ts';
import { placeOf, withCalls, withNewer, withOlder, withoutCalls } from './rows.ts';

type MissingPart = FragmentType<typeof Problem>;

/** Whether there is more on one side of the rows. */
export type Side =
  { readonly state: 'more' | 'reading' | 'end' } | { readonly state: 'failed'; readonly error: CombinedError };

export type TimelineState = {
  /** Newest first. */
  readonly calls: readonly Call[];
  readonly older: Side;
  /** `end`: the first row is the newest call there is. */
  readonly newer: Side;
  /** Whether the first page is there. Without it there may be calls of the systems that have answered. */
  readonly isRead: boolean;
  /** Names of systems that the first page waits for, once it has become slow. */
  readonly waitedFor: readonly string[];
  /** New calls that wait above, so that nothing moves under somebody's eyes. */
  readonly waiting: readonly Call[];
  /** How often the list was sent to its top. */
  readonly timesToTop: number;
  /** Those that came in place a moment ago. */
  readonly fresh: ReadonlySet<string>;
  /** The oldest reading that the newest calls rest on. */
  readonly asOf: string | null;
  readonly problems: readonly MissingPart[];
  /** Fields that the key may not see. */
  readonly hidden: ReadonlySet<string>;
  readonly follow: FollowState;
};

/** The rows of one question, read page by page both ways and kept up to date. */
export type Timeline = ReturnType<typeof createTimeline>;

export type TimelineOptions = {
  readonly client: Client;
  readonly filter: CallSessionFilter;
  /** The rows begin with the newest call before this instant; null: with the newest of all. */
  readonly before: string | null;
};

const PAGE = 100;
const MOST_READ_AGAIN = 50;
const SLOW_MS = 1500;
let lastId = 0;

export function createTimeline({ client, filter, before }: TimelineOptions) {
  let state: TimelineState = {
    calls: [],
    older: { state: 'more' },
    newer: { state: before === null ? 'end' : 'more' },
    isRead: false,
    waitedFor: [],
    waiting: [],
    timesToTop: 0,
    fresh: new Set(),
    asOf: null,
    problems: [],
    hidden: new Set(),
    follow: 'connecting',
  };
  const listeners = new Set<() => void>();
  const become = (change: Partial<TimelineState>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };

  let isAtTop = true;
  let olderCursor: string | null = null;
  let newerCursor: string | null = null;
  let changesCursor: string | null = null;
  /** Refreshing begins anew: what an earlier reading still brings is not taken. */
  let reading = 0;
  /** What was noticed while the first page was on its way. */
  const early: Change[] = [];

  async function readPage(direction: 'ASC' | 'DESC', after: string | null, maxAgeSeconds: number | null = null) {
    const { data, error } = await client
      .query(
        TimelineCalls,
        { first: PAGE, after, filter: spanOf(filter, before, direction), direction, maxAgeSeconds },
        { requestPolicy: 'network-only' },
      )
      .toPromise();
    if (!data) return { error: error! };
    const { nodes, pageInfo, asOf, problems } = data.callSessions;
    return {
      calls: readFragment(CallRow, nodes),
      cursor: pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null,
      asOf,
      problems,
      hidden: hiddenFields(error),
    };
  }

  async function readOlder(): Promise<void> {
    if (state.older.state === 'reading' || state.older.state === 'end') return;
    become({ older: { state: 'reading' } });
    const mine = reading;
    const timer = state.isRead ? undefined : setTimeout(() => void readMeanwhile(), SLOW_MS);
    const page = await readPage('DESC', olderCursor);
    clearTimeout(timer);
    if (mine !== reading) return;
    if ('error' in page) return become({ older: { state: 'failed', error: page.error } });
    olderCursor = page.cursor;
    become({
      calls: state.isRead ? withOlder(state.calls, page.calls) : page.calls,
      older: { state: page.cursor === null ? 'end' : 'more' },
      isRead: true,
      waitedFor: [],
      asOf: state.isRead ? state.asOf : page.asOf,
      ...noticedOn(page),
    });
    take(early.splice(0));
  }

  /** The first page is slow: shows the calls of those that answer, and who is waited for. */
  const readMeanwhile = (): Promise<void> =>
    readEachSystem({
      client,
      filter: spanOf(filter, before, 'DESC'),
      first: PAGE,
      onAnswer(calls, waitedFor) {
        if (!state.isRead && waitedFor.length > 0) become({ calls, waitedFor });
      },
    });

  async function readNewer(): Promise<void> {
    if (!state.isRead || state.newer.state === 'reading' || state.newer.state === 'end') return;
    become({ newer: { state: 'reading' } });
    const mine = reading;
    const page = await readPage('ASC', newerCursor);
    if (mine !== reading) return;
    if ('error' in page) return become({ newer: { state: 'failed', error: page.error } });
    newerCursor = page.cursor;
    const calls = withNewer(state.calls, page.calls);
    // What came meanwhile is among them now, or above them.
    become({ calls, newer: { state: page.cursor === null ? 'end' : 'more' }, ...noticedOn(page) });
    if (page.cursor === null) take(asChanges(state.waiting));
  }

  const noticedOn = ({ problems, hidden }: { problems: readonly MissingPart[]; hidden: ReadonlySet<string> }) => ({
    problems: withProblems(state.problems, problems),
    hidden: hidden.isSubsetOf(state.hidden) ? state.hidden : state.hidden.union(hidden),
  });

  /** Takes what was noticed: changes in place, calls that are newer than all rows on top or, while somebody reads, in waiting. */
  function take(changes: readonly Change[]): void {
    if (changes.length === 0) return;
    if (!state.isRead) return void early.push(...changes);
    const gone = new Set<string>();
    const here = new Map<string, Call>();
    const above = new Map(state.waiting.map((call) => [call.id, call]));
    const known = new Set(state.calls.map(({ id }) => id));
    const isUpToNow = state.newer.state === 'end';
    for (const { sessionId, session, isNew } of changes) {
      gone.delete(sessionId);
      here.delete(sessionId);
      above.delete(sessionId);
      if (session === null) gone.add(sessionId);
      else if (known.has(sessionId)) here.set(sessionId, session);
      // Between a jump's rows and now there are calls that were not read: a change of one is nothing new.
      else if (isNewest(session)) {
        if (isNew || isUpToNow) above.set(sessionId, session);
      } else if (isWithin(session)) here.set(sessionId, session);
    }
    const calls = withCalls(withoutCalls(state.calls, gone), [...here.values()]);
    const waiting = [...above.values()];
    const isShown = isAtTop && isUpToNow;
    become({
      calls: isShown ? withCalls(calls, waiting) : calls,
      waiting: isShown ? [] : waiting,
      ...(isShown && waiting.length > 0 && { fresh: new Set(above.keys()) }),
    });
  }

  /** Takes what was noticed, and then reads it: a change tells what is kept of a call, without what vendors are asked for beside it. */
  function takeNoticed(changes: readonly Change[]): void {
    take(changes);
    const shown = new Set([...state.calls, ...state.waiting].map(({ id }) => id));
    const ids = [...new Set(changes.map(({ sessionId }) => sessionId))].filter((id) => shown.has(id));
    // More at once is a history that is being filled, with calls as they were read.
    if (ids.length > 0 && ids.length <= MOST_READ_AGAIN) void readAgain(ids);
  }

  async function readAgain(ids: string[]): Promise<void> {
    const mine = reading;
    const { data } = await client.query(TimelineNodes, { ids }, { requestPolicy: 'network-only' }).toPromise();
    if (mine !== reading) return;
    const shown = new Set([...state.calls, ...state.waiting].map(({ id }) => id));
    take(
      asChanges(
        (data?.nodes ?? []).flatMap((node) =>
          node?.__typename === 'CallSession' && shown.has(node.id) ? [readFragment(CallRow, node)] : [],
        ),
      ),
    );
  }

  /** Reads the newest page again and takes what differs: where nothing tells of changes, or nobody listened for a while. */
  async function catchUp(): Promise<void> {
    if (!state.isRead || state.newer.state !== 'end' || state.older.state === 'failed') return;
    const mine = reading;
    const page = await readPage('DESC', null);
    if (mine !== reading || 'error' in page) return;
    const known = new Set(state.calls.map(({ id }) => id));
    // More came than a page has: there would be a gap.
    if (page.cursor !== null && !page.calls.some(({ id }) => known.has(id))) return refresh();
    become({ asOf: page.asOf, problems: page.problems });
    take(asChanges(page.calls));
  }

  const isNewest = ({ startedAt }: Call): boolean => placeOf(state.calls, startedAt) === 0;
  const isWithin = ({ startedAt }: Call): boolean =>
    state.older.state === 'end' || placeOf(state.calls, startedAt) < state.calls.length;

  /** Whether the list shows its first row: new calls then come in place. */
  function setAtTop(value: boolean): void {
    isAtTop = value;
    if (value && state.newer.state === 'end') take(asChanges(state.waiting));
  }

  /** Puts the waiting calls on top, and the list there. */
  function showWaiting(): void {
    become({ timesToTop: state.timesToTop + 1 });
    setAtTop(true);
  }

  /** Reads everything anew from the vendors; the rows stay until there are others. */
  async function refresh(): Promise<void> {
    const mine = ++reading;
    const page = await readPage('DESC', null, 0);
    if (mine !== reading) return;
    if ('error' in page) return become({ older: { state: 'failed', error: page.error } });
    [olderCursor, newerCursor] = [page.cursor, null];
    become({
      calls: page.calls,
      older: { state: page.cursor === null ? 'end' : 'more' },
      newer: { state: before === null ? 'end' : 'more' },
      isRead: true,
      waitedFor: [],
      waiting: [],
      asOf: page.asOf,
      problems: page.problems,
      hidden: page.hidden,
    });
  }

  /** Reads the first page, if that was not done, and follows what changes until the answer is called. */
  function start(): () => void {
    let wasLost = false;
    const stop = followChanges({
      client,
      filter,
      after: changesCursor,
      onState(follow) {
        if (follow === 'lost') wasLost = true;
        // What came in between is told by a cursor; without one it is read.
        if (follow === 'live' && wasLost && changesCursor === null) void catchUp();
        if (follow === 'live') wasLost = false;
        become({ follow });
      },
      onChanges(changes, cursor) {
        changesCursor = cursor;
        takeNoticed(changes);
      },
      onBegunAnew: () => void refresh(),
    });
    if (!state.isRead) void readOlder();
    else if (changesCursor === null) void catchUp();
    return stop;
  }

  function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  return {
    id: ++lastId,
    filter,
    /** Where the list was left. */
    place: { scrollTop: 0 },
    state: () => state,
    ...{ subscribe, readOlder, readNewer, setAtTop, showWaiting, refresh, catchUp, start },
  };
}

const asChanges = (calls: readonly Call[]): Change[] =>
  calls.map((session) => ({ sessionId: session.id, session, isNew: true }));

/** The part of the filter's span before the moment that the rows begin at, or from it on. */
function spanOf(filter: CallSessionFilter, before: string | null, direction: 'ASC' | 'DESC'): CallSessionFilter {
  if (before === null) return filter;
  const { from, to } = filter.startedAt ?? {};
  const startedAt =
    direction === 'DESC'
      ? { ...(from && { from }), to: to && Date.parse(to) < Date.parse(before) ? to : before }
      : { from: from && Date.parse(from) > Date.parse(before) ? from : before, ...(to && { to }) };
  return { ...filter, startedAt };
}

function withProblems(known: readonly MissingPart[], more: readonly MissingPart[]): readonly MissingPart[] {
  const nameOf = (problem: MissingPart): string => {
    const { provider, kind } = readFragment(Problem, problem);
    return `${provider.id} ${kind}`;
  };
  const names = new Set(known.map(nameOf));
  const added = more.filter((problem) => !names.has(nameOf(problem)));
  return added.length === 0 ? known : [...known, ...added];
}
