import * as fc from 'fast-check';
import { GraphQLEmailAddress } from 'graphql-scalars';
import { type GraphQLScalarType, parse, parseValue, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { GraphQLDecimal, readAs, toDateTime } from '../../src/graph/scalars.ts';
import { schema } from '../../src/schema.ts';

const scalar = (name: string): GraphQLScalarType => schema.getType(name) as GraphQLScalarType;

describe('Decimal', () => {
  it('keeps every digit', () => {
    for (const text of ['0.0125', '12.3400', '-7', '9007199254740993.000000000000000001'])
      expect(GraphQLDecimal.serialize(text)).toBe(text);
    expect(GraphQLDecimal.parseValue(' 1E-7 ')).toBe('0.0000001');
    expect(GraphQLDecimal.parseLiteral(parseValue('9007199254740993.10'))).toBe('9007199254740993.10');
  });

  it('refuses what is no number, in words', () => {
    for (const value of ['', 'ten', '1,5', true, null, {}])
      expect(() => GraphQLDecimal.parseValue(value)).toThrow(/^Decimal cannot represent .*: write text like "12\.34"/);
    expect(() => GraphQLDecimal.parseLiteral(parseValue('true'))).toThrow(/write text like/);
  });
});

describe('DateTime', () => {
  it('is milliseconds inside and UTC outside', () => {
    const instant = Date.UTC(2026, 3, 30, 12);
    expect(scalar('DateTime').serialize(instant)).toBe('2026-04-30T12:00:00.000Z');
    expect(scalar('DateTime').parseValue('2026-04-30T15:00:00+03:00')).toBe(instant);
    expect(scalar('DateTime').parseLiteral(parseValue('"2026-04-30T12:00:00Z"'))).toBe(instant);
  });

  it('refuses a moment without an offset', () => {
    expect(() => scalar('DateTime').parseValue('2026-04-30T12:00:00')).toThrow();
    expect(() => scalar('DateTime').parseValue('yesterday')).toThrow();
  });

  it('says how a moment is written', () => {
    const wanted = /^DateTime cannot represent .*: write a time with its offset, like "2026-11-01T00:00:00Z"\.$/;
    for (const value of ['2026-11-01', '2026-11-01T25:00:00Z', 1_793_491_200_000, true, ['2026-11-01']])
      expect(() => scalar('DateTime').parseValue(value)).toThrow(wanted);
    for (const literal of ['"2026-11-01"', '1793491200000', 'TODAY', '{ year: 2026 }'])
      expect(() => scalar('DateTime').parseLiteral(parseValue(literal))).toThrow(wanted);
  });

  it('is refused at its place in the query', () => {
    const query = '{ callSessions(filter: { startedAt: { from: "2026-11-01" } }) { totalCount } }';
    const errors = validate(schema, parse(query));
    expect(errors.map(({ locations }) => locations)).toEqual([[{ line: 1, column: query.indexOf('"') + 1 }]]);
  });
});

describe('toDateTime', () => {
  it('writes every instant as Date does', () => {
    const instants = fc.oneof(
      fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }),
      fc.integer({ min: -10_000, max: 2_000_000_000 }).map((seconds) => seconds * 1000),
    );
    fc.assert(fc.property(instants, (instant) => toDateTime(instant) === new Date(instant).toISOString()));
    expect(() => toDateTime(Number.NaN)).toThrow(RangeError);
  });
});

describe('URL', () => {
  it('is absolute', () => {
    expect(scalar('URL').parseValue('https://example.com/a b')).toBe('https://example.com/a%20b');
    expect(() => scalar('URL').parseValue('/media/1')).toThrow(/write an absolute address/);
  });
});

describe('readAs', () => {
  it('gives null for what the scalar would refuse', () => {
    expect(readAs(GraphQLEmailAddress, 'ada@example.com')).toBe('ada@example.com');
    expect(readAs(GraphQLEmailAddress, 'ada at example')).toBeNull();
    expect(readAs(GraphQLEmailAddress, null)).toBeNull();
    expect(readAs(scalar('CurrencyCode'), 'ZZZ')).toBeNull();
  });
});
