import { column, label, record, rows } from '../../columns/column.ts';
import { AGENT, FLOW, QUEUE } from './columns.ts';

const CHANNEL = record('ZoomChannel', 'A channel of an engagement.', {
  channel: label('voice, video, messaging or email.'),
  channel_source: label('Where the channel comes from.'),
});

const CONSUMER = record('ZoomConsumer', 'A consumer of an engagement.', {
  consumer_id: column('id', 'The id of the consumer.'),
  consumer_display_name: column('text', 'Their name.'),
  consumer_number: column('text', 'Their number.'),
});

const DISPOSITION = record('ZoomDisposition', 'What an agent put an engagement down as.', {
  disposition_id: column('id', 'The id of the disposition.'),
  disposition_name: label('Its name.'),
});

const NOTE = record('ZoomNote', 'A note an agent made.', {
  user_id: column('id', 'The id of the agent.'),
  note_id: column('id', 'The id of the note.'),
  note: column('text', 'What it says.'),
  last_modified_time: column('time', 'When it was last changed.'),
});

const EVENT = record('ZoomEngagementEvent', 'A step of an engagement.', {
  start_time: column('time', 'When it began.'),
  duration: column('count', 'How long it lasted, in seconds.'),
  channel: label('voice, video, messaging or email.'),
  channel_source: label('Where the channel comes from.'),
  event_type: column('text', 'What happened, in free words: "Agent Ringing".'),
  direction: label('inbound or outbound.'),
  flow_id: column('id', 'The id of the flow.'),
  flow_name: label('The name of the flow.'),
  queue_id: column('id', 'The deprecated id of the queue.'),
  cc_queue_id: column('id', 'The id of the queue.'),
  queue_name: label('The name of the queue.'),
  user_id: column('id', 'The id of the agent.'),
  user_display_name: label('The name of the agent.'),
  accept_type: label('How it was accepted: manual or auto.'),
  transfer_type: label('How it was transferred: cold or warm.'),
  transfer_to_flow_id: column('id', 'The id of the flow it was transferred to.'),
  transfer_to_flow_name: label('The name of the flow it was transferred to.'),
  transfer_to_queue_id: column('id', 'The deprecated id of the queue it was transferred to.'),
  transfer_to_cc_queue_id: column('id', 'The id of the queue it was transferred to.'),
  transfer_to_queue_name: label('The name of the queue it was transferred to.'),
  transfer_to_user_id: column('id', 'The id of the agent it was transferred to.'),
  transfer_to_user_display_name: label('The name of the agent it was transferred to.'),
  transfer_to_number: column('text', 'The number it was transferred to.'),
  conference_type: label('How it became a conference: cold or warm.'),
  invitee_type: label('Who was invited: Agent, Queue or PSTN number.'),
  invitee: column('text', 'The one who was invited.'),
  supervisor_id: column('id', 'The id of the supervisor.'),
  supervisor_display_name: label('The name of the supervisor.'),
  consumer_id: column('id', 'The id of the consumer.'),
  consumer_display_name: column('text', 'The name of the consumer.'),
  inbox_id: column('id', 'The id of the inbox.'),
  inbox_name: label('The name of the inbox.'),
});

/** The record of GET /contact_center/engagements/{engagementId}. */
export const ENGAGEMENT = record(
  'ZoomEngagement',
  "An engagement's own record, with the times that the voice call log does not have. Zoom gives it one at a time: each " +
    'costs a request.',
  {
    engagement_id: column('id', 'The id of the engagement.'),
    start_time: column('time', 'When it began.'),
    end_time: column('time', 'When it ended.'),
    duration: column('count', 'How long it lasted, in seconds.'),
    direction: label('inbound or outbound.'),
    channels: rows(CHANNEL, 'Its channels.'),
    consumers: rows(CONSUMER, 'Its consumers.'),
    flows: rows(FLOW, 'The flows it went through.'),
    queues: rows(QUEUE, 'The queues it waited in.'),
    agents: rows(AGENT, 'Its agents.'),
    queue_wait_type: label('How the consumer waited: live_waiting or callback.'),
    talk_duration: column('count', 'How long they talked, in seconds.'),
    flow_duration: column('count', 'How long it was in flows, in seconds.'),
    waiting_duration: column('count', 'How long it waited, in seconds.'),
    handling_duration: column('count', 'How long agents handled it, in seconds.'),
    wrap_up_duration: column('count', 'How long agents wrapped it up, in seconds.'),
    voice_mail: column('count', 'How many voice mails were left.'),
    dispositions: rows(DISPOSITION, 'What it was put down as.'),
    notes: rows(NOTE, 'What agents noted.'),
    events: rows(EVENT, 'Its steps.'),
    survey_id: column('id', 'The id of the survey.'),
  },
);
