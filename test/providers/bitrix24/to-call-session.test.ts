import { describe, expect, it } from 'vitest';
import type { CallSession } from '../../../src/domain/call-session.ts';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import { toAgent } from '../../../src/providers/bitrix24/directory/directory.ts';
import type { Portal } from '../../../src/providers/bitrix24/calls/row.ts';
import { toCallSession } from '../../../src/providers/bitrix24/calls/to-call-session.ts';

import statisticGet from './fixtures/statistic-get.json' with { type: 'json' };

const portal: Portal = { provider: 'portal', defaultCountry: 'GB', mayFetch: (url) => url.includes('//pbx.') };
const [documented] = statisticGet.result;

const read = (changes: object): CallSession => {
  const call = toCallSession({ ...documented, ...changes }, portal);
  if (call instanceof ProviderError) throw call;
  return call;
};

describe('a row of the statistics', () => {
  it.each([
    ['1', 'OUTBOUND', 'CALL'],
    ['2', 'INBOUND', 'CALL'],
    ['3', 'INBOUND', 'CALL'],
    ['4', 'OUTBOUND', 'CALLBACK'],
    ['5', 'OUTBOUND', 'ANNOUNCEMENT'],
    ['6', 'UNKNOWN', 'OTHER'],
    [null, 'UNKNOWN', 'OTHER'],
    [2, 'INBOUND', 'CALL'],
  ])('of type %s is %s and a %s', (type, direction, kind) => {
    expect(read({ CALL_TYPE: type })).toMatchObject({ direction, kind });
  });

  it.each([
    ['200', 'ANSWERED'],
    ['304', 'MISSED'],
    ['402', 'FAILED'],
    ['402-B24', 'FAILED'],
    ['403', 'FAILED'],
    ['404', 'FAILED'],
    ['423', 'BLOCKED'],
    ['480', 'FAILED'],
    ['484', 'FAILED'],
    ['486', 'BUSY'],
    ['500', 'FAILED'],
    ['503', 'FAILED'],
    ['603', 'DECLINED'],
    ['603-S', 'CANCELLED'],
    ['OTHER', 'UNKNOWN'],
    ['777', 'UNKNOWN'],
    [null, 'UNKNOWN'],
    ['constructor', 'UNKNOWN'],
  ])('that ended with %s is %s', (code, outcome) => {
    expect(read({ CALL_FAILED_CODE: code }).outcome).toBe(outcome);
  });

  it('starts at the instant its own offset gives, on both sides of summer time', () => {
    expect(read({ CALL_START_DATE: '2026-03-29T01:59:59+01:00' }).startedAt).toBe(Date.UTC(2026, 2, 29, 0, 59, 59));
    expect(read({ CALL_START_DATE: '2026-03-29T03:00:00+02:00' }).startedAt).toBe(Date.UTC(2026, 2, 29, 1, 0, 0));
  });

  it.each([[null], [''], [{}], ['yesterday'], ['2026-03-10T11:19:38'], ['2026-13-40T11:19:38+01:00']])(
    'without a readable start (%j) is no call',
    (start) => {
      const call = toCallSession({ ...documented, CALL_START_DATE: start }, portal);
      expect(call).toMatchObject({ name: 'ProviderError', kind: 'unreadable', provider: 'portal' });
    },
  );

  it.each([[{}], [null], ['row'], [[]], [{ ...documented, ID: null }], [{ ...documented, ID: 'seven' }]])(
    'without an id (%j) is no call',
    (row) => {
      expect(toCallSession(row, portal)).toMatchObject({ kind: 'unreadable' });
    },
  );

  it('keeps what is not known null', () => {
    const call = read({
      PORTAL_USER_ID: null,
      PORTAL_NUMBER: '',
      CALL_DURATION: 'n/a',
      COST: null,
      CALL_VOTE: '0',
      CALL_FAILED_CODE: '',
      CALL_FAILED_REASON: null,
      COMMENT: '',
    });
    expect(call).toMatchObject({
      agents: [],
      line: null,
      durationSeconds: null,
      endedAt: null,
      talkSeconds: null,
      waitSeconds: null,
      cost: null,
      rating: null,
      outcomeDetail: null,
      note: null,
    });
  });

  it('names no agent where the portal found none', () => {
    expect(read({ PORTAL_USER_ID: '0' }).agents).toEqual([]);
  });

  it('costs what was sent, digit by digit, in today’s currency', () => {
    expect(read({ COST: '1234567.8900', COST_CURRENCY: 'RUR' }).cost).toEqual({
      amount: '1234567.8900',
      currency: 'RUB',
    });
    expect(read({ COST: '0.0000', COST_CURRENCY: '' }).cost).toEqual({ amount: '0.0000', currency: null });
  });

  it('keeps the number as sent', () => {
    expect(read({ PHONE_NUMBER: 'hidden' }).customer).toEqual({
      number: 'hidden',
      displayName: null,
      defaultCountry: 'GB',
    });
  });

  it('brings its recording only when it is a link: files have to be asked for', () => {
    expect(read({ RECORD_FILE_ID: 9079 }).recordings).toBeUndefined();
    expect(read({ CALL_RECORD_URL: null }).recordings).toEqual([]);
    expect(read({ CALL_RECORD_URL: 'https://pbx.example.com/1.mp3' }).recordings).toMatchObject([
      { nativeId: 'link:1', sessionId: '1', isAvailable: true },
    ]);
    expect(read({ CALL_RECORD_URL: 'https://elsewhere.example.com/1.mp3' }).recordings).toMatchObject([
      { isAvailable: false },
    ]);
  });

  it('with more fields, or fewer, is still read', () => {
    expect(read({ NEW_FIELD: { deep: true }, CALL_LOG: undefined }).nativeId).toBe('1');
  });
});

describe('a user of the portal', () => {
  it('is an agent, with what the scope of the webhook lets it see', () => {
    const row = { ID: '7', NAME: 'Ada', LAST_NAME: '', EMAIL: '', UF_PHONE_INNER: '101', ACTIVE: false };
    expect(toAgent(row, 'portal')).toEqual({
      provider: 'portal',
      nativeId: '7',
      displayName: 'Ada',
      email: null,
      extension: '101',
      isActive: false,
    });
    expect(toAgent({ ID: '7' }, 'portal')).toMatchObject({ displayName: null, isActive: null });
    expect(toAgent({ NAME: 'nobody' }, 'portal')).toBeNull();
  });
});
