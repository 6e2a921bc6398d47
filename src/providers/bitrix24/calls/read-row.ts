import type { CallSession } from '../../../domain/call-session.ts';
import { readDecimal } from '../../../domain/money.ts';
import { recordOf, textOrNull, wholeOrNull } from '../../../transport/read-wire.ts';
import type { StatisticsField, StatisticsRow } from '../api/wire.ts';

/** The row behind a call. */
export const rowOf = (call: CallSession): StatisticsRow => recordOf(call.row);

/** A field of a call's row as text; null for none. */
export const textIn = (call: CallSession, field: StatisticsField): string | null => textOrNull(rowOf(call)[field]);

/** A field of a call's row as a whole number of 32 bits; null for anything else. */
export const integerIn = (call: CallSession, field: StatisticsField): number | null => wholeOrNull(rowOf(call)[field]);

/** A field of a call's row as exact digits; null for anything else. */
export const decimalIn = (call: CallSession, field: StatisticsField): string | null => readDecimal(textIn(call, field));
