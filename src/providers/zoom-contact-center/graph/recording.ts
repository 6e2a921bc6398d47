import type { Recording } from '../../../domain/recording.ts';
import { builder } from '../../../graph/builder.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { columnsOf, createRowType } from './columns.ts';
import { rowOf } from '../calls/row-values.ts';

const ZoomRecordingConsumerRef = createRowType(
  'ZoomRecordingConsumer',
  'A consumer who can be heard on a recording.',
  (column) => ({
    consumerName: column.text('consumer_name', 'Their name.'),
    consumerNumber: column.text('consumer_number', 'Their number.'),
  }),
);

/** A row of GET /contact_center/recordings. */
export const ZoomRecordingRef = builder.objectRef<Recording>('ZoomRecording').implement({
  description: 'A recording as Zoom Contact Center reports it.',
  fields: (t) => {
    const column = columnsOf(t, rowOf);
    return {
      recordingId: column.id('recording_id', 'The id of the recording.'),
      engagementId: column.id('engagement_id', 'The id of the engagement.'),
      ccQueueId: column.id('cc_queue_id', 'The id of the queue.'),
      queueId: column.id('queue_id', 'The deprecated id of the queue.'),
      queueName: column.text('queue_name', 'The name of the queue.'),
      recordingDuration: column.count('recording_duration', 'How long it is, in seconds.'),
      recordingStartTime: column.time('recording_start_time', 'When it began.'),
      recordingEndTime: column.time('recording_end_time', 'When it ended.'),
      recordingType: column.text('recording_type', 'on_demand: somebody pressed a button. automatic: a rule did.'),
      channel: column.text('channel', 'voice or video.'),
      direction: column.text('direction', 'inbound or outbound.'),
      ownerType: column.text('owner_type', 'Who owns it: user or queue.'),
      ownerId: column.id('owner_id', 'The id of the owner.'),
      ownerName: column.text('owner_name', 'The name of the owner.'),
      userId: column.id('user_id', 'The id of the user who can be heard.'),
      displayName: column.text('display_name', 'Their name.'),
      userEmail: column.text('user_email', 'Their e-mail address.'),
      flowId: column.id('flow_id', 'The id of the flow.'),
      flowName: column.text('flow_name', 'The name of the flow.'),
      consumers: column.rows('consumers', ZoomRecordingConsumerRef, 'The consumers who can be heard.'),
      downloadUrl: t.field({
        type: 'URL',
        description: 'The recording, as a link on this server; null when it is gone.',
        resolve: (recording, _args, context) => linkTo(context, recording, 'recording', recording.isAvailable),
      }),
      transcriptUrl: t.field({
        type: 'URL',
        description: 'Its transcript, as a link on this server; null when it has none.',
        resolve: (recording, _args, context) =>
          linkTo(context, recording, 'transcript', recording.transcript?.canOpen ?? false),
      }),
      playbackUrl: t.field({
        type: 'URL',
        description: 'A link on this server that plays it. The same as downloadUrl: it can be seeked.',
        resolve: (recording, _args, context) => linkTo(context, recording, 'recording', recording.isAvailable),
      }),
    };
  },
});

function linkTo(
  context: GraphContext,
  recording: Recording,
  kind: 'recording' | 'transcript',
  isThere: boolean,
): string | null {
  if (!isThere) return null;
  const { provider, nativeId, sessionId, sessionStartedAt, durationSeconds } = recording;
  const session = { nativeId: sessionId, startedAt: sessionStartedAt };
  // A text is read at once; sound takes its time.
  return (
    context.linkTo(provider, { kind, nativeId, session }, kind === 'recording' ? durationSeconds : null)?.url ?? null
  );
}
