import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CursorError,
  readCursor,
  readOffsetCursor,
  writeCursor,
  writeOffsetCursor,
} from '../../src/timeline/cursor.ts';
import { type Place, borderAt, countThrough, isAtOrBeyond } from '../../src/timeline/place.ts';
import { makeCall } from '../support/make-call.ts';

const PLACE: Place = { startedAt: Date.UTC(2026, 3, 30), provider: 'portal', nativeId: '9007199254740993' };

describe('a cursor', () => {
  it('comes back as the place it was written from', () => {
    fc.assert(
      fc.property(places(), fc.constantFrom('ASC' as const, 'DESC' as const), (place, direction) => {
        expect(readCursor(writeCursor(direction, place), direction)).toEqual(place);
      }),
    );
  });

  it('is shorter than 120 characters, whatever the ids', () => {
    fc.assert(
      fc.property(places({ maxLength: 300 }), (place) => {
        expect(writeCursor('DESC', place).length).toBeLessThan(120);
      }),
    );
  });

  it('names a moment without a call', () => {
    expect(readCursor(writeCursor('ASC', borderAt(1000)), 'ASC')).toEqual(borderAt(1000));
  });

  it('is refused when any of its characters was changed, lost or added', () => {
    const cursor = writeCursor('DESC', PLACE);
    const changed = [...cursor].flatMap((character, index) => [
      cursor.slice(0, index) + (character === 'A' ? 'B' : 'A') + cursor.slice(index + 1),
      cursor.slice(0, index) + cursor.slice(index + 1),
      `${cursor.slice(0, index)}!${cursor.slice(index)}`,
    ]);
    for (const damaged of [...changed, '', 'x', 'Og==', 'null', cursor + '='])
      expect(() => readCursor(damaged, 'DESC')).toThrow(/is damaged/);
  });

  it('from a newer version is refused as such', () => {
    const body = Buffer.from(writeCursor('DESC', PLACE), 'base64url').subarray(0, -4);
    body[0] = 7;
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32BE(crc32(body));
    const cursor = Buffer.concat([body, checksum]).toString('base64url');
    expect(() => readCursor(cursor, 'DESC')).toThrow(/made by a newer version of this server \(cursor version 7/);
  });

  it('of another direction or field is refused, and both orders are named', () => {
    expect(() => readCursor(writeCursor('DESC', PLACE), 'ASC')).toThrow(
      /ordered by STARTED_AT DESC, and this list is ordered by STARTED_AT ASC/,
    );
    const byCost = writeOffsetCursor({ field: 'COST', direction: 'DESC' }, 'portal', 50);
    expect(() => readCursor(byCost, 'DESC')).toThrow(
      /ordered by COST DESC, and this list is ordered by STARTED_AT DESC/,
    );
    expect(() => readOffsetCursor(byCost, { field: 'DURATION', direction: 'DESC' }, 'portal')).toThrow(
      /by DURATION DESC/,
    );
  });

  it('has a code that clients can tell it by', () => {
    expect(() => readCursor('nonsense', 'ASC')).toThrow(CursorError);
    expect(new CursorError('…')).toMatchObject({ name: 'CursorError', code: 'BAD_CURSOR' });
  });

  it('of an offset list belongs to one provider', () => {
    const order = { field: 'DURATION', direction: 'ASC' } as const;
    const cursor = writeOffsetCursor(order, 'portal', 123_456_789_012);
    expect(readOffsetCursor(cursor, order, 'portal')).toBe(123_456_789_012);
    expect(() => readOffsetCursor(cursor, order, 'desk')).toThrow(
      /belongs to calls of portal.*these are calls of desk/,
    );
  });

  it('finds its call again when the id was too long to be carried whole', () => {
    const calls = ['c', 'a', 'b'].map((end) => makeCall({ ...PLACE, nativeId: `${'x'.repeat(80)}${end}` })).sort(byId);
    const place = readCursor(writeCursor('ASC', calls[1] ?? PLACE), 'ASC');
    expect(countThrough(calls, place, 'ASC', { inclusive: false })).toBe(2);
    expect(countThrough(calls, place, 'ASC', { inclusive: true })).toBe(1);
    expect(countThrough(calls.toReversed(), place, 'DESC', { inclusive: false })).toBe(2);
    expect(calls.map((call) => isAtOrBeyond(call, place, 'ASC'))).toEqual([false, true, false]);
    expect(readCursor(writeCursor('ASC', place), 'ASC')).toEqual(place);
  });
});

const byId = (a: Place, b: Place): number => (a.nativeId < b.nativeId ? -1 : 1);

const places = ({ maxLength = 40 } = {}) =>
  fc.record({
    startedAt: fc.integer({ min: -2_000_000_000, max: 20_000_000_000 }).map((second) => second * 1000),
    provider: fc.stringMatching(/^[a-z][a-z0-9-]{0,23}$/),
    nativeId: fc.string({ minLength: 1, maxLength, unit: maxLength > 40 ? 'grapheme' : 'grapheme-ascii' }),
  });
