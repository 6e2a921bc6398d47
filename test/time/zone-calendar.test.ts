import { describe, expect, it, vi } from 'vitest';
import { HOUR_MS } from '../../src/time/instant.ts';
import { createZoneCalendar } from '../../src/time/zone-calendar.ts';

const at = (text: string): number => Date.parse(text);
const lengths = (borders: readonly number[]): number[] =>
  borders.slice(1).map((border, index) => (border - borders[index]!) / HOUR_MS);

describe('the calendar of a zone', () => {
  it('has a day of 23 and one of 25 hours where the clock is moved', () => {
    const { bordersOf } = createZoneCalendar('Europe/Berlin');
    const spring = bordersOf('DAY', { from: at('2026-03-28T00:00Z'), to: at('2026-03-30T12:00Z') });
    expect(lengths(spring)).toEqual([24, 23, 24]);
    const autumn = bordersOf('DAY', { from: at('2025-10-25T00:00Z'), to: at('2025-10-27T12:00Z') });
    expect(lengths(autumn)).toEqual([24, 25, 24]);
    expect(autumn[1]).toBe(at('2025-10-25T22:00Z'));
  });

  it('ends an hour where the clock is moved by half of one', () => {
    const { bordersOf, hourOfDay } = createZoneCalendar('Australia/Lord_Howe');
    const hours = bordersOf('HOUR', { from: at('2026-04-04T13:30Z'), to: at('2026-04-04T16:00Z') });
    // 1:00 to 2:00, and 1:30 to 2:00 again.
    expect(lengths(hours)).toEqual([1, 1, 0.5, 1]);
    expect(hours.slice(0, -1).map(hourOfDay)).toEqual([0, 1, 1, 2]);
  });

  it('begins a day where the clock is moved over midnight', () => {
    const { bordersOf, hourOfDay } = createZoneCalendar('Africa/Cairo');
    const days = bordersOf('DAY', { from: at('2026-04-23T12:00Z'), to: at('2026-04-24T12:00Z') });
    expect(lengths(days)).toEqual([24, 23]);
    expect(hourOfDay(days[1]!)).toBe(1);
  });

  it('leaves out a day that the zone left out', () => {
    const { bordersOf } = createZoneCalendar('Pacific/Apia');
    const days = bordersOf('DAY', { from: at('2011-12-29T12:00Z'), to: at('2011-12-31T12:00Z') });
    expect(lengths(days)).toEqual([24, 24, 24]);
    expect(days.map((day) => new Date(day).toISOString())).toContain('2011-12-30T10:00:00.000Z');
  });

  it('counts hours of a zone that is half an hour or a quarter from the others', () => {
    for (const [zone, minutes] of [
      ['Asia/Kolkata', '30'],
      ['Asia/Kathmandu', '15'],
    ] as const) {
      const [first] = createZoneCalendar(zone).bordersOf('HOUR', {
        from: at('2026-02-01T00:50Z'),
        to: at('2026-02-01T01:00Z'),
      });
      expect(new Date(first!).toISOString().slice(14, 16)).toBe(minutes);
    }
  });

  it('begins weeks on Monday and months on the first', () => {
    const { bordersOf, dayOfWeek } = createZoneCalendar('UTC');
    const range = { from: at('2026-01-31T10:00Z'), to: at('2026-02-03T00:00Z') };
    expect(bordersOf('WEEK', range)).toEqual([
      at('2026-01-26T00:00Z'),
      at('2026-02-02T00:00Z'),
      at('2026-02-09T00:00Z'),
    ]);
    expect(bordersOf('MONTH', range)).toEqual([
      at('2026-01-01T00:00Z'),
      at('2026-02-01T00:00Z'),
      at('2026-03-01T00:00Z'),
    ]);
    expect(dayOfWeek(range.from)).toBe(6);
  });

  it('tells the days of a century with few questions to Intl, which block whoever asks', () => {
    const asked = vi.spyOn(Intl.DateTimeFormat.prototype, 'formatToParts');
    const days = createZoneCalendar('Australia/Lord_Howe').bordersOf('DAY', {
      from: at('1920-01-01T00:00Z'),
      to: at('2020-01-01T00:00Z'),
    });
    expect(asked.mock.calls.length).toBeLessThan(days.length);
    asked.mockRestore();
  });

  it('is refused for a zone that nobody knows', () => {
    expect(() => createZoneCalendar('Mars/Olympus')).toThrow(RangeError);
  });
});
