import { describe, expect, it } from 'vitest';
import { isSafeUrl } from '../../src/transport/safe-url.ts';

describe('an address that a credential may travel to', () => {
  it.each([
    'https://example.bitrix24.com/rest/',
    'http://127.0.0.1:4001/rest/',
    'http://127.9.9.9',
    'http://localhost/v2',
    'http://portal.localhost:4001/',
    'http://[::1]:4001/',
  ])('is %s', (url) => {
    expect(isSafeUrl(url)).toBe(true);
  });

  it.each([
    'http://example.bitrix24.com/rest/',
    'http://localhost.example.com/',
    'http://127.0.0.1.example.com/',
    'http://10.0.0.1/',
    'ftp://127.0.0.1/',
    'example.bitrix24.com',
    '',
  ])('is not "%s"', (url) => {
    expect(isSafeUrl(url)).toBe(false);
  });
});
