import { describe, expect, it } from 'vitest';
import { distinctLines, toLine } from '../../src/domain/line.ts';

const line = (number: string | null, name: string | null = null, defaultCountry: string | null = null) =>
  toLine('portal', { number, displayName: null, defaultCountry }, name);

describe('a line', () => {
  it('is one for every spelling of a number', () => {
    const spellings = [
      line('+44 20 7946 0000', null),
      line('442079460000', 'Orders'),
      line('020 7946 0000', 'Other', 'GB'),
    ];
    expect(distinctLines(spellings.filter((each) => each !== null))).toEqual([
      { ...line('+44 20 7946 0000'), name: 'Orders' },
    ]);
  });

  it('is told apart by text where it is no number', () => {
    const texts = [line('reg133788'), line('reg133789'), line('133788'), line('3')];
    expect(new Set(texts.map((each) => each?.nativeId)).size).toBe(4);
  });

  it('is none without a number, or with one that is no number anybody dials', () => {
    expect(line(null)).toBeNull();
    expect(line('1'.repeat(201))).toBeNull();
  });
});
