import { column, label, personal, record, row, rows } from '../../columns/column.ts';

const END_REASON = record('VoximplantEndReason', 'Why a connection ended.', {
  code: column('number', 'A code like those of SIP: 200, 486.'),
  details: column('text', 'The reason in words.'),
});

export const CALL = record('VoximplantCall', 'A connection inside a session as Voximplant reports it (CallInfoType).', {
  call_id: column('id', 'The id of the connection.'),
  start_time: column('time', 'When it began.'),
  duration: column('number', 'How long it lasted, in seconds; 0 for one that failed.'),
  local_number: column('text', "The number on the platform's side."),
  remote_number: column('text', "The number, user or SIP address on the client's side."),
  remote_number_type: label('What remoteNumber is: pstn, mobile, user, sip address.'),
  diversion_number: column('text', 'The number it was forwarded from.'),
  incoming: column('boolean', 'Whether it came in to the platform.'),
  successful: column('boolean', 'Whether it was answered.'),
  transaction_id: column('id', 'The billing transaction; none for one that failed.'),
  record_url: column('link', 'Its recording, as a link on this server.'),
  cost: column('decimal', "What it cost, in the account's currency."),
  end_reason: row(END_REASON, 'Why it ended.'),
  audio_quality: label('Standard, HD or Ultra HD.'),
  direction: column('text', 'The price group, such as "Russia Mobile". It does not say who called whom.'),
  media_server_address: column('text', 'The address of the media server.'),
  custom_data: column('text', 'What the scenario noted on the connection.'),
});

const MEDIA_PARAMETERS = record('VoximplantMediaParameters', 'How a recording is encoded.', {
  audio_codec: label('The codec of the sound: mp3.'),
  container: label('The kind of file: mp3.'),
});

export const RECORD = record('VoximplantRecord', 'A recording as Voximplant reports it (RecordType).', {
  record_id: column('id', 'The id of the recording.'),
  record_name: column('text', 'Its name.'),
  cost: column('decimal', "What it cost, in the account's currency."),
  start_time: column('time', 'When it began.'),
  duration: column('number', 'How long it is, in seconds.'),
  record_url: column('link', 'The recording, as a link on this server; null when it is gone.'),
  transaction_id: column('id', 'The billing transaction.'),
  file_size: column('count', 'Its size in bytes. Often 0, which then means nothing.'),
  transcription_url: column('link', 'Its transcript, as a link on this server.'),
  transcription_status: label('Not required, In progress or Complete.'),
  transcription_transaction_id: column('id', "The transcription's billing transaction."),
  hd_audio: column('boolean', 'Whether it is in HD.'),
  lossless: column('boolean', 'Whether it is compressed without loss.'),
  is_removed: column('boolean', 'Whether the file was deleted while its row was kept.'),
  expiration_date: column('time', 'The day on which the vendor deletes it.'),
  media_parameters: row(MEDIA_PARAMETERS, 'How it is encoded.', 'json'),
});

export const RESOURCE_USAGE = record(
  'VoximplantResourceUsage',
  'Something else that a session used and paid for (ResourceUsageType): speech synthesis, transcription.',
  {
    resource_usage_id: column('id', 'The id of the usage.'),
    resource_type: label('What was used: TTS_SMARTSPEECH, TRANSCRIPTION, ASR and more.'),
    cost: column('decimal', "What it cost, in the account's currency."),
    description: column('text', 'What was used, in words.'),
    used_at: column('time', 'When it was used.'),
    transaction_id: column('id', 'The billing transaction.'),
    resource_quantity: column('number', 'How much was used.'),
    unit: label('What resourceQuantity counts.'),
    ref_call_id: column('id', 'The connection it was used on.'),
  },
);

export const SESSION = record(
  'VoximplantSession',
  'A session of a scenario as Voximplant reports it (CallSessionInfoType).',
  {
    call_session_history_id: column('id', 'The id of the session.'),
    account_id: column('id', "The account it belongs to; a child's under a parent's key."),
    application_id: column('id', 'The application that ran.'),
    application_name: label('Its name.'),
    rule_name: label('The routing rule that started it.'),
    user_id: column('id', 'The user who started it; none where no user did.'),
    start_date: column('time', 'When it started.'),
    duration: column('number', 'How long the whole session lasted, in seconds.'),
    initiator_address: column('text', 'The address that started it.'),
    media_server_address: column('text', 'The address of the media server.'),
    // It tells the numbers of all connections.
    log_file_url: personal(
      column('link', 'The log of the session, as a link on this server. The vendor keeps logs for a month.'),
    ),
    finish_reason: label('How the scenario ended, which is not how the call did.'),
    audio_quality: label('Standard, HD or Ultra HD.'),
    custom_data: column('text', 'What the scenario noted on the session.'),
    active: column('boolean', 'Whether it is still running.'),
    calls: rows(CALL, 'Its connections, in the order of their start.'),
    records: rows(RECORD, 'Its recordings.'),
    other_resource_usage: rows(RESOURCE_USAGE, 'What else it used; complete some minutes after its end.'),
  },
);
