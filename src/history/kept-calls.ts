import { type CallLink, hasLink } from '../domain/call-references.ts';
import { type CallSelection, KEPT_SELECTION } from '../domain/call-selection.ts';
import type { CallKey, CallSession } from '../domain/call-session.ts';
import { ProviderError, type Slot } from '../domain/provider-error.ts';
import { DAY_MS, SECOND_MS, floorToSecond } from '../time/instant.ts';
import type { TimeRange } from '../time/time-range.ts';
import { fillSlots } from './fill-slots.ts';
import { freshSpans, isFreshEnough, stretchesOf } from './freshness.ts';
import type { KeptScope } from './history-scope.ts';
import { hasParts, partsOf, toShownCall } from './kept-parts.ts';
import { toCarriedCall } from './reading.ts';
import type { KeptCall } from './store/kept-page.ts';
import type { CallPart } from './store/vendor-reading.ts';
import { hullOf, joinRanges } from './sync/gaps.ts';

/**
 * Finds calls by id: those that are kept and young enough in the store, the others at the vendor. One that is not among
 * the settled calls of its days, all of which are kept, is nowhere.
 */
export async function getKeptCalls(
  scope: KeptScope,
  keys: readonly CallKey[],
  selection: CallSelection,
  signal: AbortSignal,
): Promise<Slot<CallSession>[]> {
  if (scope.age.maxAgeMs === 0) return getAndKeep(scope, keys, signal);
  const parts = partsOf(selection);
  const kept = await findKept(scope, keys, parts);
  // One that is kept without a part is somewhere: its vendor has the part.
  const unknown = keys.filter(({ nativeId }) => !kept.has(nativeId));
  const isNowhere = await findNowhere(scope, unknown);
  return fillSlots(
    keys,
    (key) => {
      const found = kept.get(key.nativeId);
      if (found === undefined) return isNowhere(key) ? null : undefined;
      return hasParts(found, parts) ? toShownCall(found) : undefined;
    },
    (others) => scope.provider.getCalls(others, selection, signal),
  );
}

/** A part of calls: what it is made of once it is kept, and who is asked for it where it is not. */
export type AskedPart<Value> = {
  readonly parts: readonly CallPart[];
  readonly valueOf: (kept: KeptCall) => Value;
  readonly ask: (calls: readonly CallSession[], signal: AbortSignal) => Promise<Slot<Value>[]>;
};

/** Brings a part of calls: of those that are kept from the store, of the others from the vendor. */
export async function getKeptPart<Value>(
  scope: KeptScope,
  { parts, valueOf, ask }: AskedPart<Value>,
  calls: readonly CallSession[],
  signal: AbortSignal,
): Promise<Slot<Value>[]> {
  const kept = await findKept(scope, calls, ['calls', ...parts]);
  return fillSlots(
    calls,
    ({ nativeId }) => {
      const found = kept.get(nativeId);
      return found && hasParts(found, parts) ? valueOf(found) : undefined;
    },
    (others) => ask(others, signal),
  );
}

/** Follows links whose days are kept in the store, the others at the vendor. */
export async function getKeptLinks(
  scope: KeptScope,
  links: readonly CallLink[],
  selection: CallSelection,
  signal: AbortSignal,
): Promise<Slot<readonly CallSession[]>[]> {
  const days = links.map(({ startedAt }) => aroundOf(startedAt));
  const kept = await readDays(scope, days, partsOf(selection));
  return fillSlots(
    links,
    (link) =>
      kept?.holds(aroundOf(link.startedAt)) === true ? kept.calls.filter((call) => hasLink(call, link)) : undefined,
    (others) => scope.provider.linkedCalls!.get(others, selection, signal),
  );
}

/** Finds the calls that are kept and young enough, each with those of the parts that are kept. */
async function findKept(
  { access, account, age, judge: judgeNow }: KeptScope,
  calls: readonly Pick<CallSession, 'nativeId'>[],
  parts: readonly CallPart[],
): Promise<Map<string, KeptCall>> {
  if (calls.length === 0 || age.maxAgeMs === 0) return new Map();
  const ids = calls.map(({ nativeId }) => nativeId);
  const found = (await access.attempt((store) => store.getCalls(account, ids, parts))) ?? [];
  const judge = judgeNow();
  const settlesAfterMs = judge.now - judge.settledThrough;
  const isUsable = ({ call: { startedAt }, readAt }: KeptCall): boolean =>
    isFreshEnough({ startedAt, readAt, isSettled: startedAt < readAt - settlesAfterMs }, judge);
  return new Map(
    found.flatMap((kept) => (kept !== null && isUsable(kept) ? [[kept.call.nativeId, kept] as const] : [])),
  );
}

/** Tells of calls that are not kept whether they would be if there were any. */
async function findNowhere(scope: KeptScope, keys: readonly CallKey[]): Promise<(key: CallKey) => boolean> {
  const { settledThrough } = scope.judge();
  const daysOf = ({ startedAt }: CallKey): TimeRange | null => {
    const days = startedAt == null ? null : aroundOf(startedAt);
    return days !== null && days.to <= settledThrough ? days : null;
  };
  const days = keys.flatMap((key) => daysOf(key) ?? []);
  const holds = await readHeld(scope, days, ['calls']);
  return (key) => {
    const own = daysOf(key);
    return own !== null && holds(own);
  };
}

/** Reads calls anew, whole, and keeps what came. */
async function getAndKeep(
  { provider, access, account, now }: KeptScope,
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
  scope: KeptScope,
  days: readonly TimeRange[],
  parts: readonly CallPart[],
): Promise<KeptDays | null> {
  if (days.length === 0) return null;
  const { access, account } = scope;
  const holds = await readHeld(scope, days, parts);
  const kept = joinRanges(days.filter(holds));
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
  { access, account, judge }: KeptScope,
  days: readonly TimeRange[],
  parts: readonly CallPart[],
): Promise<(day: TimeRange) => boolean> {
  if (days.length === 0) return () => false;
  const range = hullOf(days);
  const coverage = await access.attempt((store) => store.coverage(account, range, parts));
  const stretches = stretchesOf(freshSpans(coverage ?? [], range, judge()));
  return (day) => stretches.some(({ from, to }) => from <= day.from && to >= day.to);
}
