import type { HistoryStore } from '../../../../src/history/store/history-store.ts';
import type { Kept, VendorReading } from '../../../../src/history/store/vendor-reading.ts';
import { HOUR_MS, type Instant } from '../../../../src/time/instant.ts';

/** Mistakes that a sync could make; each breaks one of the rules that a kept history rests on. */
export const PLANTED_BUGS = [
  'coverage from a filtered reading',
  'the time of reading taken after the answer',
  'rows and coverage in two transactions',
  'absence read as deletion outside a whole span',
  'a stale writer that is let through',
] as const;
export type PlantedBug = (typeof PLANTED_BUGS)[number];

/** A process that ends in the middle of its work. */
export class Killed extends Error {}

/** A store to write to; `killNext` ends the process at its next write: before it, or between the two that a bug makes. */
export type KillableStore = HistoryStore & { killNext(isWanted: boolean): void };

/** The store as it is, or as a mistaken sync would use it. */
export function plantBug(store: HistoryStore, bug: PlantedBug | null, now: () => Instant): KillableStore {
  let isKilled = false;
  const dieHere = (): void => {
    if (!isKilled) return;
    isKilled = false;
    throw new Killed('killed');
  };
  const keep = async (reading: VendorReading): Promise<Kept> => {
    const { covers, calls } = reading;
    if (bug === 'rows and coverage in two transactions' && covers !== null) {
      // Nothing is removed that started before the end of the span: so this writes coverage alone.
      await store.keep({ ...reading, calls: [], covers: { ...covers, heldSince: covers.range.to } });
      dieHere();
      return store.keep({ ...reading, covers: null });
    }
    dieHere();
    switch (bug) {
      case 'coverage from a filtered reading': {
        const starts = calls.flatMap(({ call }) => call?.startedAt ?? []);
        if (covers !== null || starts.length === 0) return store.keep(reading);
        const range = { from: Math.min(...starts), to: Math.max(...starts) + 1000 };
        return store.keep({ ...reading, covers: { range, parts: ['calls'] } });
      }
      case 'the time of reading taken after the answer':
        return store.keep({
          ...reading,
          readAt: now(),
          settledThrough: reading.settledThrough + now() - reading.readAt,
        });
      case 'absence read as deletion outside a whole span': {
        if (covers === null) return store.keep(reading);
        const { from, to } = covers.range;
        return store.keep({ ...reading, covers: { ...covers, range: { from: from - HOUR_MS, to: to + HOUR_MS } } });
      }
      case 'a stale writer that is let through':
        return store.keep({ ...reading, lease: null });
      default:
        return store.keep(reading);
    }
  };
  return {
    ...store,
    keep,
    killNext: (isWanted) => {
      isKilled = isWanted;
    },
  };
}
