import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/transport/redact.ts';

describe('createRedactor', () => {
  const secret = 'p@ss/w0rd "ю"+key';
  const redact = createRedactor([secret, 'abc', '', 'tokentoken', 'token']);

  it('takes a secret out in every spelling in which one travels', () => {
    const basic = Buffer.from(`client:${secret}`).toString('base64');
    for (const text of [
      secret,
      encodeURIComponent(secret),
      new URLSearchParams({ key: secret }).toString(),
      JSON.stringify({ secret }),
      JSON.stringify(secret).replaceAll('/', '\\/'),
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('base64url'),
    ]) {
      expect(redact(`got ${text}.`)).toContain('…');
      expect(redact(text)).not.toMatch(/w0rd|cGFzcy|QHNz/);
    }
    for (const prefix of ['a:', 'ab:', 'abcd:']) {
      const encoded = Buffer.from(`${prefix}${secret}`).toString('base64');
      expect(redact(encoded).length).toBeLessThan(12);
    }
    expect(redact(basic)).toMatch(/^Y2xpZW50O.{0,3}…/);
  });

  it('takes the longest out first', () => {
    expect(redact('a tokentoken and a token')).toBe('a … and a …');
  });

  it('takes a short secret out only where it stands alone', () => {
    expect(redact('abc abcd key=abc&x "abc"')).toBe('… abcd key=…&x "…"');
  });

  it('leaves a text without secrets as it is', () => {
    expect(redact('nothing to see')).toBe('nothing to see');
    expect(createRedactor([''])('anything')).toBe('anything');
  });
});
