import type { CallLeg } from '../../../domain/call-leg.ts';
import type { CallSession } from '../../../domain/call-session.ts';
import type { CallRow, LegRow, StoredRow } from '../api/wire.ts';

/** The row of one of this provider's calls: it was put there by toCallSession. */
export const storedRowOf = (call: Pick<CallSession, 'row'>): StoredRow<CallRow> => call.row as StoredRow<CallRow>;

/** The row of one of this provider's legs: it was put there by toCallLeg. */
export const storedLegOf = (leg: Pick<CallLeg, 'row'>): StoredRow<LegRow> => leg.row as StoredRow<LegRow>;
