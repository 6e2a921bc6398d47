import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDecimals, readCurrency, readDecimal, sumDecimals } from '../../src/domain/money.ts';

describe('decimals', () => {
  it('keeps the digits that were sent', () => {
    expect(readDecimal('0.0000')).toBe('0.0000');
    expect(readDecimal(0.530625)).toBe('0.530625');
    expect(readDecimal('123456789012345678901234.5678')).toBe('123456789012345678901234.5678');
  });

  it('writes exponents out', () => {
    expect(readDecimal(1e-7)).toBe('0.0000001');
    expect(readDecimal('1.25E2')).toBe('125');
    expect(readDecimal('1.25e1')).toBe('12.5');
    expect(readDecimal('-2.5e-3')).toBe('-0.0025');
  });

  it('drops leading zeros, a plus, and the sign of zero', () => {
    expect(readDecimal('007.50')).toBe('7.50');
    expect(readDecimal('+3')).toBe('3');
    expect(readDecimal('-0.00')).toBe('0.00');
    expect(readDecimal('.5')).toBe('0.5');
  });

  it('answers null for what is no number', () => {
    for (const text of ['', '.', 'free', '1,5', 'NaN', null, undefined]) expect(readDecimal(text)).toBeNull();
  });

  it('answers null for more digits than an amount has', () => {
    expect(readDecimal('9'.repeat(100))).toBe('9'.repeat(100));
    for (const text of ['9'.repeat(101), '1e300', '1e-300', `0.${'0'.repeat(1_000_000)}1`, ' '.repeat(1_000_000)])
      expect(readDecimal(text)).toBeNull();
  });

  it('adds without losing a digit', () => {
    expect(sumDecimals(['0.1', '0.2'])).toBe('0.3');
    expect(sumDecimals(['0.530625', '0.053063', '0.0096', '0.108'])).toBe('0.701288');
    expect(sumDecimals(['9007199254740993', '0.0001'])).toBe('9007199254740993.0001');
    expect(sumDecimals(['-1.5', '1.50'])).toBe('0.00');
    expect(sumDecimals([])).toBeNull();
  });

  it('adds as whole numbers of the smallest unit do', () => {
    const cents = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
    const toText = (value: bigint) => {
      const digits = String(value < 0n ? -value : value).padStart(5, '0');
      return `${value < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`;
    };
    fc.assert(
      fc.property(fc.array(cents, { minLength: 1, maxLength: 8 }), (values) => {
        expect(sumDecimals(values.map(toText))).toBe(toText(values.reduce((sum, value) => sum + value, 0n)));
      }),
    );
  });

  it('compares by value, not by text', () => {
    expect(compareDecimals('10', '9.99')).toBe(1);
    expect(compareDecimals('1.0', '1.000')).toBe(0);
    expect(compareDecimals('-2', '-1.5')).toBe(-1);
  });
});

describe('currencies', () => {
  it('reads the old rouble code as the new one', () => expect(readCurrency('RUR')).toBe('RUB'));
  it('reads a code in any case', () => expect(readCurrency(' eur ')).toBe('EUR'));
  it('answers null where none is named', () => {
    for (const text of ['', '$', 'EURO', null, undefined]) expect(readCurrency(text)).toBeNull();
  });
});
