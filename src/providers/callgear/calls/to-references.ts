import type { CallReferences } from '../../../domain/call-references.ts';
import { textOrNull } from '../../../transport/read-wire.ts';
import type { CallRow } from '../api/wire.ts';

/** Columns that hold the id an outside system gave a call, or has it under. The second is newer than some accounts. */
export const EXTERNAL_ID_COLUMNS = ['call_api_external_id', 'ext_id'] as const;

/** The ids of other systems in a row; it names no telephony session but its own. */
export function toReferences(row: CallRow): CallReferences {
  const externalIds = EXTERNAL_ID_COLUMNS.flatMap((column) => textOrNull(row[column]) ?? []);
  return { sessionIds: [], externalIds: [...new Set(externalIds)] };
}
