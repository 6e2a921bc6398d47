import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../src/time/instant.ts';
import { createWallClock } from '../../src/time/wall-clock.ts';

const berlin = createWallClock('Europe/Berlin');
const FOLD = Date.UTC(2025, 9, 26, 1);
const GAP = Date.UTC(2026, 2, 29, 1);

describe('a wall clock', () => {
  it('reads and writes the time of its zone', () => {
    const instant = Date.UTC(2026, 2, 10, 10, 19, 38);
    expect(berlin.toWall(instant)).toBe('2026-03-10 11:19:38');
    expect(berlin.toInstant('2026-03-10 11:19:38')).toBe(instant);
    expect(createWallClock('Asia/Kolkata').toWall(instant)).toBe('2026-03-10 15:49:38');
    expect(createWallClock('Etc/GMT').toInstant('2026-03-10 10:19:38')).toBe(instant);
  });

  it('reads an hour that is lived twice as the earlier one', () => {
    expect(berlin.toWall(FOLD - HOUR_MS)).toBe('2025-10-26 02:00:00');
    expect(berlin.toWall(FOLD)).toBe('2025-10-26 02:00:00');
    expect(berlin.toInstant('2025-10-26 02:30:00')).toBe(FOLD - HOUR_MS / 2);
    expect(berlin.toInstant('2025-10-26 03:00:00')).toBe(FOLD + HOUR_MS);
  });

  it('reads an hour that is never lived as the moment the clock was moved', () => {
    expect(berlin.toInstant('2026-03-29 02:30:00')).toBe(GAP);
    expect(berlin.toInstant('2026-03-29 01:59:59')).toBe(GAP - 1000);
    expect(berlin.toInstant('2026-03-29 03:00:00')).toBe(GAP);
  });

  it('knows the span that cannot be told apart', () => {
    const fold = { from: FOLD - HOUR_MS, to: FOLD + HOUR_MS };
    for (const instant of [fold.from, FOLD - 1, FOLD, fold.to - 1]) expect(berlin.blockOf(instant)).toEqual(fold);
    expect(berlin.blockOf(fold.to)).toEqual({ from: fold.to, to: fold.to + 1000 });
    expect(berlin.blockOf(fold.from - 1)).toEqual({ from: fold.from - 1000, to: fold.from });
    expect(berlin.blockOf(GAP)).toEqual({ from: GAP, to: GAP + 1000 });
  });

  it.each(['Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Dubai', 'America/New_York'])(
    'reads in %s what it wrote, but for the second time of a doubled hour',
    (zone) => {
      const clock = createWallClock(zone);
      fc.assert(
        fc.property(fc.integer({ min: Date.UTC(2019, 0) / 1000, max: Date.UTC(2030, 0) / 1000 }), (second) => {
          const instant = second * 1000;
          const read = clock.toInstant(clock.toWall(instant))!;
          const { from, to } = clock.blockOf(instant);
          if (to - from === 1000) expect(read).toBe(instant);
          else expect(read === instant || (read < instant && read >= from)).toBe(true);
        }),
        { numRuns: 300 },
      );
    },
  );

  it('reads all of a day that a zone left out as the moment the clock was moved', () => {
    const apia = createWallClock('Pacific/Apia');
    for (const time of ['00:00:00', '09:59:59', '14:00:00', '23:59:59'])
      expect(apia.toInstant(`2011-12-30 ${time}`)).toBe(Date.UTC(2011, 11, 30, 10));
  });

  it('answers null for what is no wall time', () => {
    for (const text of [
      '',
      '2026-03-10',
      '2026-03-10T11:19:38',
      '2026-03-10 11:19:3x',
      '2026/03/10 11:19:38',
      '0000-00-00 00:00:00',
      '0001-01-01 00:00:00',
      '2026-00-10 11:19:38',
      '2026-13-10 11:19:38',
      '2026-03-00 11:19:38',
      '2026-02-30 11:19:38',
      '2026-03-10 24:00:00',
      '2026-03-10 11:60:38',
      '2026-03-10 11:19:60',
      null,
      7,
      {},
    ]) {
      expect(berlin.toInstant(text)).toBeNull();
    }
  });

  it('refuses a zone that nobody knows', () => {
    expect(() => createWallClock('Mars/Olympus')).toThrow(RangeError);
  });
});
