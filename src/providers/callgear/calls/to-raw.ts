import type { CallSession } from '../../../domain/call-session.ts';
import { shortened, textsOf } from '../../columns/read-cell.ts';
import { CALL_COLUMNS } from './columns.ts';
import { storedRowOf } from './row.ts';

/**
 * The row as the vendor sent it. Whoever knows a record's id can hear it, so record ids are cut to their first digits,
 * and of a link only its presence is told.
 */
export function toRaw(call: CallSession): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(storedRowOf(call).columns).map(([name, value]) => [name, withoutKey(name, value)]),
  );
}

function withoutKey(name: string, value: unknown): unknown {
  if (CALL_COLUMNS[name]?.type !== 'secret') return value;
  return Array.isArray(value) ? textsOf(value).map(shortened) : value != null;
}
