import type { CallSession } from '../../../domain/call-session.ts';
import { type WallClock, createWallClock } from '../../../time/wall-clock.ts';
import type { SessionRow } from '../api/wire.ts';

/** What a call keeps of its reply: the vendor's row, and the zone of its dates. Plain data, fit to be cached. */
export type KeptRow = { readonly wire: SessionRow; readonly timeZone: string };

/** The vendor's row of a call. */
export const rowOf = (call: Pick<CallSession, 'row'>): SessionRow => (call.row as KeptRow).wire;

/** The clock that a row's dates are read off. */
export function clockOfRow(call: Pick<CallSession, 'row'>): WallClock {
  const { timeZone } = call.row as KeptRow;
  const clock = clocks.get(timeZone) ?? createWallClock(timeZone);
  clocks.set(timeZone, clock);
  return clock;
}

const clocks = new Map<string, WallClock>();
