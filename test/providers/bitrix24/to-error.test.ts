import { describe, expect, it } from 'vitest';
import { toLogFields } from '../../../src/domain/provider-error.ts';
import { type VendorFailure, toError } from '../../../src/providers/bitrix24/api/to-error.ts';
import { LAST_MONTH } from '../../conformance/read-list.ts';
import { startPortal, unhurried } from './portal.ts';
import { countCalls } from '../../support/ask-provider.ts';

const failure = (changes: Partial<VendorFailure>): VendorFailure => ({
  provider: 'portal',
  operation: 'voximplant.statistic.get',
  status: 400,
  code: null,
  description: null,
  isWebhook: true,
  ...changes,
});

describe('a refusal', () => {
  it.each([
    [503, 'QUERY_LIMIT_EXCEEDED', 'rate-limited'],
    [503, 'OVERLOAD_LIMIT', 'forbidden'],
    [503, null, 'unavailable'],
    [429, 'OPERATION_TIME_LIMIT', 'rate-limited'],
    [500, 'INTERNAL_SERVER_ERROR', 'unavailable'],
    [500, 'ERROR_UNEXPECTED_ANSWER', 'unavailable'],
    [500, 'ERROR_CORE', 'unavailable'],
    [401, 'invalid_token', 'unauthorized'],
    [401, 'NO_AUTH_FOUND', 'unauthorized'],
    [401, 'METHOD_CONFIRM_WAITING', 'forbidden'],
    [403, 'METHOD_CONFIRM_DENIED', 'forbidden'],
    [403, 'ACCESS_DENIED', 'forbidden'],
    [403, 'INVALID_CREDENTIALS', 'forbidden'],
    [403, 'insufficient_scope', 'forbidden'],
    [401, 'insufficient_scope', 'forbidden'],
    [403, 'user_access_error', 'forbidden'],
    [403, 'WRONG_AUTH_TYPE', 'forbidden'],
    [400, 'INVALID_REQUEST', 'misconfigured'],
    [400, 'ERROR_BATCH_LENGTH_EXCEEDED', 'unsupported'],
    [400, 'ERROR_CORE', 'unsupported'],
    [400, '', 'unsupported'],
    [404, 'ERROR_METHOD_NOT_FOUND', 'misconfigured'],
    [404, null, 'misconfigured'],
    [405, 'ERROR_BATCH_METHOD_NOT_ALLOWED', 'unsupported'],
    [500, 'PORTAL_DELETED', 'misconfigured'],
    [403, 'PORTAL_DELETED', 'misconfigured'],
    [403, 'something new', 'forbidden'],
    [502, null, 'unavailable'],
  ])('with HTTP %s and %s is %s', (status, code, kind) => {
    expect(toError(failure({ status, code })).kind).toBe(kind);
  });

  it('is the same whatever the case of its code', () => {
    expect(toError(failure({ status: 503, code: 'query_limit_exceeded' })).kind).toBe('rate-limited');
  });

  it('tells an expired webhook, which has to be replaced, from an expired token, which is renewed', () => {
    expect(toError(failure({ status: 401, code: 'expired_token' }))).toMatchObject({ kind: 'misconfigured' });
    expect(toError(failure({ status: 401, code: 'expired_token', isWebhook: false })).kind).toBe('unauthorized');
  });

  it('tells a missing right from a plan without REST, which have one code', () => {
    const right = toError(failure({ status: 403, code: 'ACCESS_DENIED', description: 'Access denied!' }));
    const words = 'REST API is available only on commercial plans';
    const plan = toError(failure({ status: 403, code: 'ACCESS_DENIED', description: words }));
    expect(right.message).toMatch(/right "Call Statistics: View"/);
    expect(plan.message).toMatch(/plan of the portal has no REST API/);
  });

  it('says what was asked, what arrived and what to do', () => {
    const error = toError(failure({ status: 401, code: 'NO_AUTH_FOUND', description: 'Wrong authorization data' }));
    expect(error.message).toBe(
      'Bitrix24 refused voximplant.statistic.get: HTTP 401 NO_AUTH_FOUND: Wrong authorization data. ' +
        'Check the webhook address or the OAuth application.',
    );
  });
});

describe('an answer that refuses', () => {
  it('is seen under HTTP 200 as well', async () => {
    const { vendor, createProvider } = await startPortal();
    const body = { error: 'ACCESS_DENIED', error_description: 'Access denied!' };
    vendor.server.fault({ fault: { kind: 'status', status: 200, body } });
    await expect(countCalls(createProvider(), LAST_MONTH, {}, unhurried())).rejects.toMatchObject({
      kind: 'forbidden',
    });
  });

  it('that quotes the webhook is told without it', async () => {
    const { vendor, createProvider } = await startPortal();
    const url = String(vendor.settings.webhookUrl);
    const body = { error: '', error_description: `Nothing at ${url}` };
    vendor.server.fault({ fault: { kind: 'status', status: 400, body } });
    const counting = countCalls(createProvider(), LAST_MONTH, {}, unhurried());
    await expect(counting).rejects.toMatchObject({
      message: expect.stringContaining('Nothing at ….') as string,
      detail: expect.stringMatching(/Nothing at http:.*\/rest\/1\/…/) as string,
    });
    const error: unknown = await counting.catch((thrown: unknown) => thrown);
    for (const secret of vendor.secrets) expect(JSON.stringify(toLogFields(error))).not.toContain(secret);
  });

  it('from the web server in front is told by its status, not by its page', async () => {
    const { vendor, createProvider } = await startPortal();
    vendor.server.fault({ fault: { kind: 'status', status: 404, body: '<html>404</html>' } });
    await expect(countCalls(createProvider(), LAST_MONTH, {}, unhurried())).rejects.toMatchObject({
      kind: 'misconfigured',
    });
  });
});
