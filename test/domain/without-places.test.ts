import { describe, expect, it } from 'vitest';
import { ProviderError, toLogFields, withoutPlaces } from '../../src/domain/provider-error.ts';

describe('a text without places', () => {
  it.each([
    ['no upstream at http://10.1.2.3:8443/a/b?c=d here', 'no upstream at … here'],
    ['see (https://inner.example.com/x)', 'see (…)'],
    ['connect ECONNREFUSED 127.0.0.1:4000', 'connect ECONNREFUSED …'],
    ['connect EHOSTUNREACH fd00::1:2', 'connect EHOSTUNREACH …'],
    ['at [fd00::1]:80', 'at …'],
    ['getaddrinfo ENOTFOUND db.inner.example:5432', 'getaddrinfo ENOTFOUND …'],
    ['localhost:80 and pbx:8443', '… and …'],
    ['in /var/www/html/index.php on line 3', 'in … on line 3'],
    ['in /site/bitrix/modules/rest.php:12', 'in …'],
    ['open C:\\Data\\token.json', 'open …'],
  ])('%s', (text, left) => {
    expect(withoutPlaces(text)).toBe(left);
  });

  it.each([
    'Bitrix24 refused voximplant.statistic.get: HTTP 400 ERROR_CORE: Wrong filter.',
    'Zoom refused GET /contact_center/voice_calls: HTTP 400 300: The next page token is invalid.',
    'Zoom gave no whole answer: POST /oauth/token: no connection (ECONNREFUSED).',
    'CallGear refused get.calls_report: limit_exceeded (date_from, 2026-03-01 12:30:00).',
    'It began at 2026-03-01T12:30:00Z and took 12:30.',
    'Bitrix24 gave no answer to oauth/token in time.',
    'Get it under Settings/Security, and/or ask: "id":123.',
  ])('is left as it is where it names none: %s', (text) => {
    expect(withoutPlaces(text)).toBe(text);
  });

  it('takes no longer for a vendor that says much', () => {
    for (const piece of ['a.', '/a', '1.', 'a:', '::', 'http', '[a', '\\'])
      expect(withoutPlaces(piece.repeat(1_000_000)).length).toBeLessThanOrEqual(2000);
  });
});

describe('a failure of a provider', () => {
  it('keeps for the operator what it does not say to everybody', () => {
    const error = new ProviderError('pbx', 'unavailable', 'It said: no upstream at 10.1.2.3:8443.');
    expect(error.message).toBe('It said: no upstream at ….');
    expect(toLogFields(error)).toEqual({
      kind: 'unavailable',
      error: error.message,
      detail: 'It said: no upstream at 10.1.2.3:8443.',
    });
    expect(toLogFields(new ProviderError('pbx', 'unavailable', 'It said no.'))).not.toHaveProperty('detail');
  });
});
