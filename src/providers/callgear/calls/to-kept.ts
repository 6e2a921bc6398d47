import type { CallSession } from '../../../domain/call-session.ts';
import type { Column } from '../../columns/column.ts';
import { shortened, textsOf } from '../../columns/read-cell.ts';
import { recordIdOf } from '../media/to-recording.ts';
import { CALL_COLUMNS } from './columns.ts';
import { LEG } from './leg-columns.ts';
import { storedLegOf, storedRowOf } from './row.ts';

/** The call as it may be kept: whoever knows the whole id of a record can hear it, so only the beginnings stay. */
export const toKept = (call: CallSession): CallSession => ({
  ...call,
  row: { ...storedRowOf(call), columns: withoutKeys(storedRowOf(call).columns, CALL_COLUMNS) },
  ...(call.legs && {
    legs: call.legs.map((leg) => ({
      ...leg,
      row: { ...storedLegOf(leg), columns: withoutKeys(storedLegOf(leg).columns, LEG.columns) },
    })),
  }),
});

const withoutKeys = (
  row: object,
  columns: Readonly<Record<string, Pick<Column, 'type'>>>,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      columns[name]?.type === 'secret' ? withoutKey(value as unknown) : (value as unknown),
    ]),
  );

function withoutKey(value: unknown): unknown {
  if (Array.isArray(value)) return textsOf(value).map(shortened);
  if (typeof value !== 'string') return value;
  // A link still tells that there is a glued recording, and which.
  const recordId = recordIdOf(value);
  return recordId === null ? 'https://kept.invalid' : `https://kept.invalid/${shortened(recordId)}`;
}
