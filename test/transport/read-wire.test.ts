import { describe, expect, it } from 'vitest';
import { booleanOrNull, idOrNull, listOf, numberOrNull, recordOf, textOrNull } from '../../src/transport/read-wire.ts';

const NOTHING = [undefined, null, '', {}, [], Number.NaN];

describe('reading what a vendor sent', () => {
  it('takes missing, null, empty and misshapen values for nothing', () => {
    expect([undefined, null, '', {}, []].map(textOrNull)).toEqual([null, null, null, null, null]);
    expect([...NOTHING, ' ', 'many'].map(numberOrNull)).toEqual(Array.from({ length: 8 }, () => null));
    expect([...NOTHING, 'perhaps'].map(booleanOrNull)).toEqual(Array.from({ length: 7 }, () => null));
    expect([...NOTHING, 'a'].flatMap(listOf)).toEqual([]);
    expect([...NOTHING, 'ab', 7].map(recordOf)).toEqual(Array.from({ length: 8 }, () => ({})));
  });

  it('reads text and numbers in either form', () => {
    expect([textOrNull('0'), textOrNull(0), textOrNull('9007199254740993')]).toEqual(['0', '0', '9007199254740993']);
    expect([numberOrNull('12.50'), numberOrNull(-3), numberOrNull('0')]).toEqual([12.5, -3, 0]);
  });

  it('takes no text for an id that is longer than any', () => {
    expect([idOrNull(7), idOrNull('x'.repeat(200)), idOrNull('x'.repeat(201))]).toEqual(['7', 'x'.repeat(200), null]);
  });

  it('reads every spelling of yes and no', () => {
    expect(['Y', '1', 1, true, 'true'].map(booleanOrNull)).toEqual([true, true, true, true, true]);
    expect(['N', '0', 0, false, 'false'].map(booleanOrNull)).toEqual([false, false, false, false, false]);
  });

  it('reads lists that PHP sent as maps, and empty maps that it sent as lists', () => {
    expect(listOf({ '0': 'a', '2': 'c' })).toEqual(['a', 'c']);
    expect(listOf({ id: 'a' })).toEqual([]);
    expect(recordOf([])).toEqual({});
  });
});
