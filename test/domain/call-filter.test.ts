import { describe, expect, it } from 'vitest';
import {
  type CallFilter,
  CALL_FILTER_FIELDS,
  fieldsOf,
  matchesFilter,
  matchesNothing,
} from '../../src/domain/call-filter.ts';
import { type CallSession, compareCalls, sortCalls } from '../../src/domain/call-session.ts';
import { intersectRanges, isEmptyRange, isWithin } from '../../src/time/time-range.ts';
import { makeCall } from '../support/make-call.ts';

const call = makeCall({
  provider: 'portal',
  nativeId: '7',
  startedAt: 1000,
  durationSeconds: 95,
  customer: { number: '+442079460123', displayName: null, defaultCountry: null },
  line: { number: 'reg133788', displayName: null, defaultCountry: null },
  agents: [{ provider: 'portal', nativeId: '1269' }],
  queues: [{ provider: 'portal', nativeId: 'q1', name: 'Sales' }],
});

const passes = (filter: CallFilter, of: CallSession = call) => matchesFilter(of, filter, fieldsOf(filter));

describe('filtering calls', () => {
  // Compared one by one these would be 200 million spellings to read.
  it('compares thousands of rows with thousands of numbers by looking them up', () => {
    const customerNumber = Array.from({ length: 10_000 }, (_, index) => `+4420${79_000_000 + index}`);
    const rows = Array.from({ length: 20_000 }, (_, index) =>
      makeCall({
        ...call,
        customer: { number: `004420${79_009_950 + (index % 100)}`, displayName: null, defaultCountry: null },
      }),
    );
    expect(rows.filter((row) => passes({ customerNumber }, row))).toHaveLength(10_000);
  });

  it.each<[string, CallFilter, boolean]>([
    ['a direction among others', { direction: ['OUTBOUND', 'INBOUND'] }, true],
    ['another direction', { direction: ['OUTBOUND'] }, false],
    ['a kind', { kind: ['FAX'] }, false],
    ['an outcome', { outcome: ['ANSWERED'] }, true],
    ['an agent', { agentIds: ['1269'] }, true],
    ['another agent', { agentIds: ['1'] }, false],
    ['a queue', { queueIds: ['q1'] }, true],
    ['the line by number', { number: ['reg133788'] }, true],
    ['the customer by number, spelled otherwise', { number: ['0044 20 7946 0123'] }, true],
    ['the customer as line', { lineNumber: ['+442079460123'] }, false],
    ['a duration, both ends included', { durationSeconds: { min: 95, max: 95 } }, true],
    ['too short', { durationSeconds: { min: 96 } }, false],
    ['no bounds at all', { durationSeconds: {} }, true],
    ['no recording', { hasRecording: false }, true],
    ['a recording', { hasRecording: true }, false],
    ['two fields, both', { direction: ['INBOUND'], outcome: ['MISSED'] }, false],
  ])('decides by %s', (_name, filter, expected) => expect(passes(filter)).toBe(expected));

  it('lets no unknown duration pass a bound', () => {
    expect(passes({ durationSeconds: { max: 10 } }, { ...call, durationSeconds: null })).toBe(false);
  });

  it('knows a filter that nothing can match', () => {
    expect(matchesNothing({ direction: [] })).toBe(true);
    expect(matchesNothing({ durationSeconds: { min: 5, max: 4 } })).toBe(true);
    expect(matchesNothing({ direction: ['INBOUND'], hasRecording: false })).toBe(false);
    expect(matchesNothing({})).toBe(false);
  });

  it('names the fields a filter sets', () => {
    expect(fieldsOf({ hasRecording: false, direction: [] })).toEqual(['direction', 'hasRecording']);
    expect(CALL_FILTER_FIELDS).toContain('vendor');
  });
});

describe('the order of the timeline', () => {
  const at = (startedAt: number, provider: string, nativeId: string) => ({ startedAt, provider, nativeId });

  it('goes by start, then provider key, then native id as text', () => {
    const ordered = [at(1, 'b', '1'), at(2, 'a', '10'), at(2, 'a', '9'), at(2, 'b', '1'), at(3, 'a', '1')];
    expect(sortCalls([...ordered].reverse(), 'ASC')).toEqual(ordered);
    expect(sortCalls([...ordered], 'DESC')).toEqual([...ordered].reverse());
    expect(compareCalls(ordered[1]!, ordered[1]!)).toBe(0);
  });

  it('compares text by code unit, capitals first', () => {
    expect(compareCalls(at(1, 'a', 'Z'), at(1, 'a', 'a'))).toBeLessThan(0);
  });
});

describe('time ranges', () => {
  it('include their start and not their end', () => {
    expect(isWithin({ from: 1, to: 3 }, 1)).toBe(true);
    expect(isWithin({ from: 1, to: 3 }, 3)).toBe(false);
  });

  it('are empty where they do not touch', () => {
    expect(isEmptyRange(intersectRanges({ from: 1, to: 3 }, { from: 3, to: 5 }))).toBe(true);
    expect(intersectRanges({ from: 1, to: 4 }, { from: 3, to: 5 })).toEqual({ from: 3, to: 4 });
  });
});
