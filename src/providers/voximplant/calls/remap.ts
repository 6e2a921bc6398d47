import type { CallSession } from '../../../domain/call-session.ts';
import { NO_USERS, type RowContext, clockOfRow, rowOf } from './row.ts';
import { toCallSession } from './to-call-session.ts';

const PARTS = { agents: false, legs: true, recordings: false, cost: true };

/** A kept call made anew of its row. Users are named by the directory, and recordings by links that are cut. */
export const remap = (
  call: CallSession,
  account: Pick<RowContext, 'provider' | 'currency' | 'defaultCountry'>,
): CallSession | null => toCallSession(rowOf(call), { ...account, clock: clockOfRow(call), findUser: NO_USERS }, PARTS);
