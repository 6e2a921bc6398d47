import { expect, it } from 'vitest';
import { createWordTest } from '../../src/graph/read-directory.ts';

it('a search of directories folds texts as the filter of calls does', () => {
  expect(createWordTest('STRASSE  12')(['Große Straße', 'line 12'])).toBe(true);
  expect(createWordTest('jose\u0301')(['José Marsh'])).toBe(true);
  expect(createWordTest('marsh 13')(['Ada Marsh', null, undefined])).toBe(false);
  expect(createWordTest('  ')([])).toBe(true);
});
