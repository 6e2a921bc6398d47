import { expect, it } from 'vitest';
import { historySinceOf } from '../../src/providers/provider-settings.ts';

it('begins the history of a provider where its settings say, or else a year ago', () => {
  const now = Date.UTC(2026, 10, 20, 12);
  expect(historySinceOf({ historySince: '2024-02-29' }, now)).toBe(Date.UTC(2024, 1, 29));
  expect(historySinceOf({}, now)).toBe(Date.UTC(2025, 10, 20, 12));
});
