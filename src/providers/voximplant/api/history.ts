import type { OrderDirection } from '../../../domain/call-session.ts';
import { DAY_MS, SECOND_MS } from '../../../time/instant.ts';
import { type WallClock, createWallClock } from '../../../time/wall-clock.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import { type TimeRange, firstPart } from '../../../time/time-range.ts';
import { countOrNull, recordOf, textOrNull } from '../../../transport/read-wire.ts';
import type { Client } from './client.ts';
import { isRangeTooLong } from './to-error.ts';
import type { Envelope, Parameters, SessionRow } from './wire.ts';

/** A question to GetCallHistory. */
export type HistoryQuery = {
  /** Whole seconds. */
  readonly range: TimeRange;
  readonly direction: OrderDirection;
  readonly count: number;
  readonly offset?: number;
  readonly withTotal?: boolean;
  readonly parameters: Parameters;
};

/** Rows as the vendor sent them, and in whose clock. */
export type HistoryPage = {
  readonly rows: readonly SessionRow[];
  readonly total: number | null;
  /** What has been asked: the range itself, or as much of its first end as the vendor answers at once. */
  readonly range: TimeRange;
  readonly clock: WallClock;
};

/** Pages of the account's call history, in the account's zone and in ranges as long as the vendor answers. */
export type History = ReturnType<typeof createHistory>;

/** A reply says what the next question must look like: at most its zone, and a limit to the range now and then. */
const MOST_ATTEMPTS = 40;

/** Reads the history of one account. What a reply tells of zone and range limit is kept for later questions. */
export function createHistory(client: Client, provider: string) {
  // The vendor writes in this zone unless the account says otherwise.
  let clock = createWallClock('Etc/GMT');
  let longestMs = Infinity;

  return {
    async read(query: HistoryQuery, signal: AbortSignal): Promise<HistoryPage> {
      for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
        const range = firstPart(query.range, query.direction, longestMs);
        let envelope: Envelope;
        try {
          envelope = await client.getCallHistory(toParameters(query, range, clock), signal);
        } catch (error) {
          const length = range.to - range.from;
          if (!isRangeTooLong(error) || length <= SECOND_MS) throw error;
          longestMs = shorterThan(length, error);
          continue;
        }
        const named = textOrNull(envelope.timezone);
        if (named === null || named === clock.timeZone) return toPage(envelope, range, clock);
        // The dates that were sent have been read in the account's zone: they are sent again where they differ in it.
        const sent = datesOf(range, clock);
        clock = clockOf(named, provider);
        if (isSame(sent, datesOf(range, clock))) return toPage(envelope, range, clock);
      }
      throw new ProviderError(
        provider,
        'unreadable',
        'Voximplant changed the time zone or the longest range of GetCallHistory with every answer.',
      );
    },
  };
}

const toPage = (envelope: Envelope, range: TimeRange, clock: WallClock): HistoryPage => ({
  rows: (envelope.result as readonly unknown[]).map(recordOf),
  total: countOrNull(envelope.total_count),
  range,
  clock,
});

function toParameters(query: HistoryQuery, range: TimeRange, clock: WallClock): Parameters {
  const { direction, count, offset = 0, withTotal = false, parameters } = query;
  return {
    ...parameters,
    ...datesOf(range, clock),
    desc_order: String(direction === 'DESC'),
    with_total_count: String(withTotal),
    count: String(count),
    ...(offset > 0 ? { offset: String(offset) } : {}),
  };
}

type Dates = { readonly from_date: string; readonly to_date: string };

/** The vendor includes both ends. Where an end lies in hours that the zone lives twice, both of them are asked for. */
function datesOf(range: TimeRange, clock: WallClock): Dates {
  const last = range.to - SECOND_MS;
  const first = clock.blockOf(range.from);
  const final = clock.blockOf(last);
  return {
    from_date: clock.toWall(isSecond(first) ? range.from : first.from - SECOND_MS),
    to_date: clock.toWall(isSecond(final) ? last : final.to),
  };
}

const isSame = (a: Dates, b: Dates): boolean => a.from_date === b.from_date && a.to_date === b.to_date;

/** Whether a span is one second, and not the hours of a fold. */
export const isSecond = (span: TimeRange): boolean => span.to - span.from === SECOND_MS;

/** "The date range must be within N days"; where the words name no number, half of what was too long. */
function shorterThan(lengthMs: number, refusal: Error): number {
  const days = Number(/within (\d{1,4}) day/i.exec(refusal.message)?.[1] ?? NaN);
  const half = Math.max(SECOND_MS, Math.floor(lengthMs / 2 / SECOND_MS) * SECOND_MS);
  return days * DAY_MS < lengthMs ? days * DAY_MS : half;
}

function clockOf(name: string, provider: string): WallClock {
  try {
    return createWallClock(name);
  } catch (error) {
    throw new ProviderError(
      provider,
      'unreadable',
      `Voximplant says that its dates are in "${name.slice(0, 60)}", which is no time zone: they cannot be read.`,
      { cause: error },
    );
  }
}
