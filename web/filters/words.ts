import { formatDay, formatDuration, formatInstant } from '../parts/format.ts';
import { texts } from '../texts.ts';
import type { CallFilter, DurationRange } from './call-filter.ts';
import { type Dates, isDay } from './dates.ts';

/** Each thing that calls can be filtered by. */
export type FilterKind = keyof typeof texts.filters.kinds;

/** In the order in which they are offered. Those in front have a button of their own. */
export const FILTER_KINDS: readonly FilterKind[] = [
  'dates',
  'outcome',
  'direction',
  'person',
  'provider',
  'queue',
  'line',
  'customer',
  'number',
  'text',
  'duration',
  'recording',
  'returned',
];

/** The fields of each kind, empty. */
export const CLEARED: Readonly<Record<FilterKind, Partial<CallFilter>>> = {
  dates: { dates: null },
  outcome: { outcomes: [] },
  direction: { directions: [] },
  person: { people: [], agents: [] },
  provider: { providers: [] },
  queue: { queues: [] },
  line: { lines: [] },
  customer: { customers: [] },
  number: { number: null },
  text: { text: null },
  duration: { duration: null },
  recording: { hasRecording: null },
  returned: { isReturned: null },
};

/** What a filter says of a kind, in a few words; null where it leaves it open. */
export function wordsOf(kind: FilterKind, filter: CallFilter, names: ReadonlyMap<string, string>): string | null {
  const named = (ids: readonly string[]): string | null =>
    listOf(ids.map((id) => names.get(id) ?? texts.filters.unknownName));
  switch (kind) {
    case 'dates':
      return filter.dates && wordsOfDates(filter.dates);
    case 'outcome':
      return listOf(filter.outcomes.map((outcome) => texts.outcome[outcome]));
    case 'direction':
      return listOf(filter.directions.map((direction) => texts.direction[direction]));
    case 'person':
      return named([...filter.people, ...filter.agents]);
    case 'provider':
      return listOf(filter.providers.map((key) => names.get(key) ?? key));
    case 'queue':
      return named(filter.queues);
    case 'line':
      return listOf(filter.lines);
    case 'customer':
      return listOf(filter.customers);
    case 'number':
      return filter.number;
    case 'text':
      return filter.text;
    case 'duration':
      return filter.duration && wordsOfDuration(filter.duration);
    case 'recording':
      return filter.hasRecording === null ? null : texts.filters.recording[filter.hasRecording ? 'yes' : 'no'];
    case 'returned':
      return filter.isReturned === null ? null : texts.filters.returned[filter.isReturned ? 'yes' : 'no'];
  }
}

function wordsOfDates(dates: Dates): string {
  if (typeof dates === 'string') return texts.filters.presets[dates];
  const [from, to] = [dates.from && wordOfEnd(dates.from), dates.to && wordOfEnd(dates.to)];
  if (from === to) return from!;
  return from === null
    ? texts.filters.until(to!)
    : to === null
      ? texts.filters.since(from)
      : texts.filters.fromTo(from, to);
}

const wordOfEnd = (end: string): string => (isDay(end) ? formatDay(new Date(`${end}T00:00`)) : formatInstant(end));

function wordsOfDuration({ minSeconds, maxSeconds }: DurationRange): string {
  const [min, max] = [formatDuration(minSeconds), formatDuration(maxSeconds)];
  return maxSeconds === null
    ? texts.filters.atLeast(min)
    : minSeconds === null
      ? texts.filters.atMost(max)
      : texts.filters.fromTo(min, max);
}

/** The first of several, and how many more there are: a button has little room. */
const listOf = (words: readonly string[]): string | null => {
  if (words.length === 0) return null;
  return words.length <= 2 ? words.join(', ') : texts.filters.andMore(words[0]!, words.length - 1);
};
