import type { MediaKey } from '../../../domain/media.ts';
import type { Recording } from '../../../domain/recording.ts';
import { builder } from '../../../graph/builder.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { columnsOf } from './columns.ts';
import { linkTo } from './link.ts';
import { type Row, column as read, recordRowOf } from '../calls/row-details.ts';

const MediaParametersRef = builder.objectRef<Row>('VoximplantMediaParameters').implement({
  description: 'How a recording is encoded.',
  fields: (t) => {
    const column = columnsOf(t, (row: Row) => row);
    return {
      audioCodec: column.text('audio_codec', 'The codec of the sound: mp3.'),
      container: column.text('container', 'The kind of file: mp3.'),
    };
  },
});

/** A recording, with every field the vendor has for it. */
export const RecordRef = builder.objectRef<Recording>('VoximplantRecord').implement({
  description: 'A recording as Voximplant reports it (RecordType).',
  fields: (t) => {
    const column = columnsOf(t, recordRowOf);
    const link = (recording: Recording, kind: MediaKey['kind'], context: GraphContext) => {
      const session = { nativeId: recording.sessionId, startedAt: recording.sessionStartedAt };
      const key = { kind, nativeId: recording.nativeId, session };
      return linkTo(context, recording.provider, key, kind === 'recording' ? recording.durationSeconds : null);
    };
    return {
      recordId: column.id('record_id', 'The id of the recording.'),
      recordName: column.text('record_name', 'Its name.'),
      cost: column.cost("What it cost, in the account's currency."),
      startTime: t.field({ type: 'DateTime', description: 'When it began.', resolve: (record) => record.startedAt }),
      duration: column.int('duration', 'How long it is, in seconds.'),
      recordUrl: t.field({
        type: 'URL',
        description: 'The recording, as a link on this server; null when it is gone.',
        resolve: (record, _args, context) => (record.isAvailable ? link(record, 'recording', context) : null),
      }),
      transactionId: column.id('transaction_id', 'The billing transaction.'),
      fileSize: t.field({
        type: 'SafeInt',
        description: 'Its size in bytes. Often 0, which then means nothing.',
        resolve: (record) => read.number(recordRowOf(record), 'file_size'),
      }),
      transcriptionUrl: t.field({
        type: 'URL',
        description: 'Its transcript, as a link on this server.',
        resolve: (record, _args, context) =>
          read.text(recordRowOf(record), 'transcription_url') === null ? null : link(record, 'transcript', context),
      }),
      transcriptionStatus: column.text('transcription_status', 'Not required, In progress or Complete.'),
      transcriptionTransactionId: column.id('transcription_transaction_id', "The transcription's billing transaction."),
      hdAudio: column.flag('hd_audio', 'Whether it is in HD.'),
      lossless: column.flag('lossless', 'Whether it is compressed without loss.'),
      isRemoved: column.flag('is_removed', 'Whether the file was deleted while its row was kept.'),
      expirationDate: t.field({
        type: 'DateTime',
        description: 'The day on which the vendor deletes it.',
        resolve: (record) => record.expiresAt,
      }),
      mediaParameters: t.field({
        type: MediaParametersRef,
        description: 'How it is encoded.',
        resolve: (record) => read.json(recordRowOf(record), 'media_parameters'),
      }),
      mediaParametersText: column.text('media_parameters', 'How it is encoded, as sent: JSON in a text.'),
    };
  },
});
