import { createRowType } from './columns.ts';
import { ZoomAgentRef, ZoomFlowRef, ZoomQueueRef } from './parts.ts';

const ZoomChannelRef = createRowType('ZoomChannel', 'A channel of an engagement.', (column) => ({
  channel: column.text('channel', 'voice, video, messaging or email.'),
  channelSource: column.text('channel_source', 'Where the channel comes from.'),
}));

const ZoomConsumerRef = createRowType('ZoomConsumer', 'A consumer of an engagement.', (column) => ({
  consumerId: column.id('consumer_id', 'The id of the consumer.'),
  consumerDisplayName: column.text('consumer_display_name', 'Their name.'),
  consumerNumber: column.text('consumer_number', 'Their number.'),
}));

const ZoomDispositionRef = createRowType('ZoomDisposition', 'What an agent put an engagement down as.', (column) => ({
  dispositionId: column.id('disposition_id', 'The id of the disposition.'),
  dispositionName: column.text('disposition_name', 'Its name.'),
}));

const ZoomNoteRef = createRowType('ZoomNote', 'A note an agent made.', (column) => ({
  userId: column.id('user_id', 'The id of the agent.'),
  noteId: column.id('note_id', 'The id of the note.'),
  note: column.text('note', 'What it says.'),
  lastModifiedTime: column.time('last_modified_time', 'When it was last changed.'),
}));

const ZoomEngagementEventRef = createRowType('ZoomEngagementEvent', 'A step of an engagement.', (column) => ({
  startTime: column.time('start_time', 'When it began.'),
  duration: column.count('duration', 'How long it lasted, in seconds.'),
  channel: column.text('channel', 'voice, video, messaging or email.'),
  channelSource: column.text('channel_source', 'Where the channel comes from.'),
  eventType: column.text('event_type', 'What happened, in free words: "Agent Ringing".'),
  direction: column.text('direction', 'inbound or outbound.'),
  flowId: column.id('flow_id', 'The id of the flow.'),
  flowName: column.text('flow_name', 'The name of the flow.'),
  queueId: column.id('queue_id', 'The deprecated id of the queue.'),
  ccQueueId: column.id('cc_queue_id', 'The id of the queue.'),
  queueName: column.text('queue_name', 'The name of the queue.'),
  userId: column.id('user_id', 'The id of the agent.'),
  userDisplayName: column.text('user_display_name', 'The name of the agent.'),
  acceptType: column.text('accept_type', 'How it was accepted: manual or auto.'),
  transferType: column.text('transfer_type', 'How it was transferred: cold or warm.'),
  transferToFlowId: column.id('transfer_to_flow_id', 'The id of the flow it was transferred to.'),
  transferToFlowName: column.text('transfer_to_flow_name', 'The name of the flow it was transferred to.'),
  transferToQueueId: column.id('transfer_to_queue_id', 'The deprecated id of the queue it was transferred to.'),
  transferToCcQueueId: column.id('transfer_to_cc_queue_id', 'The id of the queue it was transferred to.'),
  transferToQueueName: column.text('transfer_to_queue_name', 'The name of the queue it was transferred to.'),
  transferToUserId: column.id('transfer_to_user_id', 'The id of the agent it was transferred to.'),
  transferToUserDisplayName: column.text(
    'transfer_to_user_display_name',
    'The name of the agent it was transferred to.',
  ),
  transferToNumber: column.text('transfer_to_number', 'The number it was transferred to.'),
  conferenceType: column.text('conference_type', 'How it became a conference: cold or warm.'),
  inviteeType: column.text('invitee_type', 'Who was invited: Agent, Queue or PSTN number.'),
  invitee: column.text('invitee', 'The one who was invited.'),
  supervisorId: column.id('supervisor_id', 'The id of the supervisor.'),
  supervisorDisplayName: column.text('supervisor_display_name', 'The name of the supervisor.'),
  consumerId: column.id('consumer_id', 'The id of the consumer.'),
  consumerDisplayName: column.text('consumer_display_name', 'The name of the consumer.'),
  inboxId: column.id('inbox_id', 'The id of the inbox.'),
  inboxName: column.text('inbox_name', 'The name of the inbox.'),
}));

/** The record of GET /contact_center/engagements/{engagementId}. */
export const ZoomEngagementRef = createRowType(
  'ZoomEngagement',
  "An engagement's own record, with the times that the voice call log does not have. Zoom gives it one at a time: each " +
    'costs a request.',
  (column) => ({
    engagementId: column.id('engagement_id', 'The id of the engagement.'),
    startTime: column.time('start_time', 'When it began.'),
    endTime: column.time('end_time', 'When it ended.'),
    duration: column.count('duration', 'How long it lasted, in seconds.'),
    direction: column.text('direction', 'inbound or outbound.'),
    channels: column.rows('channels', ZoomChannelRef, 'Its channels.'),
    consumers: column.rows('consumers', ZoomConsumerRef, 'Its consumers.'),
    flows: column.rows('flows', ZoomFlowRef, 'The flows it went through.'),
    queues: column.rows('queues', ZoomQueueRef, 'The queues it waited in.'),
    agents: column.rows('agents', ZoomAgentRef, 'Its agents.'),
    queueWaitType: column.text('queue_wait_type', 'How the consumer waited: live_waiting or callback.'),
    talkDuration: column.count('talk_duration', 'How long they talked, in seconds.'),
    flowDuration: column.count('flow_duration', 'How long it was in flows, in seconds.'),
    waitingDuration: column.count('waiting_duration', 'How long it waited, in seconds.'),
    handlingDuration: column.count('handling_duration', 'How long agents handled it, in seconds.'),
    wrapUpDuration: column.count('wrap_up_duration', 'How long agents wrapped it up, in seconds.'),
    voiceMail: column.count('voice_mail', 'How many voice mails were left.'),
    dispositions: column.rows('dispositions', ZoomDispositionRef, 'What it was put down as.'),
    notes: column.rows('notes', ZoomNoteRef, 'What agents noted.'),
    events: column.rows('events', ZoomEngagementEventRef, 'Its steps.'),
    surveyId: column.id('survey_id', 'The id of the survey.'),
  }),
);
