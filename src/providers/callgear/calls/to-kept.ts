import type { CallSession } from '../../../domain/call-session.ts';
import { hideCells, namesOf, withRows } from '../../columns/hide-cells.ts';
import { shortened, textsOf } from '../../columns/read-cell.ts';
import { recordIdOf } from '../media/to-recording.ts';
import { CALL_COLUMNS, LEG } from './columns.ts';
import { storedRowOf } from './row.ts';

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
