import { column, label, record, rows } from '../../columns/column.ts';

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
