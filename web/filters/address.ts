import type { CallDirection, CallOutcome } from '../graph/generated/graphql.ts';
import { texts } from '../texts.ts';
import { type CallFilter, type DurationRange, NO_FILTER } from './call-filter.ts';
import { DATES_PRESETS, type Dates, readDayOrInstant } from './dates.ts';
import { LEAST_DIGITS, digitsOf } from './digits.ts';

/** What an address asks for, and the names of what stands in it and cannot be read: that is left out. */
export type FilterOfAddress = { readonly filter: CallFilter; readonly ignored: readonly string[] };

/** Reads what writeFilter writes. */
export function readFilter(search: URLSearchParams): FilterOfAddress {
  const ignored = new Set<string>();
  const readAll = <T>(name: string, read: (text: string) => T | null): T[] => [
    ...new Set(
      search.getAll(name).flatMap((text) => {
        const value = read(text.trim());
        if (value === null) ignored.add(name);
        return value === null ? [] : [value];
      }),
    ),
  ];
  const readOne = <T>(name: string, read: (text: string) => T | null): T | null => readAll(name, read).at(-1) ?? null;

  const preset = readOne('dates', (text) => DATES_PRESETS.find((each) => each === text) ?? null);
  const [from, to] = [readOne('from', readDayOrInstant), readOne('to', readDayOrInstant)];
  return {
    filter: {
      providers: readAll('provider', readText),
      dates: preset ?? (from === null && to === null ? null : { from, to }),
      directions: readAll('direction', readWordOf(texts.direction)),
      outcomes: readAll('outcome', readWordOf(texts.outcome)),
      people: readAll('person', readText),
      agents: readAll('agent', readText),
      queues: readAll('queue', readText),
      lines: readAll('line', readDigits),
      customers: readAll('customer', readDigits),
      number: readOne('number', (text) => (digitsOf(text).length >= LEAST_DIGITS ? text : null)),
      text: readOne('text', readText),
      duration: readOne('duration', readDuration),
      hasRecording: readOne('recording', readYesOrNo),
      isReturned: readOne('returned', readYesOrNo),
    },
    ignored: [...ignored],
  };
}

/** Writes a filter into an address. What it leaves open is not in it. */
export function writeFilter(change: Partial<CallFilter>): URLSearchParams {
  const filter = { ...NO_FILTER, ...change };
  const search = new URLSearchParams();
  const write = (name: string, values: readonly (string | null)[]): void => {
    for (const value of values) if (value !== null) search.append(name, value);
  };
  write('provider', filter.providers);
  writeDates(filter.dates, write);
  write('direction', filter.directions.map(toWord));
  write('outcome', filter.outcomes.map(toWord));
  write('person', filter.people);
  write('agent', filter.agents);
  write('queue', filter.queues);
  write('line', filter.lines);
  write('customer', filter.customers);
  write('number', [filter.number]);
  write('text', [filter.text]);
  write('duration', [filter.duration && writeDuration(filter.duration)]);
  write('recording', [toYesOrNo(filter.hasRecording)]);
  write('returned', [toYesOrNo(filter.isReturned)]);
  return search;
}

const readText = (text: string): string | null => (text === '' ? null : text);
const readDigits = (text: string): string | null => (digitsOf(text) === '' ? null : text);

const toWord = (value: CallDirection | CallOutcome): string => value.toLowerCase();
const readWordOf =
  <T extends string>(values: Readonly<Record<T, string>>) =>
  (text: string): T | null =>
    Object.hasOwn(values, text.toUpperCase()) ? (text.toUpperCase() as T) : null;

const YES = 'yes';
const NO = 'no';
const readYesOrNo = (text: string): boolean | null => (text === YES ? true : text === NO ? false : null);
const toYesOrNo = (value: boolean | null): string | null => (value === null ? null : value ? YES : NO);

function writeDates(dates: Dates | null, write: (name: string, values: readonly (string | null)[]) => void): void {
  if (typeof dates === 'string') return write('dates', [dates]);
  write('from', [dates?.from ?? null]);
  write('to', [dates?.to ?? null]);
}

/** In seconds: 60..300, 60.. or ..300. */
const DURATION = /^(\d{0,6})\.\.(\d{0,6})$/;

function readDuration(text: string): DurationRange | null {
  const [, min, max] = DURATION.exec(text) ?? [];
  const range = { minSeconds: min ? Number(min) : null, maxSeconds: max ? Number(max) : null };
  return range.minSeconds === null && range.maxSeconds === null ? null : range;
}

const writeDuration = ({ minSeconds, maxSeconds }: DurationRange): string => `${minSeconds ?? ''}..${maxSeconds ?? ''}`;
