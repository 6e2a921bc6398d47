import { describe, expect, it } from 'vitest';
import { requestsPerCount } from '../../../src/server/guards/filtered-lists.ts';

const between = (from: unknown, to?: unknown) => requestsPerCount({ startedAt: { from, to } });

describe('the price of a count', () => {
  it('is that of a year where no beginning is named', () => {
    for (const filter of [undefined, null, {}, { startedAt: null }, { startedAt: { to: '2026-03-01' } }])
      expect(requestsPerCount(filter)).toBe(14);
  });

  it('is a request for each month, and no more than a count may take', () => {
    expect(between('2026-03-01', '2026-03-02')).toBe(1);
    expect(between('2026-01-01', '2026-03-01')).toBe(3);
    expect(between('2010-01-01', '2026-03-01')).toBe(20);
    expect(between('2026-03-02', '2026-03-01')).toBe(1);
  });

  it('runs up to now where no end is named', () => {
    expect(between('2010-01-01')).toBe(20);
    expect(between(new Date().toISOString())).toBe(1);
  });

  it('takes times as variables bring them, and what is none for a year', () => {
    expect(between(new Date('2026-03-01'), new Date('2026-03-02'))).toBe(1);
    expect(between('tomorrow')).toBe(14);
  });
});
