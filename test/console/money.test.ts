import { describe, expect, it } from 'vitest';
import { formatMoney } from '../../web/call/format-money.ts';

/** Whatever the locale of this machine puts between them. */
const digitsOf = (text: string): string => text.replace(/\D/g, '');

describe('an amount of money', () => {
  it.each([
    ['1.02516300000000000001', 'USD', '102516300000000000001'],
    ['90071992547409931.5', 'EUR', '9007199254740993150'],
    ['0.2750', 'EUR', '02750'],
    ['3', 'GBP', '300'],
    ['11.7125', null, '117125'],
  ])('of %s %s has all digits that were sent', (amount, currency, digits) => {
    expect(digitsOf(formatMoney({ amount, currency }))).toBe(digits);
  });
});
