import { type WallClock, createWallClock } from '../../../time/wall-clock.ts';

/** The clock of the account's zone: the vendor writes and reads wall time of it, without an offset. */
export type AccountZone = WallClock;

const zones = new Map<string, AccountZone>();

/** The zone of an IANA name. What it has learned of its changes is kept as long as the process lives. */
export function accountZone(timeZone: string): AccountZone {
  let zone = zones.get(timeZone);
  if (zone === undefined) {
    zone = createWallClock(timeZone);
    zones.set(timeZone, zone);
  }
  return zone;
}
