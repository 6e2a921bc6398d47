import { column, label, labels, record, row, rows } from '../../columns/column.ts';

export const QUEUE = record('ZoomQueue', 'A queue as a call names it. Two ids name one queue.', {
  cc_queue_id: column('id', 'The id of the queue.'),
  queue_id: column('id', 'Its deprecated id.'),
  queue_name: label('Its name.'),
});

export const AGENT = record('ZoomAgent', 'An agent as a call names them.', {
  user_id: column('id', 'The id of the user.'),
  display_name: label('Their name.'),
  user_email: label('Their e-mail address.'),
  user_region: label('The name of their region.'),
  team_ids: column('ids', 'The ids of their teams.'),
  team_names: labels('The names of their teams.'),
  user_ip_address: column('text', 'The address of their device; only where Zoom support enabled it.'),
  user_device_mac_address: column('text', 'The hardware address of their device; only where Zoom support enabled it.'),
  user_registered_sip_zone: column('text', 'The SIP zone they were registered in; only where Zoom support enabled it.'),
  sip_zone_ip_address: column('text', 'The address of that SIP zone; only where Zoom support enabled it.'),
});

const FLOW = record('ZoomFlow', 'A flow that a call went through.', {
  flow_id: column('id', 'The id of the flow.'),
  flow_name: label('Its name.'),
  flow_version: label('Its version; only in an engagement.'),
});

const BORDER_CONTROLLER = record(
  'ZoomSessionBorderController',
  'A session border controller that carried a call; only where Zoom support enabled it.',
  {
    session_border_controller_name: column('text', 'Its name.'),
    session_border_controller_ip_address: column('text', 'Its address.'),
    consumer_zoom_trunk_name: column('text', "The trunk between the customer's and Zoom's."),
    consumer_sbc_ip_address: column('text', "The address of the customer's."),
  },
);

export const LEG = record(
  'ZoomLeg',
  'A leg of a call as Zoom Contact Center reports it in the detailed view of its voice call log.',
  {
    engagement_id: column('id', 'The id of the engagement.'),
    call_leg: label('Direction of the leg: inbound or outbound.'),
    distribution: label('acd: distributed by a queue. non_acd: not.'),
    type: label('Type of the call on this leg: external_call, internal_conference_call and more.'),
    caller_number: column('text', "The caller's number."),
    caller_number_type: label('toll_free_number, virtual_service_number or byoc_number.'),
    callee_number: column('text', "The callee's number."),
    callee_number_type: label('toll_free_number, virtual_service_number or byoc_number.'),
    start_time: column('time', 'When it began.'),
    end_time: column('time', 'When it ended.'),
    total_duration: column('count', 'How long it lasted, in seconds.'),
    consumer_number: column('text', "The consumer's number."),
    consumer_display_name: column('text', "The consumer's name."),
    queue: row(QUEUE, 'The queue it came through.'),
    agents: rows(AGENT, 'The agents on it.'),
    flow: row(FLOW, 'The flow it came through.'),
    country_name: column('text', 'The name of a country.'),
    recorded: column('boolean', 'Whether it was recorded.'),
    monitored: column('boolean', 'Whether it was monitored.'),
    inbox: column('boolean', 'Whether a message lies in an inbox.'),
    result: label('How it ended, in the words of ZoomVoiceCall.result.'),
    caller_id: column('text', 'The number that was shown.'),
    calling_party: label('Who called: consumer or agent.'),
    charge: label('What it cost, as sent: "$0.019".'),
    rate: label('The price, as sent: "$0.019".'),
    charge_type: label('What the price is for: per_minute.'),
  },
);

export const CALL = record('ZoomVoiceCall', 'A call as Zoom Contact Center reports it in its voice call log.', {
  engagement_id: column('id', 'The id of the engagement.'),
  direction: label('Direction of the engagement: inbound or outbound.'),
  call_legs: labels('Direction of each leg: inbound or outbound. Their order means nothing.'),
  distributions: labels('acd: distributed by a queue. non_acd: not.'),
  types: labels(
    'external_call, external_conference_call, external_callback_call, internal_call, internal_conference_call or ' +
      'internal_callback_call.',
  ),
  sub_types: labels('How it was transferred or became a conference: external_warm_transfer_call.'),
  caller_number: column('text', "The caller's number."),
  caller_number_type: label('toll_free_number, virtual_service_number or byoc_number.'),
  callee_number: column('text', "The callee's number."),
  callee_number_type: label('toll_free_number, virtual_service_number or byoc_number.'),
  start_time: column('time', 'When it began.'),
  end_time: column('time', 'When it ended.'),
  total_duration: column('count', 'How long the whole engagement lasted, in seconds.'),
  consumer_number: column('text', "The consumer's number."),
  consumer_display_name: column('text', "The consumer's name."),
  queues: rows(QUEUE, 'The queues it came through.'),
  agents: rows(AGENT, 'The agents who took part.'),
  flows: rows(FLOW, 'The flows it went through.'),
  country_name: column('text', 'The name of a country.'),
  recorded: column('boolean', 'Whether it was recorded. Whether the recording still exists is not said.'),
  monitored: column('boolean', 'Whether it was monitored.'),
  inbox: column('boolean', 'Whether a message lies in an inbox.'),
  result: label(
    'How it ended: completed, long_calls, short_calls, hang_up_calls, hold_abandoned, short_abandoned, ' +
      'long_abandoned, abandon_quit, missed, declined, overflowed, overflowed_to_inbox, overflowed_to_disconnect, ' +
      'auto_closed, contained, callback_abandoned_by_consumer.',
  ),
  caller_id: column('text', 'The number that was shown.'),
  calling_party: label('Who called: consumer or agent.'),
  charge: label('What it cost, as sent: "$0.019". The exact digits are in the cost of the call.'),
  rates: labels('The prices, as sent: "$0.019".'),
  charge_type: label('What the prices are for: per_minute.'),
  session_border_controller_list: rows(
    BORDER_CONTROLLER,
    'The session border controllers that carried it; only where Zoom support enabled it.',
  ),
  voice_call_details: rows(LEG, 'Its legs, as the detailed view reports them; null where the account is not sent it.'),
});

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

const RECORDING_CONSUMER = record('ZoomRecordingConsumer', 'A consumer who can be heard on a recording.', {
  consumer_name: column('text', 'Their name.'),
  consumer_number: column('text', 'Their number.'),
});

/** A row of GET /contact_center/recordings. Its links need the token: they never leave the server. */
export const RECORDING = record('ZoomRecording', 'A recording as Zoom Contact Center reports it.', {
  recording_id: column('id', 'The id of the recording.'),
  engagement_id: column('id', 'The id of the engagement.'),
  cc_queue_id: column('id', 'The id of the queue.'),
  queue_id: column('id', 'The deprecated id of the queue.'),
  queue_name: label('The name of the queue.'),
  recording_duration: column('count', 'How long it is, in seconds.'),
  recording_start_time: column('time', 'When it began.'),
  recording_end_time: column('time', 'When it ended.'),
  recording_type: label('on_demand: somebody pressed a button. automatic: a rule did.'),
  channel: label('voice or video.'),
  direction: label('inbound or outbound.'),
  owner_type: label('Who owns it: user or queue.'),
  owner_id: column('id', 'The id of the owner.'),
  owner_name: label('The name of the owner.'),
  user_id: column('id', 'The id of the user who can be heard.'),
  display_name: label('Their name.'),
  user_email: label('Their e-mail address.'),
  flow_id: column('id', 'The id of the flow.'),
  flow_name: label('The name of the flow.'),
  consumers: rows(RECORDING_CONSUMER, 'The consumers who can be heard.'),
  download_url: column('link', 'The recording, as a link on this server; null when it is gone.'),
  transcript_url: column('link', 'Its transcript, as a link on this server; null when it has none.'),
  playback_url: column('link', 'A link on this server that plays it. The same as downloadUrl: it can be seeked.'),
});
