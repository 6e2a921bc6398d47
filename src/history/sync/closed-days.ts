import type { Provider } from '../../domain/provider.ts';
import { DAY_MS, type Instant } from '../../time/instant.ts';
import { type TimeRange, intersectRanges, isEmptyRange } from '../../time/time-range.ts';
import type { KeptSpan } from '../store/kept-page.ts';
import { CALL_PARTS, type CallPart } from '../store/vendor-reading.ts';

/** Ages at which a closed day is read again, since ratings, notes, recordings and costs come late. */
export const AGES_MS = [2, 4, 8, 16, 32].map((days) => days * DAY_MS);

/** A closed day that is due to be read again, and how old it is. */
export type DueDay = { readonly range: TimeRange; readonly ageMs: number };

/**
 * The newest day that was last read before it reached an age that it has by now. What was read and when is in the store:
 * nothing is forgotten while no process runs. Days that are not kept whole are left to those that fill gaps.
 */
export function findDueDay(range: TimeRange, now: Instant, spans: readonly KeptSpan[]): DueDay | null {
  for (const day of daysOf(range)) {
    const ageMs = now - day.to;
    const reached = AGES_MS.findLast((age) => age <= ageMs);
    if (reached === undefined) continue;
    const readAt = readWhole(day, spans);
    if (readAt !== null && readAt < day.to + reached) return { range: day, ageMs };
  }
  return null;
}

/** The day whose last reading is the oldest, of those that no age makes due any more. */
export function findAuditDay(range: TimeRange, now: Instant, spans: readonly KeptSpan[]): DueDay | null {
  let oldest: { readonly day: DueDay; readonly readAt: Instant } | null = null;
  for (const day of daysOf(range)) {
    const ageMs = now - day.to;
    const readAt = ageMs < AGES_MS.at(-1)! ? null : readWhole(day, spans);
    if (readAt !== null && readAt < (oldest?.readAt ?? Infinity)) oldest = { day: { range: day, ageMs }, readAt };
  }
  return oldest?.day ?? null;
}

/** Whether it is between one and five in the morning where an account is: then is time for an audit. */
export function isNight(instant: Instant, timeZone: string): boolean {
  const hour = Number(new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format(instant));
  return hour >= 1 && hour < 5;
}

/** What may still have changed since a day was read at the age before this one. */
export function partsStillOpen({ staysOpenMs = {} }: Provider, ageMs: number): CallPart[] {
  const before = Math.max(0, ...AGES_MS.filter((age) => age < ageMs).slice(0, -1));
  const isOpen = (...kinds: readonly (keyof NonNullable<Provider['staysOpenMs']>)[]): boolean =>
    kinds.some((kind) => (staysOpenMs[kind] ?? Infinity) >= before);
  return CALL_PARTS.filter((part) =>
    part === 'recordings' ? isOpen('recording', 'transcript') : part === 'costs' ? isOpen('cost') : true,
  );
}

/** Whole days of UTC within a range, newest first; the oldest may be cut. */
function* daysOf({ from, to }: TimeRange): Generator<TimeRange, undefined> {
  for (let end = Math.floor(to / DAY_MS) * DAY_MS; end > from; end -= DAY_MS)
    yield { from: Math.max(from, end - DAY_MS), to: end };
}

/** When a day was read, by its oldest piece; null where a piece is missing or was not settled. */
function readWhole(day: TimeRange, spans: readonly KeptSpan[]): Instant | null {
  let covered = 0;
  let readAt = Infinity;
  for (const span of spans) {
    if (span.range.to <= day.from || span.range.from >= day.to) continue;
    const piece = intersectRanges(span.range, day);
    if (isEmptyRange(piece)) continue;
    if (!span.isSettled) return null;
    covered += piece.to - piece.from;
    readAt = Math.min(readAt, span.readAt);
  }
  return covered === day.to - day.from ? readAt : null;
}
