import { expect, it } from 'vitest';
import { ProviderError } from '../../src/domain/provider-error.ts';

it.each([99_999_999, 1e12, Infinity])(
  'sends nobody away for longer than a day, whatever the vendor names: %d s',
  (named) => {
    const error = new ProviderError('portal', 'rate-limited', 'It asked to wait.', { retryAfterSeconds: named });
    expect(error.retryAfterSeconds).toBe(86_400);
  },
);
