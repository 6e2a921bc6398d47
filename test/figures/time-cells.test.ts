import { describe, expect, it } from 'vitest';
import { cutTime } from '../../src/figures/time-cells.ts';
import { createZoneCalendar } from '../../src/time/zone-calendar.ts';
import { createMemoryProvider } from '../support/memory-provider.ts';

const NOW = Date.UTC(2026, 3, 30, 12);

describe('time cut into cells', () => {
  it('is cut once for all providers, of which twenty years have 180,000 hours', () => {
    const provider = createMemoryProvider({ key: 'north', calls: [], now: () => NOW });
    const range = { from: Date.UTC(2026, 0), to: Date.UTC(2026, 3) };
    const cells = cutTime(
      { queries: [{ provider, filter: {} }], by: ['HOUR_OF_DAY'], every: null, range },
      createZoneCalendar('Europe/Berlin'),
      NOW,
    );
    expect(cells.bordersIn({ ...range })).toBe(cells.bordersIn({ ...range }));
    expect(cells.bordersIn(range)).toHaveLength(90 * 24 + 1);
    expect(cells.bordersIn({ ...range, from: range.to - 3_600_000 })).toEqual([range.to - 3_600_000, range.to]);
  });
});
