import type { Client } from '@urql/core';
import type { CallSessionFilter } from '../graph/generated/graphql.ts';
import { readFragment } from '../graph/generated/index.ts';
import { createListeners } from '../parts/listeners.ts';
import { Problem } from '../parts/problems-note.tsx';
import { type Change, followChanges } from './follow-changes.ts';
import { CallRow, TimelineNodes } from './queries.ts';
import { readEachSystem } from './read-each-system.ts';
import { beforeMoment, fromMoment, readPage } from './read-page.ts';
import { withNewer, withOlder } from './rows.ts';
import type { MissingPart, Side, TimelineState } from './timeline-state.ts';
import { asChanges, withChanges } from './with-changes.ts';

/** The rows of one question, read page by page both ways and kept up to date. */
export type Timeline = ReturnType<typeof createTimeline>;

type TimelineOptions = {
  readonly client: Client;
  readonly filter: CallSessionFilter;
  /** The rows begin with the newest call before this instant; null: with the newest of all. */
  readonly before: string | null;
};

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
    isNotRenewed: false,
  };
  const { listen: subscribe, tell } = createListeners();
  const become = (change: Partial<TimelineState>): void => {
    state = { ...state, ...change };
    tell();
  };

  /** What is read downwards from where the rows begin, and what upwards. */
  const below = before === null ? filter : beforeMoment(filter, before);
  const above = before === null ? filter : fromMoment(filter, before);

  let isAtTop = true;
  let olderCursor: string | null = null;
  let newerCursor: string | null = null;
  let changesCursor: string | null = null;
  /** Refreshing begins anew: what an earlier reading still brings is not taken. */
  let reading = 0;
  /** What was noticed while the first page was on its way. */
  const early: Change[] = [];

  async function readOlder(): Promise<void> {
    if (state.older.state === 'reading' || state.older.state === 'end') return;
    become({ older: { state: 'reading' } });
    const mine = reading;
    const timer = state.isRead ? undefined : setTimeout(() => void readMeanwhile(), SLOW_MS);
    const page = await readPage({ client, filter: below, direction: 'DESC', after: olderCursor });
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
      filter: below,
      onAnswer(calls, waitedFor) {
        if (!state.isRead && waitedFor.length > 0) become({ calls, waitedFor });
      },
    });

  async function readNewer(): Promise<void> {
    if (!state.isRead || state.newer.state === 'reading' || state.newer.state === 'end') return;
    become({ newer: { state: 'reading' } });
    const mine = reading;
    const page = await readPage({ client, filter: above, direction: 'ASC', after: newerCursor });
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

  /** Takes what was noticed, as soon as there are rows that it could belong to. */
  function take(changes: readonly Change[]): void {
    if (changes.length === 0) return;
    if (!state.isRead) return void early.push(...changes);
    become(withChanges(state, changes, isAtTop));
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
    const page = await readPage({ client, filter: below, direction: 'DESC' });
    if (mine !== reading || 'error' in page) return;
    const known = new Set(state.calls.map(({ id }) => id));
    // More came than a page has: there would be a gap.
    if (page.cursor !== null && !page.calls.some(({ id }) => known.has(id))) return refresh();
    become({ asOf: page.asOf, problems: page.problems, isNotRenewed: false });
    take(asChanges(page.calls));
  }

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
    const page = await readPage({ client, filter: below, direction: 'DESC', maxAgeSeconds: 0 });
    if (mine !== reading) return;
    if ('error' in page) {
      if (!state.isRead) return become({ older: { state: 'failed', error: page.error } });
      return become({ isNotRenewed: true, older: notReading(state.older), newer: notReading(state.newer) });
    }
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
      isNotRenewed: false,
    });
  }

  /** Reads the first page, if that was not done, and follows what changes until the answer is called. */
  function start(): () => void {
    const stop = followChanges({
      client,
      filter,
      after: changesCursor,
      onState: (follow) => become({ follow }),
      onMissed: () => void catchUp(),
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

  return {
    id: ++lastId,
    filter,
    /** Where the list was left. */
    place: { scrollTop: 0 },
    state: () => state,
    ...{ subscribe, readOlder, readNewer, setAtTop, showWaiting, refresh, catchUp, start },
  };
}

/** A page that was on its way when everything was asked for anew is not taken: it is read again. */
const notReading = (side: Side): Side => (side.state === 'reading' ? { state: 'more' } : side);

function withProblems(known: readonly MissingPart[], more: readonly MissingPart[]): readonly MissingPart[] {
  const nameOf = (problem: MissingPart): string => {
    const { provider, kind } = readFragment(Problem, problem);
    return `${provider.id} ${kind}`;
  };
  const names = new Set(known.map(nameOf));
  const added = more.filter((problem) => !names.has(nameOf(problem)));
  return added.length === 0 ? known : [...known, ...added];
}
