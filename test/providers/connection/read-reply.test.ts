import { describe, expect, it } from 'vitest';
import { readRetryAfter } from '../../../src/providers/connection/read-reply.ts';

const NOW = Date.parse('2026-11-20T10:00:00Z');

describe('readRetryAfter', () => {
  it('reads seconds, an HTTP date and an ISO date-time', () => {
    expect(readRetryAfter('120', NOW)).toBe(120_000);
    expect(readRetryAfter('Fri, 20 Nov 2026 10:01:00 GMT', NOW)).toBe(60_000);
    expect(readRetryAfter('2026-11-20T10:00:30Z', NOW)).toBe(30_000);
  });

  it('takes a time that has passed for now', () => {
    expect(readRetryAfter('2026-11-20T09:00:00Z', NOW)).toBe(0);
  });

  it('answers null where nothing readable was sent', () => {
    expect([undefined, null, '', 'soon', '-5', 'Someday soon'].map((value) => readRetryAfter(value, NOW))).toEqual(
      Array.from({ length: 6 }, () => null),
    );
  });
});
