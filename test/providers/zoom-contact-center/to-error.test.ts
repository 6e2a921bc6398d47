import { describe, expect, it } from 'vitest';
import { toError, toTokenError } from '../../../src/providers/zoom-contact-center/api/to-error.ts';

const operation = 'GET /contact_center/voice_calls';
const kindOf = (status: number, code: string | null = null, message: string | null = null) =>
  toError({ provider: 'desk', operation, status, code, message }).kind;

describe('a refusal of Zoom', () => {
  it('is told by its status first, since codes belong to one product', () => {
    expect(kindOf(401, '124', 'Invalid access token.')).toBe('unauthorized');
    expect(kindOf(401)).toBe('unauthorized');
    expect(kindOf(403, '300')).toBe('forbidden');
    expect(kindOf(429, '429')).toBe('rate-limited');
    expect(kindOf(500, '300')).toBe('unavailable');
    expect(kindOf(503)).toBe('unavailable');
    expect(kindOf(400, '300', 'Validation Failed.')).toBe('unsupported');
    expect(kindOf(404)).toBe('misconfigured');
    expect(kindOf(302)).toBe('misconfigured');
  });

  it('names the scopes where one is missing, whatever the status', () => {
    for (const status of [400, 401, 403]) {
      const error = toError({
        provider: 'desk',
        operation,
        status,
        code: '4711',
        message: 'Invalid access token, does not contain scopes:[contact_center:read:voice_call_log:admin].',
      });
      expect(error.kind).toBe('forbidden');
      expect(error.message).toContain('contact_center_voice_call:read:admin');
      expect(error.message).toContain(operation);
    }
  });

  it('of a token of the wrong grant says which app is needed', () => {
    const error = toError({
      provider: 'desk',
      operation,
      status: 400,
      code: '200',
      message: 'Invalid api key or secret.',
    });
    expect(error).toMatchObject({ kind: 'misconfigured' });
    expect(error.message).toContain('Server-to-Server OAuth');
  });

  it('of 124 is about the token also where it comes with HTTP 400', () => {
    expect(kindOf(400, '124')).toBe('unauthorized');
  });

  it('by the token endpoint says what to check', () => {
    const refused = { provider: 'desk', status: 400 };
    const error = toTokenError({
      ...refused,
      code: 'invalid_client',
      message: 'Invalid client_id or client_secret',
    });
    expect(error).toMatchObject({ kind: 'unauthorized', code: 'invalid_client' });
    expect(error.message).toContain('clientSecret');
    expect(toTokenError({ ...refused, status: 503 }).kind).toBe('unavailable');
    const limited = toTokenError({ ...refused, status: 429, retryAfterSeconds: 120 });
    expect(limited).toMatchObject({ kind: 'rate-limited', retryAfterSeconds: 120 });
  });
});
