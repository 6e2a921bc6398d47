import { wallClockOf } from '../../../time/wall-clock.ts';
import type { CallLeg } from '../../../domain/call-leg.ts';
import type { CallReferences } from '../../../domain/call-references.ts';
import type { CallSession } from '../../../domain/call-session.ts';
import { textOrNull } from '../../../transport/read-wire.ts';
import { type ReadCell, createReadCell } from '../../columns/read-cell.ts';
import type { CallRow, LegRow, StoredRow } from '../api/wire.ts';

/** The row of one of this provider's calls: it was put there by toCallSession. */
export const storedRowOf = (call: Pick<CallSession, 'row'>): StoredRow<CallRow> => call.row as StoredRow<CallRow>;

/** The row of one of this provider's legs: it was put there by toCallLeg. */
export const storedLegOf = (leg: Pick<CallLeg, 'row'>): StoredRow<LegRow> => leg.row as StoredRow<LegRow>;

/** Whether a text may be the id of a call session: a number that fits into 64 bits. */
export const isNativeId = (text: string): boolean => /^\d{1,19}$/.test(text);

/** A record inside a row, or the row itself, with the zone of its times. */
type Detail = StoredRow<CallRow>;

const read = createReadCell<Detail>({
  cellOf: ({ columns }, name) => columns[name],
  toInstant: (value, { timeZone }) => wallClockOf(timeZone).toInstant(value),
  rowIn: (columns, { timeZone }) => ({ columns, timeZone }),
});

/** A column of a row, as its field sends it. The vendor writes null for an empty list. */
export const readCell: ReadCell<Detail> = (row, name, type) =>
  read(row, name, type) ?? (type === 'rows' || type === 'texts' || type === 'secret' ? [] : null);

/** Columns that hold the id an outside system gave a call, or has it under. The second is newer than some accounts. */
export const EXTERNAL_ID_COLUMNS = ['call_api_external_id', 'ext_id'] as const;

/** The ids of other systems in a row; it names no telephony session but its own. */
export function toReferences(row: CallRow): CallReferences {
  const externalIds = EXTERNAL_ID_COLUMNS.flatMap((column) => textOrNull(row[column]) ?? []);
  return { sessionIds: [], externalIds: [...new Set(externalIds)] };
}
