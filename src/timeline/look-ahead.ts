import { LRUCache } from 'lru-cache';
import type { CallSession, OrderDirection } from '../domain/call-session.ts';
import type { Instant } from '../time/instant.ts';
import type { ProviderError } from '../domain/provider-error.ts';
import { type Place, placeText } from './place.ts';

/** What a page of a walk read of one provider beyond its own end. */
export type Ahead = {
  /** In reading order, filters applied. */
  readonly rows: readonly CallSession[];
  /** How far the rows reach, as CallPage.through says it. */
  readonly through: Instant;
  /** Unreadable rows somewhere among these. */
  readonly problems: readonly ProviderError[];
  /** When the oldest of the rows was asked of their vendor. */
  readonly asOf: Instant;
  /** When the provider was asked for them, and where closed history ended then. */
  readonly readAt: Instant;
  readonly settledThrough: Instant;
  /** How many rows the walk expected of its last question. */
  readonly expect: number;
  /** Whether the walk has shown a call at the place it goes on from. */
  readonly followsCall: boolean;
};

/** Names the walk of a provider; the same walk asks the same of the same rows. */
export type Walk = {
  readonly provider: string;
  readonly direction: OrderDirection;
  readonly filterText: string;
  readonly selectionText: string;
};

/** What was fetched and not shown, kept for the next page of the same walk. Losing it costs a request. */
export type LookAhead = ReturnType<typeof createLookAhead>;

/** Makes a bounded memory: `youngMs` for what may still change, `settledMs` for closed history. */
export function createLookAhead({
  now,
  maxRows,
  youngMs,
  settledMs,
}: {
  readonly now: () => Instant;
  readonly maxRows: number;
  readonly youngMs: number;
  readonly settledMs: number;
}) {
  const kept = new LRUCache<string, Ahead>({
    maxSize: Math.max(1, maxRows),
    sizeCalculation: ({ rows }) => rows.length + 1,
  });
  return {
    /** `maxAgeMs`: nothing older than that. */
    take(walk: Walk, place: Place, maxAgeMs = Infinity): Ahead | null {
      const key = keyOf(walk, place);
      const ahead = kept.get(key);
      if (!ahead || maxAgeMs === 0 || now() - ahead.asOf > maxAgeMs) return null;
      const ageMs = now() - ahead.readAt;
      if (ageMs >= 0 && ageMs <= youngMs) return ahead;
      const settled = ageMs >= 0 && ageMs <= settledMs ? keepSettled(ahead, place, walk.direction) : null;
      if (!settled) kept.delete(key);
      return settled;
    },
    keep(walk: Walk, place: Place, ahead: Ahead): void {
      kept.set(keyOf(walk, place), ahead);
    },
  };
}

/** The part that was closed history when it was read. */
function keepSettled(ahead: Ahead, place: Place, direction: OrderDirection): Ahead | null {
  const { settledThrough } = ahead;
  if (place.startedAt >= settledThrough) return null;
  if (direction === 'DESC' || ahead.through <= settledThrough) return ahead;
  const rows = ahead.rows.filter(({ startedAt }) => startedAt < settledThrough);
  return { ...ahead, rows, through: settledThrough };
}

const keyOf = ({ provider, direction, filterText, selectionText }: Walk, place: Place): string =>
  [provider, direction, placeText(place), filterText, selectionText].join('\n');
