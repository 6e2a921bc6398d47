import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareText } from '../../../src/domain/call-session.ts';
import { fromOrderText, toOrderText } from '../../../src/history/store/order-text.ts';

/** Any code units, lone surrogates and U+0000 among them, the troublesome ones often. */
const text = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }),
      fc.constantFrom(0, 1, 2, 0x20, 0x7f, 0xd7fe, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000, 0xffff),
    ),
    { maxLength: 6 },
  )
  .map((units) => String.fromCharCode(...units));

const compareBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

describe('an order text', () => {
  it('has the order by bytes of UTF-8 that the original has by code unit', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareBytes(toOrderText(a), toOrderText(b)))).toBe(Math.sign(compareText(a, b)));
      }),
      { numRuns: 5000 },
    );
  });

  it('is turned back into its original, also after a trip through UTF-8', () => {
    fc.assert(
      fc.property(text, (original) => {
        const stored = Buffer.from(toOrderText(original)).toString();
        expect(fromOrderText(stored)).toBe(original);
        expect(stored).not.toContain('\u0000');
      }),
      { numRuns: 5000 },
    );
  });

  it('is the original where that has everyday characters', () => {
    expect(toOrderText('Ab-9_é漢')).toBe('Ab-9_é漢');
  });
});
