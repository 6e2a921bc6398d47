import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import type { CallSession } from '../../../src/domain/call-session.ts';
import { createLastingQueues } from '../../../src/providers/zoom-contact-center/api/read-fields.ts';
import { type View, toCallSession } from '../../../src/providers/zoom-contact-center/calls/to-call-session.ts';
import { toRecording } from '../../../src/providers/zoom-contact-center/media/to-recording.ts';

import recording from './fixtures/recording.json' with { type: 'json' };
import simple from './fixtures/voice-call.json' with { type: 'json' };
import transferred from './fixtures/voice-call-with-legs.json' with { type: 'json' };

const account = { provider: 'desk', defaultCountry: null, lastingQueues: createLastingQueues() };

describe('a row of the voice call log', () => {
  it('becomes a call', () => {
    expect(read(simple.row)).toMatchObject({
      provider: 'desk',
      nativeId: '3XilEfOvQEKRIWMWhX1jDg',
      startedAt: Date.UTC(2026, 2, 2, 9, 14, 5),
      endedAt: Date.UTC(2026, 2, 2, 9, 17, 20),
      durationSeconds: 195,
      direction: 'INBOUND',
      kind: 'CALL',
      outcome: 'ANSWERED',
      outcomeDetail: { code: 'completed', reason: null },
      customer: { number: '+18108001001', displayName: 'Customer 1' },
      line: { number: '+12055437350' },
      agents: [
        { provider: 'desk', nativeId: 'ukAAkZKfROKMSw1bj_RDFQ', displayName: 'Agent 1', email: 'agent1@example.com' },
      ],
      queues: [{ provider: 'desk', nativeId: 'd95avl1eRJ-H162PZUJ-qg', name: 'Billing' }],
      recordings: undefined,
    });
  });

  it('reads times by their own offset', () => {
    expect(read(transferred.row).startedAt).toBe(Date.UTC(2026, 2, 2, 9));
  });

  it('keeps the digits of a charge and claims no currency: a dollar sign is no name', () => {
    expect(read(simple.row).cost).toEqual({ amount: '0.019', currency: null });
    expect(read(transferred.row).cost).toEqual({ amount: '1234.50', currency: null });
    for (const charge of ['', null, undefined, 'free']) expect(read({ ...simple.row, charge }).cost).toBeNull();
  });

  it('does not know talk and wait times, which only an engagement has', () => {
    expect(read(simple.row)).toMatchObject({ talkSeconds: null, waitSeconds: null });
  });

  it.each([
    ['completed', 'ANSWERED'],
    ['long_calls', 'ANSWERED'],
    ['short_calls', 'ANSWERED'],
    ['hang_up_calls', 'ANSWERED'],
    ['contained', 'ANSWERED'],
    ['hold_abandoned', 'ABANDONED'],
    ['short_abandoned', 'ABANDONED'],
    ['long_abandoned', 'ABANDONED'],
    ['abandon_quit', 'ABANDONED'],
    ['callback_abandoned_by_consumer', 'ABANDONED'],
    ['missed', 'MISSED'],
    ['overflowed_to_disconnect', 'MISSED'],
    ['declined', 'DECLINED'],
    ['overflowed_to_inbox', 'VOICEMAIL'],
    ['overflowed', 'UNKNOWN'],
    ['auto_closed', 'UNKNOWN'],
    ['overflowed_to_partner', 'UNKNOWN'],
    [undefined, 'UNKNOWN'],
  ])('reads the result %s as %s', (result, outcome) => {
    expect(read({ ...simple.row, result }).outcome).toBe(outcome);
  });

  it('takes a hang-up without agents for an abandoned call', () => {
    for (const agents of [[], null, undefined])
      expect(read({ ...simple.row, result: 'hang_up_calls', agents }).outcome).toBe('ABANDONED');
  });

  it('is internal where every type is, and a callback where one is', () => {
    const types = (...list: string[]) => read({ ...simple.row, types: list });
    expect(types('internal_call', 'internal_conference_call').direction).toBe('INTERNAL');
    expect(types('external_call', 'internal_call').direction).toBe('INBOUND');
    expect(types('internal_callback_call')).toMatchObject({ direction: 'INTERNAL', kind: 'CALLBACK' });
    expect(read({ ...simple.row, direction: 'sideways', types: null }).direction).toBe('UNKNOWN');
  });

  it('names the line by who called', () => {
    const { row } = simple;
    expect(read({ ...row, direction: 'outbound' }).line?.number).toBe(row.caller_number);
  });

  it('knows a queue by its deprecated id where that is all there is', () => {
    const queues = [{ queue_id: 'Ql3qxUWXSHes4PmcOmzyOg', queue_name: 'Billing' }];
    expect(read({ ...simple.row, queues }).queues?.[0]?.nativeId).toBe('Ql3qxUWXSHes4PmcOmzyOg');
  });

  it.each([null, '', undefined])('reads %j as absent, whatever the field', (absent) => {
    const { engagement_id, start_time, ...rest } = simple.row;
    const empty = Object.fromEntries(Object.keys(rest).map((field) => [field, absent]));
    expect(read({ engagement_id, start_time, ...empty })).toMatchObject({
      endedAt: null,
      durationSeconds: null,
      customer: null,
      line: null,
      agents: [],
      queues: [],
      outcome: 'UNKNOWN',
      outcomeDetail: null,
      cost: null,
    });
  });

  it('has no recordings where it was not recorded, and may have where it was', () => {
    expect(read({ ...simple.row, recorded: false }).recordings).toEqual([]);
    expect(read({ ...simple.row, recorded: null }).recordings).toBeUndefined();
  });

  it.each([
    ['no id', { ...simple.row, engagement_id: '' }],
    ['no start', { ...simple.row, start_time: null }],
    ['a start without an offset', { ...simple.row, start_time: '2026-03-02T09:14:05' }],
    ['nothing at all', null],
  ])('is unreadable with %s', (_name, row) => {
    const error = toCallSession(row, account, 'summary');
    expect(error).toBeInstanceOf(ProviderError);
    expect(error).toMatchObject({ kind: 'unreadable', provider: 'desk' });
  });
});

describe('the legs of a call', () => {
  it('stand in the order of their start, under ids that are the same on every read', () => {
    const reversed = { ...transferred.row, voice_call_details: transferred.row.voice_call_details.toReversed() };
    for (const row of [transferred.row, reversed]) {
      const { legs } = read(row, 'detail');
      expect(legs).toMatchObject([
        {
          nativeId: '-Jt4u7sNQX2eWf8Pd_LqVw:0',
          sessionId: '-Jt4u7sNQX2eWf8Pd_LqVw',
          direction: 'INBOUND',
          durationSeconds: 120,
          from: { number: '+18108001001', displayName: 'Customer 1' },
          to: { number: '+12055437350', displayName: null },
          agent: { nativeId: 'ukAAkZKfROKMSw1bj_RDFQ' },
          queue: { nativeId: 'd95avl1eRJ-H162PZUJ-qg', name: 'Billing' },
          cost: { amount: '0.019', currency: null },
        },
        {
          nativeId: '-Jt4u7sNQX2eWf8Pd_LqVw:1',
          direction: 'INTERNAL',
          agent: { nativeId: '8fZWJ2n1T0uTbc3vKxq4Rg' },
          cost: null,
        },
      ]);
    }
  });

  it('are left open by the summary view', () => {
    expect(read(transferred.row, 'summary').legs).toBeUndefined();
  });

  it('are the call itself where the account is not sent them and it has one, else not known', () => {
    expect(read(simple.row, 'detail').legs).toMatchObject([
      { nativeId: '3XilEfOvQEKRIWMWhX1jDg:0', direction: 'INBOUND', queue: { name: 'Billing' }, durationSeconds: 195 },
    ]);
    const { voice_call_details: _details, ...summary } = transferred.row;
    expect(read(summary, 'detail').legs).toBeNull();
  });
});

describe('a recording', () => {
  it('belongs to the leg of its user that was running when it began', () => {
    const call = read(transferred.row, 'detail');
    expect(toRecording(recording.row, call)).toMatchObject({
      nativeId: recording.row.recording_id,
      sessionId: call.nativeId,
      sessionStartedAt: call.startedAt,
      legId: `${call.nativeId}:0`,
      durationSeconds: 100,
      isAvailable: true,
      transcript: { status: 'READY', canOpen: true },
    });
    expect(toRecording({ ...recording.row, user_id: 'somebody' }, call)?.legId).toBeNull();
    expect(toRecording(recording.row, read(transferred.row))?.legId).toBeUndefined();
  });

  it('without links is gone, and has no transcript', () => {
    const bare = { ...recording.row, download_url: '', transcript_url: null };
    expect(toRecording(bare, read(simple.row))).toMatchObject({ isAvailable: false, transcript: { status: 'NONE' } });
  });
});

function read(row: unknown, view: View = 'summary'): CallSession {
  const call = toCallSession(row, account, view);
  if (call instanceof ProviderError) throw call;
  return call;
}
