import { DAY_MS, SECOND_MS } from '../../time/instant.ts';
import { createRandom } from '../create-random.ts';
import { readCount, readIds, readSwitch } from './parameters.ts';
import { Refusal } from './refusal.ts';
import { type SessionTest, readSessionFilter } from './session-filter.ts';
import type { RowSetting } from './session-row.ts';
import type { Session, Sessions } from './sessions.ts';

/** What the account keeps, and how it is written down. */
export type History = {
  readonly sessions: Sessions;
  readonly setting: () => RowSetting;
  /** The longest range it answers, in days; any when left out. */
  readonly longestRangeDays?: number | undefined;
  /** Whether sessions are listed while they run. */
  readonly showsRunning: boolean;
};

const DATE = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;
const MOST_IDS = 1000;
/** As a rule a session shows when it has ended; none lasts longer. */
const LONGEST_CALL_MS = DAY_MS;

/** Makes the answer to `GetCallHistory`. */
export function createGetCallHistory(history: History): (parameters: URLSearchParams) => object {
  let requests = 0;
  return (parameters) => {
    requests += 1;
    const setting = history.setting();
    const range = readDates(parameters, history.longestRangeDays);
    const isDescending = readSwitch(parameters, 'desc_order', false);
    const count = readCount(parameters, 'count', { otherwise: 20, min: 1, max: 1000 });
    const offset = readCount(parameters, 'offset', { otherwise: 0, min: 0, max: 10_000 });
    const parts = {
      withCalls: readSwitch(parameters, 'with_calls', false),
      withRecords: readSwitch(parameters, 'with_records', false),
      withOtherResources: readSwitch(parameters, 'with_other_resources', true),
    };
    const found = select(history, range, parameters, setting);
    const page = pageOf(found, { offset, count, isDescending, salt: requests });
    return {
      result: page.map((session) => session.toRow(parts, setting)),
      ...(readSwitch(parameters, 'with_total_count', true) ? { total_count: found.count } : {}),
      count: page.length,
      timezone: setting.date.zone,
      ...(range.warnings.length === 0 ? {} : { warnings: range.warnings }),
    };
  };
}

type DateRange = { readonly from: string; readonly to: string; readonly warnings: readonly string[] };

function readDates(parameters: URLSearchParams, longestRangeDays: number | undefined): DateRange {
  const read = (name: string, otherwise: string): string => {
    const text = parameters.get(name) ?? otherwise;
    if (!DATE.test(text)) throw new Refusal(111, `The '${name}' parameter has a bad date format.`, name);
    return text;
  };
  const from = read('from_date', '0000-01-01 00:00:00');
  const to = read('to_date', '9999-12-31 23:59:59');
  if (from > to) throw new Refusal(123, 'The date range is invalid.');
  const days = (Date.parse(toIso(to)) - Date.parse(toIso(from))) / DAY_MS;
  if (longestRangeDays !== undefined && days > longestRangeDays)
    throw new Refusal(569, `The date range must be within ${longestRangeDays} days.`);
  const missing = ['from_date', 'to_date'].filter((name) => !parameters.has(name));
  return { from, to, warnings: missing.map((name) => `Required '${name}' parameter isn't set.`) };
}

/** Sessions in order of start, as many as were found. */
type Found = { readonly count: number; at(place: number): Session };

// Without a filter the rows of a range lie side by side: none but the page's own are made.
function select(history: History, range: DateRange, parameters: URLSearchParams, { now, date }: RowSetting): Found {
  const { sessions, showsRunning } = history;
  const isShown = (session: Session) =>
    !session.isAbsent() && (showsRunning ? session.startedAt : session.endedAt) <= now;
  const test = readSessionFilter(parameters);
  const isFound = (session: Session) => isShown(session) && (test === null || test(session.facts()));
  const ids = readIds(parameters, 'call_session_history_id', 150);
  if (ids !== null && ids.length > MOST_IDS)
    throw new Refusal(497, "The 'call_session_history_id' parameter is out of range.", 'call_session_history_id');
  const isInRange = (session: Session) => {
    const text = date.write(session.startedAt);
    return text >= range.from && text <= range.to;
  };
  if (ids !== null) {
    const named = [...new Set(ids)].flatMap((id) => sessions.find(id) ?? []);
    return toFound(
      named
        .filter(isInRange)
        .filter(isFound)
        .sort((a, b) => a.startedAt - b.startedAt),
    );
  }
  // A day more at either end covers any zone.
  const low = sessions.placeAtOrAfter(Date.parse(toIso(range.from)) - DAY_MS);
  const high = sessions.placeAtOrAfter(Date.parse(toIso(range.to)) + DAY_MS + SECOND_MS);
  const settled = sessions.allThereBefore(now - LONGEST_CALL_MS);
  return narrow(sessions, { low, high, settled }, test, isInRange, isFound);
}

function narrow(
  sessions: Sessions,
  { low, high, settled }: { low: number; high: number; settled: number },
  test: SessionTest,
  isInRange: (session: Session) => boolean,
  isFound: (session: Session) => boolean,
): Found {
  let first = low;
  while (first < high && !isInRange(sessions.at(first))) first += 1;
  let end = high;
  while (end > first && !isInRange(sessions.at(end - 1))) end -= 1;
  const closed = test === null ? Math.max(first, Math.min(end, settled)) : first;
  const open: Session[] = [];
  for (let place = closed; place < end; place += 1) {
    const session = sessions.at(place);
    if (isInRange(session) && isFound(session)) open.push(session);
  }
  const before = closed - first;
  return {
    count: before + open.length,
    at: (place) => (place < before ? sessions.at(first + place) : at(open, place - before)),
  };
}

type Paging = {
  readonly offset: number;
  readonly count: number;
  readonly isDescending: boolean;
  readonly salt: number;
};

// Sessions of one second come in another order every time: nothing promises one.
function pageOf(found: Found, { offset, count, isDescending, salt }: Paging): Session[] {
  const first = isDescending ? found.count - offset - count : offset;
  const low = Math.max(0, first);
  const high = Math.min(found.count, first + count);
  if (low >= high) return [];
  let start = low;
  while (start > 0 && found.at(start - 1).startedAt === found.at(low).startedAt) start -= 1;
  let end = high;
  while (end < found.count && found.at(end).startedAt === found.at(high - 1).startedAt) end += 1;
  const rows = Array.from({ length: end - start }, (_, index) => found.at(start + index));
  const random = createRandom(salt);
  const tie = new Map(rows.map((row) => [row, random()]));
  rows.sort((a, b) => a.startedAt - b.startedAt || (tie.get(a) ?? 0) - (tie.get(b) ?? 0));
  const page = rows.slice(low - start, high - start);
  return isDescending ? page.reverse() : page;
}

const toFound = (sessions: readonly Session[]): Found => ({
  count: sessions.length,
  at: (place) => at(sessions, place),
});

const at = (sessions: readonly Session[], place: number): Session => {
  const session = sessions[place];
  if (session === undefined) throw new RangeError(`no session at ${place}`);
  return session;
};

const toIso = (date: string): string => `${date.replace(' ', 'T')}Z`;
