import { wallClockOf } from '../../../time/wall-clock.ts';
import { KEPT_SELECTION } from '../../../domain/call-selection.ts';
import type { CallSession } from '../../../domain/call-session.ts';
import type { Account } from '../api/account.ts';
import { storedLegOf, storedRowOf } from './row.ts';
import { toCallLeg } from './to-call-leg.ts';
import { toCallSession } from './to-call-session.ts';

/** A kept call made anew of its row, and its legs of theirs. Of recordings, rows hold no whole id any more. */
export function remap(
  call: CallSession,
  { provider, defaultCountry }: Pick<Account, 'provider' | 'defaultCountry'>,
): CallSession | null {
  const { columns, timeZone } = storedRowOf(call);
  const context = { provider, defaultCountry, zone: wallClockOf(timeZone) };
  const made = toCallSession(columns, { ...context, selection: KEPT_SELECTION });
  if ('unreadable' in made) return null;
  const legs = call.legs?.map((leg) => toCallLeg(storedLegOf(leg).columns, context) ?? leg);
  return { ...made, legs, recordings: undefined };
}
