import { describe, expect, it } from 'vitest';
import { readDates, toDates, toRange } from '../../web/overview/range.ts';
import { toStretches } from '../../web/overview/stretches.ts';

/** An afternoon of the zone that the tests run in, whichever it is. */
const NOW = new Date(2026, 3, 30, 15, 30);
const day = (date: number, hour = 0): Date => new Date(2026, 3, date, hour);

describe('the range of an overview', () => {
  it('is of thirty days where the address names none', () => {
    expect(readDates(new URLSearchParams(''))).toBe('30-days');
    expect(readDates(new URLSearchParams('dates=today'))).toBe('today');
    expect(readDates(new URLSearchParams('from=2026-04-01'))).toEqual({ from: '2026-04-01', to: null });
  });

  it('reaches to the end of today, and is compared with the days before it, as far as today has come', () => {
    const { from, to, before } = toRange('7-days', NOW);
    expect([from, to]).toEqual([day(24), new Date(2026, 4, 1)]);
    expect(before).toEqual({ from: day(17), to: day(24), through: new Date(2026, 3, 23, 15, 30) });
  });

  it('that is over is compared as a whole', () => {
    const { before } = toRange({ from: '2026-04-10', to: '2026-04-12' }, NOW);
    expect(before).toEqual({ from: day(7), to: day(10), through: day(10) });
  });

  it('of some hours is compared with the same hours of the day before', () => {
    const { before, every } = toRange({ from: day(20, 9).toISOString(), to: day(20, 12).toISOString() }, NOW);
    expect([before.from, before.to, every]).toEqual([day(19, 9), day(19, 12), 'HOUR']);
  });

  it.each([
    ['today', 'HOUR'],
    ['7-days', 'DAY'],
    ['90-days', 'DAY'],
    [{ from: '2026-01-01', to: '2026-04-29' }, 'WEEK'],
    [{ from: '2023-01-01', to: '2026-04-29' }, 'MONTH'],
  ] as const)('has bars that can be told apart: %o is told by %s', (dates, every) => {
    expect(toRange(dates, NOW).every).toBe(every);
  });

  it('that was drawn over is named by its days where it is of whole ones', () => {
    expect(toDates(day(20), day(23))).toEqual({ from: '2026-04-20', to: '2026-04-22' });
    const hours = toDates(day(20, 9), day(20, 12));
    expect(hours).toEqual({
      from: day(20, 9).toISOString().replace('.000', ''),
      to: day(20, 12).toISOString().replace('.000', ''),
    });
  });
});

describe('bars', () => {
  const bucket = (at: Date, calls: number) => ({ from: at.toISOString(), figures: { calls } });
  const read = {
    stretches: {
      buckets: [
        { ...bucket(day(20), 3), to: day(21).toISOString() },
        { ...bucket(day(21), 0), to: day(22).toISOString() },
      ],
    },
    outcomes: {
      buckets: [
        { ...bucket(day(20), 1), outcome: 'ANSWERED' as const },
        { ...bucket(day(20), 1), outcome: 'MISSED' as const },
        { ...bucket(day(20), 1), outcome: 'ABANDONED' as const },
      ],
    },
    stretchesBefore: { buckets: [bucket(day(18), 5), bucket(day(19), 6)] },
  };

  it('join how calls ended, with those without calls, to the same day of the period before', () => {
    const [first, second] = toStretches(read, { days: 2, every: 'DAY' });
    expect(first).toMatchObject({ calls: 3, before: 5, groups: { answered: 1, missed: 2, busy: 0, other: 0 } });
    expect(second).toMatchObject({ calls: 0, before: 6, groups: { answered: 0, missed: 0 } });
  });

  it('say nothing of a period before that has no such day', () => {
    const stretchesBefore = { buckets: [bucket(day(19), 6)] };
    const [first, second] = toStretches({ ...read, stretchesBefore }, { days: 2, every: 'DAY' });
    expect([first!.before, second!.before]).toEqual([null, 6]);
  });

  it('of weeks are compared by their place', () => {
    const [first, second] = toStretches(read, { days: 100, every: 'WEEK' });
    expect([first!.before, second!.before]).toEqual([5, 6]);
  });
});
