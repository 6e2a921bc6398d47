import type { CallLeg } from '../../../domain/call-leg.ts';
import type { MediaKey } from '../../../domain/media.ts';
import { builder } from '../../../graph/builder.ts';
import { columnsOf } from './columns.ts';
import { linkTo } from './link.ts';
import { type Row, callRowOf, column as read, recordIdOfLeg } from '../calls/row-details.ts';

const EndReasonRef = builder.objectRef<Row>('VoximplantEndReason').implement({
  description: 'Why a connection ended.',
  fields: (t) => {
    const column = columnsOf(t, (row: Row) => row);
    return {
      code: column.int('code', 'A code like those of SIP: 200, 486.'),
      details: column.text('details', 'The reason in words.'),
    };
  },
});

/** A connection, with every field the vendor has for it. */
export const CallRef = builder.objectRef<CallLeg>('VoximplantCall').implement({
  description: 'A connection inside a session as Voximplant reports it (CallInfoType).',
  fields: (t) => {
    const column = columnsOf(t, callRowOf);
    return {
      callId: column.id('call_id', 'The id of the connection.'),
      startTime: t.field({ type: 'DateTime', description: 'When it began.', resolve: (leg) => leg.startedAt }),
      duration: column.int('duration', 'How long it lasted, in seconds; 0 for one that failed.'),
      localNumber: column.text('local_number', "The number on the platform's side."),
      remoteNumber: column.text('remote_number', "The number, user or SIP address on the client's side."),
      remoteNumberType: column.text('remote_number_type', 'What remoteNumber is: pstn, mobile, user, sip address.'),
      diversionNumber: column.text('diversion_number', 'The number it was forwarded from.'),
      incoming: column.flag('incoming', 'Whether it came in to the platform.'),
      successful: column.flag('successful', 'Whether it was answered.'),
      transactionId: column.id('transaction_id', 'The billing transaction; none for one that failed.'),
      recordUrl: t.field({
        type: 'URL',
        description: 'Its recording, as a link on this server.',
        resolve: (leg, _args, context) => {
          const nativeId = recordIdOfLeg(leg);
          if (nativeId === null) return null;
          const key = { kind: 'recording' as const, nativeId, session: sessionOfLeg(leg) };
          return linkTo(context, leg.provider, key, leg.durationSeconds);
        },
      }),
      cost: column.cost("What it cost, in the account's currency."),
      endReason: t.field({
        type: EndReasonRef,
        description: 'Why it ended.',
        resolve: (leg) => read.record(callRowOf(leg), 'end_reason'),
      }),
      audioQuality: column.text('audio_quality', 'Standard, HD or Ultra HD.'),
      direction: column.text('direction', 'The price group, such as "Russia Mobile". It does not say who called whom.'),
      mediaServerAddress: column.text('media_server_address', 'The address of the media server.'),
      customData: column.text('custom_data', 'What the scenario noted on the connection.'),
    };
  },
});

/** A leg knows its session's id; its own start is near enough to find the session again. */
const sessionOfLeg = (leg: CallLeg): MediaKey['session'] => ({
  nativeId: leg.sessionId,
  startedAt: leg.startedAt ?? undefined,
});
