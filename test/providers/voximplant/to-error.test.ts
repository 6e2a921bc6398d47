import { describe, expect, it } from 'vitest';
import type { DemoPlace } from '../../../src/demo/demo-vendor.ts';
import { PLACE_SELECTION } from '../../../src/domain/call-selection.ts';
import { toError } from '../../../src/providers/voximplant/api/to-error.ts';
import { listAll } from '../../conformance/read-list.ts';
import { sentTo, startAccount, unhurried } from './account.ts';

const refusal = (code: number, message: string | null) =>
  toError({ provider: 'pbx', operation: 'GetCallHistory', status: 200, code, message });

describe('the wait of a refusal', () => {
  it.each([
    ['Please repeat the request after 90 seconds.', 90],
    ['Please repeat the request after 1 second.', 1],
    ['Repeat after 5s', 5],
    ['Repeat after 20 sec.', 20],
    ['Please repeat the request after 3 minutes.', 180],
    ['Please repeat the request after 2 min', 120],
  ])('is read out of the words of error 416: %s', (message, seconds) => {
    expect(refusal(416, message)).toMatchObject({ kind: 'rate-limited', retryAfterSeconds: seconds });
  });

  it('is at most an hour, whatever the words say', () => {
    expect(refusal(416, 'Please repeat the request after 999999 seconds.').retryAfterSeconds).toBe(3600);
  });

  it.each([
    [340, 'The limit of 100 simultaneous requests is exceeded.'],
    [515, 'Rate limit exceeded (account 4714487 suspended).'],
    [162, 'Please repeat the request after 90 seconds.'],
    [416, 'The limit of 100 simultaneous requests is exceeded.'],
    [416, 'The account 4714487 stands still; session 17s4 too.'],
    [416, null],
  ])('is unknown where no words name one: error %i, %s', (code, message) => {
    expect(refusal(code, message)).toMatchObject({ kind: 'rate-limited', retryAfterSeconds: null });
  });
});

describe('a refusal of something that the account does not have', () => {
  it.each([
    [116, 'application'],
    [117, 'user'],
    [150, 'session'],
    [156, 'rule'],
    [194, 'child account'],
    [261, 'recording'],
    [546, 'application'],
    [558, 'application'],
  ])('is no outage, and says what it is: error %i', (code, what) => {
    const error = refusal(code, 'No.');
    expect(error).toMatchObject({ kind: 'unsupported', isTransient: false });
    expect(error.message).toContain(`The account has no such ${what}: check the value in the filter.`);
  });

  it('leaves the provider up, however often it is asked', async () => {
    const { createProvider } = await startAccount({ count: 5 });
    const provider = createProvider();
    const filter = { vendor: { applicationName: 'nobody-s' } };
    for (let time = 0; time < 6; time += 1)
      await expect(listAll(provider, { filter })).rejects.toMatchObject({ kind: 'unsupported', code: '558' });
    expect(provider.status()).toMatchObject({ state: 'UP', lastError: null });
  });
});

describe('the words of a refusal', () => {
  it.each([
    ['eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjQ3MTQ0ODd9.c2lnbmF0dXJl', 'eyJ'],
    ['https://storage.voximplant.com/records-secure/1', 'https'],
  ])('hold no part of %s, wherever they are cut', (secret, part) => {
    for (let before = 270; before <= 300; before += 1)
      expect(refusal(101, `${'x'.repeat(before - 1)} ${secret}`).message).not.toContain(part);
  });
});

describe('a read that brought nothing', () => {
  it.each([
    { kind: 'garbage', form: 'not-json' },
    { kind: 'garbage', form: 'truncated' },
    { kind: 'status', status: 408 },
  ] as const)('is asked again where the answer may be better: %j', async (fault) => {
    const { vendor, createProvider } = await startAccount({ count: 5 });
    const [{ nativeId }] = vendor.truth() as readonly [DemoPlace];
    vendor.server.fault({ fault, times: 1 });
    expect(await createProvider().getCalls([{ nativeId }], PLACE_SELECTION, unhurried())).toMatchObject([{ nativeId }]);
    expect(sentTo(vendor, 'GetCallHistory')).toHaveLength(2);
  });
});
