import type { Change } from './follow-changes.ts';
import type { Call } from './queries.ts';
import { placeOf, withCalls, withoutCalls } from './rows.ts';
import type { TimelineState } from './timeline-state.ts';

type Rows = Pick<TimelineState, 'calls' | 'waiting' | 'older' | 'newer'>;

/**
 * What becomes of rows when changes are taken: those of known calls in place, calls that are newer than all rows on top or,
 * while somebody reads further down, in waiting.
 */
export function withChanges(rows: Rows, changes: readonly Change[], isAtTop: boolean): Partial<TimelineState> {
  const gone = new Set<string>();
  const here = new Map<string, Call>();
  const above = new Map(rows.waiting.map((call) => [call.id, call]));
  const known = new Set(rows.calls.map(({ id }) => id));
  const isUpToNow = rows.newer.state === 'end';
  for (const { sessionId, session, isNew } of changes) {
    gone.delete(sessionId);
    here.delete(sessionId);
    above.delete(sessionId);
    if (session === null) gone.add(sessionId);
    else if (known.has(sessionId)) here.set(sessionId, session);
    // Between a jump's rows and now there are calls that were not read: a change of one is nothing new.
    else if (isNewest(rows, session)) {
      if (isNew || isUpToNow) above.set(sessionId, session);
    } else if (isWithin(rows, session)) here.set(sessionId, session);
  }
  const calls = withCalls(withoutCalls(rows.calls, gone), [...here.values()]);
  const waiting = [...above.values()];
  const isShown = isAtTop && isUpToNow;
  return {
    calls: isShown ? withCalls(calls, waiting) : calls,
    waiting: isShown ? [] : waiting,
    ...(isShown && waiting.length > 0 && { fresh: new Set(above.keys()) }),
  };
}

/** Calls as changes: what was read is taken as what is noticed. */
export const asChanges = (calls: readonly Call[]): Change[] =>
  calls.map((session) => ({ sessionId: session.id, session, isNew: true }));

const isNewest = ({ calls }: Rows, { startedAt }: Call): boolean => placeOf(calls, startedAt) === 0;
const isWithin = ({ calls, older }: Rows, { startedAt }: Call): boolean =>
  older.state === 'end' || placeOf(calls, startedAt) < calls.length;
