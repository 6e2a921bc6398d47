import { ProviderError } from '../domain/provider-error.ts';
import { joinPage } from '../loaders/join-page.ts';
import type { JoinedCall } from '../loaders/joined-call.ts';
import type { Instant } from '../time/instant.ts';
import { readPageSize } from '../timeline/page-size.ts';
import type { TimelinePage } from '../timeline/timeline-page.ts';
import { requestFor } from './call-session-connection.ts';
import type { CallSessionFilter } from './call-session-filter.ts';
import type { ConnectionArgs, PageInfo } from './connection.ts';
import type { GraphContext } from './context.ts';
import { loadCalls } from './load-calls.ts';
import type { CallPlan } from './plan-calls.ts';
import type { ReadingDemands } from './reading-demands.ts';
import { type RecordingPlace, readRecordingCursor, writeRecordingCursor } from './recording-cursor.ts';
import { type SessionRecording, toSessionRecordings } from './recording.ts';

/** Which recordings are wanted, and what will be read of them and their calls. */
type RecordingsQuestion = {
  /** Only calls with recordings. */
  readonly filter: CallSessionFilter;
  readonly args: ConnectionArgs;
  readonly demands: ReadingDemands;
  readonly plan: CallPlan;
  readonly wantsPageBehind: boolean;
};

/** A page of recordings, and what is missing from it. */
type RecordingsPage = {
  readonly items: readonly RecordingItem[];
  readonly pageInfo: PageInfo;
  readonly problems: readonly ProviderError[];
  readonly asOf: Instant;
  /** How many there are where the page has them all; null otherwise. */
  readonly totalCount: number | null;
};

/** A recording and its place. */
type RecordingItem = { readonly node: SessionRecording; readonly cursor: string };

/**
 * Reads a page of recordings: that many calls with recordings from the timeline, newest first, each with its own. A page
 * may end between two recordings of one call; the next one finds that call by its id and goes on.
 */
export async function readRecordings(question: RecordingsQuestion, context: GraphContext): Promise<RecordingsPage> {
  const { args } = question;
  const { size, isBackward } = readPageSize(args, context.pageSizes);
  const after = args.after == null ? null : readRecordingCursor(args.after);
  const before = args.before == null ? null : readRecordingCursor(args.before);
  const [near, far] = isBackward ? [before, after] : [after, before];
  const nearRest = size === 0 ? NOTHING : await readRest(near, isBackward, question, context);
  const items = [...nearRest.items];
  const isOneCall = near !== null && near.callCursor === far?.callCursor;
  const wanted = size === 0 ? 0 : Math.max(1, size - items.length);
  const page = await readCalls(
    { ...question, args: isBackward ? { last: wanted } : { first: wanted } },
    { after: after?.callCursor, before: before?.callCursor },
    isBackward,
    context,
  );
  items.push(...page.items);
  // A page that is not full has come to the end, or to the call that the other cursor cuts.
  const isThrough = size > 0 && page.edges.length < wanted && page.problems.length === 0;
  const farRest = isThrough ? await readRest(far, !isBackward, question, context) : NOTHING;
  const rest = farRest.items.toReversed();
  if (!isOneCall) items.push(...rest);
  // Both cursors cut the same call: what lies between them is what both leave.
  const between = isOneCall ? items.filter(({ cursor }) => rest.some((each) => each.cursor === cursor)) : items;
  const problems = [...nearRest.problems, ...page.problems, ...farRest.problems];
  const asOf = Math.min(page.asOf, ...[...nearRest.items, ...farRest.items].map(({ node }) => readAtOf(node)));
  const shown = toPage(between, { size, isBackward, page: { ...page, problems, asOf } });
  const { hasNextPage, hasPreviousPage } = shown.pageInfo;
  const isFurther = isBackward ? hasPreviousPage : hasNextPage;
  const isWholeList = size > 0 && !isFurther && near === null && far === null && problems.length === 0;
  return { ...shown, totalCount: isWholeList ? shown.items.length : null };
}

const readAtOf = ({ session }: SessionRecording): Instant => session.call.readAt ?? Infinity;

type ReadCalls = TimelinePage & { readonly items: readonly RecordingItem[] };

async function readCalls(
  { filter, args, demands, plan, wantsPageBehind }: RecordingsQuestion,
  ends: { readonly after: string | undefined; readonly before: string | undefined },
  isBackward: boolean,
  context: GraphContext,
): Promise<ReadCalls> {
  const page = await context.timeline.readPage(
    {
      ...args,
      ...ends,
      ...requestFor(filter, plan, demands, context),
      direction: 'DESC',
      wantsHasNextPage: !isBackward || wantsPageBehind,
      wantsHasPreviousPage: isBackward || wantsPageBehind,
    },
    context.signal,
  );
  const calls = page.edges.map(({ call }) => call);
  const joined = await joinPage(calls, plan.joins, demands.loaders);
  const items = page.edges.flatMap(({ call, cursor }) => itemsOf(joined.of(call), cursor));
  const problems = [...page.problems, ...joined.problems];
  return { ...page, problems, items: isBackward ? items.reverse() : items };
}

/** What is left of one call, in reading order, and what stood in the way of it. */
type Rest = { readonly items: readonly RecordingItem[]; readonly problems: readonly ProviderError[] };

const NOTHING: Rest = { items: [], problems: [] };

/** What is left of the call that a cursor cuts. */
async function readRest(
  place: RecordingPlace | null,
  isBackward: boolean,
  { plan, demands }: RecordingsQuestion,
  context: GraphContext,
): Promise<Rest> {
  if (!place?.within || place.within.edge === (isBackward ? 'first' : 'last')) return NOTHING;
  const { call: address, recordingId } = place.within;
  const { calls, problems } = await loadCalls([address], plan, { ...context, loaders: demands.loaders });
  const [call = null] = calls;
  if (call instanceof ProviderError) return { items: [], problems: [call] };
  if (call === null) return NOTHING;
  const items = itemsOf(call, place.callCursor);
  const own = items.findIndex(({ node }) => node.recording.nativeId === recordingId);
  return { items: isBackward ? items.slice(0, Math.max(0, own)).reverse() : items.slice(own + 1), problems };
}

function itemsOf(call: JoinedCall, callCursor: string): RecordingItem[] {
  const recordings = call.recordings instanceof ProviderError ? [] : (call.recordings ?? []);
  return (toSessionRecordings(recordings, call) ?? []).map((node, index) => ({
    node,
    cursor: writeRecordingCursor(callCursor, recordings, index),
  }));
}

function toPage(
  items: readonly RecordingItem[],
  { size, isBackward, page }: { readonly size: number; readonly isBackward: boolean; readonly page: ReadCalls },
): Omit<RecordingsPage, 'totalCount'> {
  const shown = items.slice(0, size);
  const isFurther = isBackward ? page.hasPreviousPage : page.hasNextPage;
  const hasMore = isFurther || items.length > size;
  // A page that had to stop early says how far it came, also when it has nothing to show.
  const stoppedAt = isBackward ? page.startCursor : page.endCursor;
  const far = shown.at(-1)?.cursor ?? (stoppedAt === null ? null : writeRecordingCursor(stoppedAt, [], 0));
  const near = shown[0]?.cursor ?? null;
  return {
    items: isBackward ? shown.reverse() : shown,
    pageInfo: {
      hasNextPage: isBackward ? page.hasNextPage : hasMore,
      hasPreviousPage: isBackward ? hasMore : page.hasPreviousPage,
      startCursor: isBackward ? far : near,
      endCursor: isBackward ? near : far,
    },
    problems: page.problems,
    asOf: page.asOf,
  };
}
