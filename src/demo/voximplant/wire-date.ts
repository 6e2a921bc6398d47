import type { Instant } from '../../time/instant.ts';

/** Writes instants as this vendor does: "2026-03-02 09:14:05", without an offset, in the account's zone. */
export type WireDate = { readonly zone: string; write(instant: Instant): string };

export const GMT = 'Etc/GMT';

/** Makes the writer of a zone. */
export function createWireDate(zone: string): WireDate {
  if (zone === GMT) return { zone, write: (instant) => new Date(instant).toISOString().slice(0, 19).replace('T', ' ') };
  // Swedish writes dates just so.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  return { zone, write: (instant) => format.format(instant) };
}
