import { describe, expect, it } from 'vitest';
import { readFilter, writeFilter } from '../../web/filters/address.ts';
import { type CallFilter, NO_FILTER } from '../../web/filters/call-filter.ts';
import { toInstants } from '../../web/filters/dates.ts';
import { toCallSessionFilter } from '../../web/filters/to-call-session-filter.ts';

/** An afternoon of the zone that the tests run in, whichever it is. */
const NOW = new Date(2026, 3, 30, 15, 30);
const midnight = (month: number, day: number): string => new Date(2026, month - 1, day).toISOString();

const EVERYTHING: CallFilter = {
  providers: ['portal', 'desk'],
  dates: { from: '2026-04-01', to: '2026-04-20' },
  directions: ['INBOUND', 'UNKNOWN'],
  outcomes: ['MISSED', 'ABANDONED'],
  people: ['UGVyc29uOjE='],
  agents: ['QWdlbnQ6cG9ydGFsOjE='],
  queues: ['UXVldWU6ZGVzazox'],
  lines: ['+442071234567'],
  customers: ['+44 7700 900123'],
  number: '7700 90',
  text: 'late delivery & more',
  duration: { minSeconds: 60, maxSeconds: null },
  hasRecording: true,
  isReturned: false,
};

describe('a filter in the address', () => {
  it('is read as it was written, every field of it', () => {
    const search = new URLSearchParams(writeFilter(EVERYTHING).toString());
    expect(readFilter(search)).toEqual({ filter: EVERYTHING, ignored: [] });
  });

  it('takes nothing in the address where it asks for all', () => {
    expect(writeFilter(NO_FILTER).toString()).toBe('');
    expect(readFilter(new URLSearchParams())).toEqual({ filter: NO_FILTER, ignored: [] });
  });

  it.each(['today', 'yesterday', '7-days', '30-days'] as const)('has a word for the dates %s', (dates) => {
    expect(writeFilter({ dates }).toString()).toBe(`dates=${dates}`);
    expect(readFilter(writeFilter({ dates })).filter.dates).toBe(dates);
  });

  it.each([
    ['dates=soon', 'dates'],
    ['from=2026-02-30', 'from'],
    ['to=yesterday', 'to'],
    ['to=9999-12-31', 'to'],
    ['from=0100-01-01', 'from'],
    ['from=9999-12-31T23:59:59-14:00', 'from'],
    ['direction=sideways', 'direction'],
    ['outcome=toString', 'outcome'],
    ['line=reception', 'line'],
    ['number=12', 'number'],
    ['text=%20', 'text'],
    ['duration=..', 'duration'],
    ['duration=-5..', 'duration'],
    ['recording=maybe', 'recording'],
    ['returned=1', 'returned'],
  ])('leaves out %s, and says so', (address, name) => {
    const { filter, ignored } = readFilter(new URLSearchParams(`${address}&provider=portal`));
    expect(filter).toEqual({ ...NO_FILTER, providers: ['portal'] });
    expect(ignored).toEqual([name]);
  });

  it('keeps the good values beside a bad one', () => {
    const { filter, ignored } = readFilter(new URLSearchParams('outcome=missed&outcome=nonsense&outcome=missed'));
    expect(filter.outcomes).toEqual(['MISSED']);
    expect(ignored).toEqual(['outcome']);
  });

  it('leaves alone what is not its own', () => {
    expect(readFilter(new URLSearchParams('at=2026-04-01')).ignored).toEqual([]);
  });
});

describe('dates', () => {
  it('are days of the viewer: from midnight to midnight, the last day included', () => {
    expect(toInstants({ from: '2026-04-01', to: '2026-04-20' }, NOW)).toEqual({
      from: midnight(4, 1),
      to: midnight(4, 21),
    });
  });

  it('can be instants, of which the last is not included', () => {
    const dates = { from: '2026-04-01T10:00:00Z', to: '2026-04-01T13:00:00Z' };
    expect(readFilter(writeFilter({ dates })).filter.dates).toEqual(dates);
    expect(toInstants(dates, NOW)).toEqual({ from: '2026-04-01T10:00:00.000Z', to: '2026-04-01T13:00:00.000Z' });
  });

  it.each([
    ['today', midnight(4, 30), null],
    ['yesterday', midnight(4, 29), midnight(4, 30)],
    ['7-days', midnight(4, 24), null],
    ['30-days', midnight(4, 1), null],
  ] as const)('that say %s are counted from now', (dates, from, to) => {
    expect(toInstants(dates, NOW)).toEqual({ from, to });
  });
});

describe('a filter for the graph', () => {
  it('has every field that somebody chose', () => {
    expect(toCallSessionFilter(EVERYTHING, NOW)).toEqual({
      providers: ['portal', 'desk'],
      startedAt: { from: midnight(4, 1), to: midnight(4, 21) },
      direction: ['INBOUND', 'UNKNOWN'],
      outcome: ['MISSED', 'ABANDONED'],
      personIds: ['UGVyc29uOjE='],
      agentIds: ['QWdlbnQ6cG9ydGFsOjE='],
      queueIds: ['UXVldWU6ZGVzazox'],
      lineNumber: ['+442071234567'],
      customerNumber: ['+44 7700 900123'],
      numberContains: '770090',
      text: 'late delivery & more',
      durationSeconds: { min: 60 },
      hasRecording: true,
      isReturned: false,
    });
  });

  it('has nothing that nobody chose: an empty list would match no call', () => {
    expect(toCallSessionFilter(NO_FILTER, NOW)).toEqual({});
  });

  it.each([
    ['900 123', { numberContains: '900123' }],
    ['+44 7700', { numberContains: '447700' }],
    ['7700900123', { numberContains: '7700900123' }],
    ['07700 900123', { number: ['07700 900123'] }],
    ['8 (495) 123-45-67', { number: ['8 (495) 123-45-67'] }],
    ['+44 7700 900123', { number: ['+44 7700 900123'] }],
  ])('looks for the number %s as a part, or as a whole in any spelling', (number, expected) => {
    expect(toCallSessionFilter({ ...NO_FILTER, number }, NOW)).toEqual(expected);
  });
});
