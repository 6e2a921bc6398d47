import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSamePhoneNumber } from '../../../src/domain/phone-number.ts';
import { digitsText, numberKey, numberKeys } from '../../../src/history/store/number-key.ts';

/** Numbers of several countries in the ways in which people and vendors write them. */
const spelling = fc
  .record({
    number: fc.constantFrom(
      ...['79061234567', '74957770001', '4930123456', '390612345678', '2902222', '29022222', '541123456789'],
      ...['15551234567', '33123456789', '3544101000', '101', '007', '8800', '0', '5491123456789'],
    ),
    cut: fc.constantFrom(0, 1, 2, 3),
    prefix: fc.constantFrom('', '+', '00', '8', '0', '8 (', '(0)', '9'),
    separator: fc.constantFrom('', ' ', '-', '.'),
  })
  .map(({ number, cut, prefix, separator }) => {
    const digits = number.slice(cut);
    return `${prefix}${digits.slice(0, 3)}${separator}${digits.slice(3)}`;
  });
const country = fc.constantFrom(null, 'RU', 'DE', 'IT', 'US', 'AR', 'SH', 'IS');

describe('the key of a number', () => {
  it('is among those that every other spelling of one number is looked for under', () => {
    let same = 0;
    fc.assert(
      fc.property(spelling, spelling, country, (asked, number, defaultCountry) => {
        if (!isSamePhoneNumber(asked, number, defaultCountry)) return;
        same += 1;
        expect(numberKeys(asked, defaultCountry), asked).toContain(numberKey(number, defaultCountry));
      }),
      { numRuns: 30_000 },
    );
    expect(same).toBeGreaterThan(500);
  });

  it.each([
    ['902222', '+902222'],
    ['+902222', '902222'],
  ])('is found for %s, kept as %s, which is no whole number', (asked, number) => {
    expect(isSamePhoneNumber(asked, number, 'DE')).toBe(true);
    expect(numberKeys(asked, 'DE')).toContain(numberKey(number, 'DE'));
  });

  it('is the text of what is no number', () => {
    expect(numberKey('reg133788', 'RU')).toBe('reg133788');
    expect(numberKey('sip:ann@example.com', null)).toBe('sip:ann@example.com');
    expect(numberKey(null, 'RU')).toBeNull();
  });

  it('stands beside the digits as sent and as E.164', () => {
    expect(digitsText({ number: '8 (906) 123-45-67', displayName: null, defaultCountry: 'RU' })).toBe(
      '89061234567 79061234567',
    );
    expect(digitsText({ number: 'hidden', displayName: null, defaultCountry: 'RU' })).toBeNull();
  });
});
