import { type CallLink, hasLink } from '../domain/call-references.ts';
import { type CallSelection, KEPT_SELECTION } from '../domain/call-selection.ts';
import type { CallKey, CallSession } from '../domain/call-session.ts';
import { ProviderError, type Slot } from '../domain/provider-error.ts';
import { DAY_MS, SECOND_MS, floorToSecond } from '../time/instant.ts';
import type { TimeRange } from '../time/time-range.ts';
import { fillSlots } from './fill-slots.ts';
import { freshSpans, isFreshEnough, joinRanges } from './freshness.ts';
import type { HistoryScope } from './history-scope.ts';
import { hasParts, partsOf, toShownCall } from './kept-parts.ts';
import { toCarriedCall } from './reading.ts';
import type { Account } from './store/account.ts';
import type { KeptCall } from './store/kept-page.ts';
import type { CallPart } from './store/vendor-reading.ts';
import { hullOf } from './sync/gaps.ts';

/**
 * Finds calls by id: those that are kept and young enough in the store, the others at the vendor. One that is not among
 * the settled calls of its days, all of which are kept, is nowhere.
 */
export async function getKeptCalls(
  scope: HistoryScope,
  account: Account,
  keys: readonly CallKey[],
  selection: CallSelection,
  signal: AbortSignal,
): Promise<Slot<CallSession>[]> {
  const { provider, age } = scope;
  if (age.maxAgeMs === 0) return getAndKeep(scope, account, keys, signal);
  const ids = keys.map(({ nativeId }) => nativeId);
  const parts = partsOf(selection);
  const kept = await findKept(scope, account, ids, parts);
  // One that is kept without a part is somewhere: its vendor has the part.
  const isNowhere = await findNowhere(
    scope,
    account,
    keys.filter(({ nativeId }) => !kept.has(nativeId)),
  );
  return fillSlots(
    keys,
    (key) => withParts(kept.get(key.nativeId), parts) ?? (!kept.has(key.nativeId) && isNowhere(key) ? null : undefined),
    (found) => found && toShownCall(found),
    (others) => provider.getCalls(others, selection, signal),
  );
}

/** Brings parts of calls: of those that are kept from the store, of the others from the vendor. */
export async function getKeptPart<Value>(
  scope: HistoryScope,
  account: Account,
  calls: readonly CallSession[],
  parts: readonly CallPart[],
  valueOf: (kept: KeptCall) => Value,
  ask: (calls: readonly CallSession[]) => Promise<Slot<Value>[]>,
): Promise<Slot<Value>[]> {
  const ids = calls.map(({ nativeId }) => nativeId);
  const kept = await findKept(scope, account, ids, ['calls', ...parts]);
  return fillSlots(calls, (call) => withParts(kept.get(call.nativeId), parts), valueOf, ask);
}

/** Follows links whose days are kept in the store, the others at the vendor. */
export async function getKeptLinks(
  scope: HistoryScope,
  account: Account,
  links: readonly CallLink[],
  selection: CallSelection,
  ask: (links: readonly CallLink[]) => Promise<Slot<readonly CallSession[]>[]>,
): Promise<Slot<readonly CallSession[]>[]> {
  const days = links.map(({ startedAt }) => aroundOf(startedAt));
  const kept = await readDays(scope, account, days, partsOf(selection));
  return fillSlots(
    links,
    (link) => (kept?.holds(aroundOf(link.startedAt)) === true ? link : undefined),
    (link) => kept?.calls.filter((call) => hasLink(call, link)) ?? [],
    ask,
  );
}

/** Finds the calls that are kept and young enough, each with those of the parts that are kept. */
async function findKept(
  scope: HistoryScope,
  account: Account,
  ids: readonly string[],
  parts: readonly CallPart[],
): Promise<Map<string, KeptCall>> {
  const { access } = scope;
  if (ids.length === 0 || scope.age.maxAgeMs === 0) return new Map();
  const found = (await access.attempt((store) => store.getCalls(account, ids, parts))) ?? [];
  const judge = scope.judge();
  const settlesAfterMs = judge.now - judge.settledThrough;
  const isUsable = ({ call: { startedAt }, readAt }: KeptCall): boolean =>
    isFreshEnough({ startedAt, readAt, isSettled: startedAt < readAt - settlesAfterMs }, judge);
  return new Map(
    found.flatMap((kept) => (kept !== null && isUsable(kept) ? [[kept.call.nativeId, kept] as const] : [])),
  );
}

const withParts = (kept: KeptCall | undefined, parts: readonly CallPart[]): KeptCall | undefined =>
  kept && hasParts(kept, parts) ? kept : undefined;

/** Tells of calls that are not kept whether they would be if there were any. */
async function findNowhere(
  scope: HistoryScope,
  account: Account,
  keys: readonly CallKey[],
): Promise<(key: CallKey) => boolean> {
  const { settledThrough } = scope.judge();
  const daysOf = ({ startedAt }: CallKey): TimeRange | null => {
    const days = startedAt == null ? null : aroundOf(startedAt);
    return days !== null && days.to <= settledThrough ? days : null;
  };
  const holds = await readHeld(
    scope,
    account,
    keys.flatMap((key) => daysOf(key) ?? []),
    ['calls'],
  );
  return (key) => {
    const days = daysOf(key);
    return days !== null && holds(days);
  };
}

/** Reads calls anew, whole, and keeps what came. */
async function getAndKeep(
  { provider, access, now }: HistoryScope,
  account: Account,
  keys: readonly CallKey[],
  signal: AbortSignal,
): Promise<Slot<CallSession>[]> {
  if (keys.length === 0) return [];
  const readAt = now();
  const settledThrough = provider.settledThrough();
  const slots = await provider.getCalls(keys, KEPT_SELECTION, signal);
  const calls = slots.flatMap((slot) =>
    slot === null || slot instanceof ProviderError ? [] : toCarriedCall(provider.keeping, slot),
  );
  if (calls.length > 0)
    await access.attemptToKeep((store) =>
      store.keep({ account, lease: null, readAt, settledThrough, covers: null, calls }),
    );
  return slots;
}

/** What is named by a start, be it that of the same call elsewhere, starts within a day of it. */
const aroundOf = (startedAt: number): TimeRange => ({
  from: floorToSecond(startedAt) - DAY_MS,
  to: floorToSecond(startedAt) + DAY_MS + SECOND_MS,
});

type KeptDays = { readonly calls: readonly CallSession[]; holds(range: TimeRange): boolean };

/** So many calls are looked through for links at most; a busier account is asked. */
const MOST_CALLS = 5000;

/** Reads the days that are kept; null where there are too many calls in them, or the store fails. */
async function readDays(
  scope: HistoryScope,
  account: Account,
  days: readonly TimeRange[],
  parts: readonly CallPart[],
): Promise<KeptDays | null> {
  if (days.length === 0) return null;
  const { access } = scope;
  const holds = await readHeld(scope, account, days, parts);
  const kept = joinOverlapping(days.filter(holds));
  const calls: CallSession[] = [];
  for (const piece of kept) {
    for (let { from } = piece; from < piece.to;) {
      const asked = { account, range: { from, to: piece.to }, direction: 'ASC', limit: 1000, parts } as const;
      const page = await access.attempt((store) => store.readPage(asked));
      if (page === null || calls.length > MOST_CALLS) return null;
      calls.push(...page.calls.map(toShownCall));
      from = page.through;
    }
  }
  return { calls, holds };
}

/** Tells which of some days are kept whole, and young enough. */
async function readHeld(
  { access, judge }: HistoryScope,
  account: Account,
  days: readonly TimeRange[],
  parts: readonly CallPart[],
): Promise<(day: TimeRange) => boolean> {
  if (days.length === 0) return () => false;
  const range = hullOf(days);
  const coverage = await access.attempt((store) => store.coverage(account, range, parts));
  const stretches = joinRanges(freshSpans(coverage ?? [], range, judge()).map((span) => span.range));
  return (day) => stretches.some(({ from, to }) => from <= day.from && to >= day.to);
}

function joinOverlapping(ranges: readonly TimeRange[]): TimeRange[] {
  const joined: TimeRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && range.from <= last.to) joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, range.to) };
    else joined.push(range);
  }
  return joined;
}
