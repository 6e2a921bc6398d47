import type { CallSession, CallKey } from '../../../domain/call-session.ts';
import { DAY_MS, type Instant, ceilToSecond } from '../../../time/instant.ts';
import { ProviderError, type Slot } from '../../../domain/provider-error.ts';
import { type TimeRange, isEmptyRange } from '../../../time/time-range.ts';
import { idOrNull } from '../../../transport/read-wire.ts';
import { chunksOf } from '../../chunks-of.ts';
import type { History } from '../api/history.ts';
import { isNativeId } from './row.ts';
import { LARGEST_PAGE } from './list-calls.ts';
import type { PartsPlan } from './plan-parts.ts';
import type { ReadRows } from './read-rows.ts';
import type { SessionRow } from '../api/wire.ts';

/** The most ids that one request takes. */
const MOST_IDS = 1000;
/** The platform is not older. */
const FIRST_SESSION = Date.UTC(2012, 0, 1);

/** Finds sessions with the parts that are wanted. */
export type GetCalls = ReturnType<typeof createGetCalls>;

/** Finds sessions by id, a thousand in one request; in the order of the keys, null for the unknown. */
export function createGetCalls(history: History, readRows: ReadRows, provider: string, now: () => Instant) {
  return async (
    keys: readonly CallKey[],
    { switches, parts }: PartsPlan,
    signal: AbortSignal,
  ): Promise<Slot<CallSession>[]> => {
    const starts = startsOf(keys);
    const found = new Map<string, Slot<CallSession>>();
    for (const some of chunksOf([...starts.keys()], MOST_IDS)) {
      const missing = new Set(some);
      let rest = windowOf(
        some.map((id) => starts.get(id)),
        now(),
      );
      // As a rule the first answer covers the range; where the vendor limits ranges, the newest part comes first.
      while (missing.size > 0 && !isEmptyRange(rest)) {
        const parameters = { ...switches, call_session_history_id: [...missing].join(';') };
        const page = await history.read({ range: rest, direction: 'DESC', count: LARGEST_PAGE, parameters }, signal);
        const read = await readRows(page, parts, signal);
        for (const call of read.calls) found.set(call.nativeId, call);
        for (const row of page.rows) noteUnreadable(row, found, provider);
        for (const id of some) if (found.has(id)) missing.delete(id);
        rest = { from: rest.from, to: page.range.from };
      }
    }
    return keys.map(({ nativeId }) => found.get(nativeId) ?? null);
  };
}

/** When each session started, as far as known. An id that is no int64 names nothing, and nobody is asked. */
function startsOf(keys: readonly CallKey[]): Map<string, Instant | undefined> {
  const starts = new Map<string, Instant | undefined>();
  for (const { nativeId, startedAt } of keys) {
    if (isNativeId(nativeId)) starts.set(nativeId, startedAt ?? starts.get(nativeId));
  }
  return starts;
}

/** Both dates are required. A start that is known may be known to the day only. */
function windowOf(starts: readonly (Instant | undefined)[], now: Instant): TimeRange {
  const known = starts.filter((start) => start !== undefined);
  const isWide = known.length < starts.length;
  return {
    from: isWide ? FIRST_SESSION : ceilToSecond(Math.min(...known) - DAY_MS),
    to: ceilToSecond(isWide ? now + DAY_MS : Math.max(...known) + 2 * DAY_MS),
  };
}

function noteUnreadable(row: SessionRow, found: Map<string, Slot<CallSession>>, provider: string): void {
  const id = idOrNull(row.call_session_history_id);
  if (id === null || found.has(id)) return;
  const message = `Voximplant sent session ${id.slice(0, 30)} without a start_date that can be read.`;
  found.set(id, new ProviderError(provider, 'unreadable', message));
}
