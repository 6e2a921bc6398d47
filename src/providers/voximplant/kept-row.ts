import type { CallSession } from '../../domain/call-session.ts';
import { type AccountZone, createAccountZone } from './account-zone.ts';
import type { SessionRow } from './wire.ts';

/** What a call keeps of its reply: the vendor's row, and the zone its dates are written in. Plain data, fit to be cached. */
export type KeptRow = { readonly wire: SessionRow; readonly timezone: string };

/** The vendor's row of a call. */
export const rowOf = (call: Pick<CallSession, 'row'>): SessionRow => (call.row as KeptRow).wire;

/** The zone of a row's dates. */
export function zoneOfRow(call: Pick<CallSession, 'row'>): AccountZone {
  const { timezone } = call.row as KeptRow;
  const known = zones.get(timezone) ?? createAccountZone(timezone);
  zones.set(timezone, known);
  return known;
}

const zones = new Map<string, AccountZone>();
