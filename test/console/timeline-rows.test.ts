import { describe, expect, it } from 'vitest';
import { readDuration } from '../../web/filters/read-duration.ts';
import { readSearch } from '../../web/filters/search.ts';
import { toItems } from '../../web/timeline/items.ts';
import { placeOf, withCalls, withNewer, withOlder, withoutCalls } from '../../web/timeline/rows.ts';

/** A call that started so many seconds into a noon of the zone that the tests run in. */
const call = (id: string, seconds: number, note?: string) => ({
  id,
  startedAt: new Date(2026, 3, 30, 12, 0, seconds).toISOString(),
  ...(note !== undefined && { note }),
});
const idsOf = (rows: readonly { readonly id: string }[]): string => rows.map(({ id }) => id).join('');

const ROWS = [call('d', 40), call('c', 30), call('b', 20), call('a', 10)];

describe('the rows of the timeline', () => {
  it('take a new call where it belongs, whatever is around', () => {
    expect(idsOf(withCalls(ROWS, [call('e', 50)]))).toBe('edcba');
    expect(idsOf(withCalls(ROWS, [call('x', 25)]))).toBe('dcxba');
    expect(idsOf(withCalls(ROWS, [call('0', 5)]))).toBe('dcba0');
    expect(idsOf(withCalls([], [call('b', 2), call('c', 3), call('a', 1)]))).toBe('cba');
  });

  it('put a new call above those of the same second', () => {
    expect(idsOf(withCalls(ROWS, [call('x', 30)]))).toBe('dxcba');
    expect(placeOf(ROWS, call('x', 40).startedAt)).toBe(0);
  });

  it('change a call in its place, and move it where its start has changed', () => {
    const changed = withCalls(ROWS, [call('c', 30, 'called back')]);
    expect(changed[1]).toEqual(call('c', 30, 'called back'));
    expect(idsOf(changed)).toBe('dcba');
    expect(idsOf(withCalls(ROWS, [call('a', 35)]))).toBe('dacb');
  });

  it('lose a call that is gone, and are the same where it was not there', () => {
    expect(idsOf(withoutCalls(ROWS, new Set(['c'])))).toBe('dba');
    expect(withoutCalls(ROWS, new Set(['x']))).toBe(ROWS);
  });

  it('take a page on either side, without what a change has brought before', () => {
    expect(idsOf(withOlder(ROWS, [call('a', 10), call('0', 5)]))).toBe('dcba0');
    // Newer ones are read oldest first.
    expect(idsOf(withNewer(ROWS, [call('d', 40), call('e', 50), call('f', 60)]))).toBe('fedcba');
  });
});

describe('the items of the list', () => {
  it('name each day of the viewer above its first call, and end below the last', () => {
    const midnight = new Date(2026, 3, 30);
    const before = { id: 'y', startedAt: new Date(midnight.getTime() - 1000).toISOString() };
    const after = { id: 'z', startedAt: midnight.toISOString() };
    const items = toItems([...ROWS.slice(0, 1), after, before]);
    expect(items.map(({ key }) => key)).toEqual(['2026-04-30', 'd', 'z', '2026-04-29', 'y', 'end']);
  });

  it('are the end alone where there is no call', () => {
    expect(toItems([]).map(({ kind }) => kind)).toEqual(['end']);
  });
});

describe('what is typed', () => {
  it.each([
    ['', { text: null, number: null }],
    ['  Ada ', { text: 'Ada', number: null }],
    ['+44 (0) 20', { text: null, number: '+44 (0) 20' }],
    ['123', { text: null, number: '123' }],
    ['12', null],
    ['room 12', { text: 'room 12', number: null }],
  ])('%j is looked for as words, as a number, or not yet', (typed, expected) => {
    expect(readSearch(typed)).toEqual(expected);
  });

  it.each([
    ['', null],
    ['90', 90],
    ['1:30', 90],
    ['1:02:15', 3735],
    ['soon', undefined],
    ['1:', undefined],
    ['-5', undefined],
  ])('%j is a duration, none, or cannot be read', (typed, expected) => {
    expect(readDuration(typed)).toBe(expected);
  });
});
