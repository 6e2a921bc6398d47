import { describe, expect, it } from 'vitest';
import { isSamePhoneNumber, readPhoneNumber } from '../../src/domain/phone-number.ts';

describe('reading a phone number', () => {
  it('reads international numbers with and without plus', () => {
    expect(readPhoneNumber('+442079460123', null)).toEqual({ e164: '+442079460123', country: 'GB' });
    expect(readPhoneNumber('442079460123', null)?.e164).toBe('+442079460123');
    expect(readPhoneNumber('00442079460123', null)?.e164).toBe('+442079460123');
    expect(readPhoneNumber('971500000001', 'AE')?.e164).toBe('+971500000001');
  });

  it('reads national numbers in the country of the provider', () => {
    expect(readPhoneNumber('020 7946 0123', 'GB')?.e164).toBe('+442079460123');
    expect(readPhoneNumber('8 (912) 345-67-89', 'RU')?.e164).toBe('+79123456789');
    expect(readPhoneNumber('020 7946 0123', null)).toBeNull();
  });

  it('reads the numbers of documentation, which no plan has given out', () => {
    expect(readPhoneNumber('+19061234567', null)?.e164).toBe('+19061234567');
    expect(readPhoneNumber('19061234568', null)?.e164).toBe('+19061234568');
  });

  it('answers null for what is no telephone number', () => {
    for (const text of ['reg133788', '3', '101', 'hidden', '', 'sip:ada@example.com', null]) {
      expect(readPhoneNumber(text, 'GB')).toBeNull();
      expect(readPhoneNumber(text, null)).toBeNull();
    }
  });
});

describe('comparing phone numbers', () => {
  it('finds one number in all its spellings', () => {
    for (const asked of ['+44 20 7946 0123', '442079460123', '0044 (20) 7946-0123', '020 7946 0123', '02079460123']) {
      expect(isSamePhoneNumber(asked, '+442079460123', 'GB')).toBe(true);
      expect(isSamePhoneNumber(asked, '442079460123', 'GB')).toBe(true);
    }
  });

  it('finds a national number by its last digits where no country is set', () => {
    expect(isSamePhoneNumber('02079460123', '442079460123', null)).toBe(true);
    expect(isSamePhoneNumber('460123', '442079460123', null)).toBe(false);
  });

  it('keeps different numbers apart', () => {
    expect(isSamePhoneNumber('+442079460123', '+442079460124', null)).toBe(false);
    expect(isSamePhoneNumber('+12079460123', '+442079460123', 'GB')).toBe(false);
  });

  it('compares names of lines as they are', () => {
    expect(isSamePhoneNumber('reg133788', 'reg133788', null)).toBe(true);
    expect(isSamePhoneNumber('133788', 'reg133788', null)).toBe(false);
    expect(isSamePhoneNumber('3', '3', null)).toBe(true);
    expect(isSamePhoneNumber('hidden', 'hidden', null)).toBe(true);
    expect(isSamePhoneNumber('', 'hidden', null)).toBe(false);
  });
});
