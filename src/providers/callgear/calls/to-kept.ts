import type { CallSession } from '../../../domain/call-session.ts';
import { hideCells, namesOf, withRows } from '../../columns/hide-cells.ts';
import { shortened, textsOf } from '../../columns/read-cell.ts';
import { recordIdOf } from '../media/to-recording.ts';
import { CALL_COLUMNS, LEG } from './columns.ts';
import { storedLegOf, storedRowOf } from './row.ts';
import { wallClockOf } from '../../../time/wall-clock.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import { KEPT_SELECTION } from '../../../domain/call-selection.ts';
import type { Account } from '../api/account.ts';
import { toCallLeg } from './to-call-leg.ts';
import { toCallSession } from './to-call-session.ts';

const SECRETS: ReadonlySet<string> = new Set([...namesOf(CALL_COLUMNS, 'secret'), ...namesOf(LEG.columns, 'secret')]);

/**
 * The row as the vendor sent it. Whoever knows a record's id can hear it, so record ids are cut to their first digits,
 * and of a link only its presence is told.
 */
export const toRaw = (call: CallSession): Readonly<Record<string, unknown>> =>
  hideCells(storedRowOf(call).columns, SECRETS, (cell) =>
    Array.isArray(cell) ? textsOf(cell).map(shortened) : cell != null,
  );

/** The call as it may be kept: whoever knows the whole id of a record can hear it, so only the beginnings stay. */
export const toKept = (call: CallSession): CallSession => withRows(call, (row) => hideCells(row, SECRETS, withoutKey));

function withoutKey(cell: unknown): unknown {
  if (Array.isArray(cell)) return textsOf(cell).map(shortened);
  if (typeof cell !== 'string') return cell;
  // A link still tells that there is a glued recording, and which.
  const recordId = recordIdOf(cell);
  return recordId === null ? 'https://kept.invalid' : `https://kept.invalid/${shortened(recordId)}`;
}

/** A kept call made anew of its row, and its legs of theirs. Of recordings, rows hold no whole id any more. */
export function remap(
  call: CallSession,
  { provider, defaultCountry }: Pick<Account, 'provider' | 'defaultCountry'>,
): CallSession | null {
  const { columns, timeZone } = storedRowOf(call);
  const context = { provider, defaultCountry, zone: wallClockOf(timeZone) };
  const made = toCallSession(columns, { ...context, selection: KEPT_SELECTION });
  if (made instanceof ProviderError) return null;
  const legs = call.legs?.map((leg) => toCallLeg(storedLegOf(leg).columns, context) ?? leg);
  return { ...made, legs, recordings: undefined };
}
