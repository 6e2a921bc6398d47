import { describe, expect, it } from 'vitest';
import { FULL_SELECTION } from '../../../src/domain/call-selection.ts';
import type { CallSession } from '../../../src/domain/call-session.ts';
import { wallClockOf } from '../../../src/time/wall-clock.ts';
import { DOCUMENTED_REASONS, NEWER_REASONS } from '../../../src/providers/callgear/calls/finish-reasons.ts';
import { toCallSession } from '../../../src/providers/callgear/calls/to-call-session.ts';

// Invented values in the shape that live accounts send.
import rows from './fixtures/answered-and-voice-mail.json' with { type: 'json' };

const context = {
  provider: 'tracking',
  zone: wallClockOf('Asia/Dubai'),
  defaultCountry: 'AE',
  selection: FULL_SELECTION,
};
const [answered, voiceMail] = rows as readonly object[] as [Record<string, unknown>, Record<string, unknown>];
const read = (row: Record<string, unknown>, zone = context.zone): CallSession =>
  toCallSession(row, { ...context, zone }) as CallSession;
const silent = { ...answered, talk_duration: 0, clean_talk_duration: 0, is_lost: true, call_records: [] };
const outcomeOf = (row: Record<string, unknown>) => read({ ...silent, ...row }).outcome;

describe('a row of the calls report', () => {
  it('becomes a call, its wall time an instant', () => {
    expect(read(answered)).toMatchObject({
      provider: 'tracking',
      nativeId: '3360109114',
      startedAt: Date.UTC(2026, 2, 2, 8, 14, 5),
      endedAt: Date.UTC(2026, 2, 2, 8, 16, 0),
      durationSeconds: 114,
      talkSeconds: 96,
      waitSeconds: 9,
      direction: 'INBOUND',
      kind: 'CALL',
      outcome: 'ANSWERED',
      outcomeDetail: { code: 'operator_disconnects', reason: 'Operator disconnected' },
      customer: { number: '971500000001', displayName: null, defaultCountry: 'AE' },
      line: { number: '97140000000', displayName: null, defaultCountry: 'AE' },
      rating: null,
      note: null,
    });
  });

  it('names each person once', () => {
    const named = read({ ...answered, last_talked_employee_id: 391030, last_talked_employee_full_name: 'Agent Three' });
    expect(named.agents).toEqual([
      { provider: 'tracking', nativeId: '391018', displayName: 'Agent One' },
      { provider: 'tracking', nativeId: '391020', displayName: 'Agent Two' },
      { provider: 'tracking', nativeId: '391030', displayName: 'Agent Three' },
    ]);
  });

  it('shows a recording by the part of its id that opens nothing', () => {
    expect(read(answered).recordings).toMatchObject([{ nativeId: '3360109114.talk.0f3c1e9a', kind: 'CALL' }]);
    expect(read(voiceMail).recordings).toMatchObject([
      { nativeId: '3360109120.voice_mail.7be2d1c0', kind: 'VOICEMAIL' },
    ]);
  });

  it('lists a talk once: WAV tracks and the glued link count when there is nothing else', () => {
    const renditions = {
      wav_call_records: ['aaaaaaaa5b7d42648c10aa2be4d97f31', 'bbbbbbbb5b7d42648c10aa2be4d97f31'],
      full_record_file_link: 'https://media.callgear.com/3360109114/cccccccc5b7d42648c10aa2be4d97f31',
    };
    const idsOf = (row: object) => read({ ...answered, ...row }).recordings?.map((recording) => recording.nativeId);
    expect(idsOf(renditions)).toEqual(['3360109114.talk.0f3c1e9a']);
    expect(idsOf({ ...renditions, call_records: null })).toEqual([
      '3360109114.wav.aaaaaaaa',
      '3360109114.wav.bbbbbbbb',
    ]);
    expect(idsOf({ ...renditions, call_records: [], wav_call_records: [] })).toEqual(['3360109114.full.cccccccc']);
  });

  it('keeps an id past 2^53 digit by digit', () => {
    expect(read({ ...answered, id: '9007199254740993' }).nativeId).toBe('9007199254740993');
  });

  it('reads an hour that is lived twice as the earlier one', () => {
    const berlin = wallClockOf('Europe/Berlin');
    const startOf = (start_time: string) => read({ ...answered, start_time }, berlin).startedAt;
    expect(startOf('2025-10-26 02:30:00')).toBe(Date.UTC(2025, 9, 26, 0, 30));
    expect(startOf('2025-10-26 03:00:00')).toBe(Date.UTC(2025, 9, 26, 2, 0));
    expect(startOf('2026-03-29 03:00:00')).toBe(Date.UTC(2026, 2, 29, 1, 0));
  });

  it('is named unreadable without an id or a start', () => {
    expect(toCallSession({ ...answered, id: null }, context)).toMatchObject({ kind: 'unreadable' });
    expect(toCallSession({ ...answered, start_time: '2026-03-02T12:14:05Z' }, context)).toMatchObject({
      kind: 'unreadable',
    });
  });
});

describe('how a call ended', () => {
  it('is ongoing without an end, whatever else the row says', () => {
    expect(outcomeOf({ finish_time: null, finish_reason: null })).toBe('ONGOING');
  });

  it('is answered when people talked, whoever hung up', () => {
    expect(read({ ...answered, finish_reason: 'subscriber_disconnects' }).outcome).toBe('ANSWERED');
    expect(outcomeOf({ clean_talk_duration: null, talk_duration: 5 })).toBe('ANSWERED');
    expect(outcomeOf({ clean_talk_duration: 0, talk_duration: 5, finish_reason: 'operator_busy' })).toBe('BUSY');
  });

  it('is a voice mail when one was left', () => {
    expect(read(voiceMail).outcome).toBe('VOICEMAIL');
  });

  it('follows the reason and the direction otherwise', () => {
    expect(outcomeOf({ finish_reason: 'subscriber_disconnects', direction: 'in' })).toBe('ABANDONED');
    expect(outcomeOf({ finish_reason: 'subscriber_disconnects', direction: 'out' })).toBe('DECLINED');
    expect(outcomeOf({ finish_reason: 'operator_disconnects', direction: 'in' })).toBe('DECLINED');
    expect(outcomeOf({ finish_reason: 'operator_disconnects', direction: 'out' })).toBe('CANCELLED');
    expect(outcomeOf({ finish_reason: 'sip_offline', direction: 'out' })).toBe('FAILED');
    expect(outcomeOf({ finish_reason: 'numa_in_black_list' })).toBe('BLOCKED');
  });

  it('does not take "not determined" for answered', () => {
    expect(outcomeOf({ finish_reason: 'success_finish', is_lost: true })).toBe('UNKNOWN');
    expect(outcomeOf({ finish_reason: 'success_finish', is_lost: false })).toBe('ANSWERED');
  });

  it('knows a word nobody documents as missed when an incoming call was lost, else not at all', () => {
    expect(outcomeOf({ finish_reason: 'quantum_disconnects', direction: 'in' })).toBe('MISSED');
    expect(outcomeOf({ finish_reason: 'quantum_disconnects', direction: 'out' })).toBe('UNKNOWN');
    expect(read({ ...silent, finish_reason: 'quantum_disconnects' }).outcomeDetail).toEqual({
      code: 'quantum_disconnects',
      reason: null,
    });
  });

  it.each([
    ['caller_disconnects', 'subscriber_disconnects'],
    ['caller_not_responsive', 'subscriber_not_responsible'],
    ['operator_not_responsive', 'operator_not_responsible'],
    ['no_success_caller_call', 'no_success_subscriber_call'],
    ['employees_not_exists', 'employee_not_exists'],
    ['Sitephone_is_not_configured', 'sitephone_is_not_configured'],
  ])('reads %s as %s, and keeps the word as sent', (sent, known) => {
    expect(outcomeOf({ finish_reason: sent })).toBe(outcomeOf({ finish_reason: known }));
    const detail = read({ ...silent, finish_reason: sent }).outcomeDetail;
    expect(detail).toEqual({ code: sent, reason: DOCUMENTED_REASONS[known]![0] });
  });

  it('has words for every reason of the vendor', () => {
    expect(Object.keys(DOCUMENTED_REASONS)).toHaveLength(64);
    for (const [words] of Object.values({ ...DOCUMENTED_REASONS, ...NEWER_REASONS })) expect(words).toMatch(/\w/);
  });
});

describe('what kind of call it was', () => {
  it.each([
    ['callback', 'CALLBACK'],
    ['auto_back_call', 'CALLBACK'],
    ['sitephone', 'CALLBACK'],
    ['callapi_informer_call', 'ANNOUNCEMENT'],
    ['faxout', 'FAX'],
    ['bitrix', 'CALL'],
    ['something new', 'CALL'],
  ])('%s is %s', (source, kind) => {
    expect(read({ ...answered, source }).kind).toBe(kind);
  });

  it('a fax, whatever made it, when it ended as one', () => {
    expect(read({ ...answered, finish_reason: 'fax_session_done' }).kind).toBe('FAX');
  });
});
