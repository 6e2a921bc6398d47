import type { SessionParts } from './session-row.ts';

export const EXAMPLE_STARTED_AT = Date.UTC(2024, 4, 29, 15, 5, 26);
export const EXAMPLE_ID = '4202753936';

/** The example record of the vendor's reference page, word for word; its nested lists as far as they are asked for. */
export function toExampleRow(parts: SessionParts): object {
  const { calls, other_resource_usage, records, ...session } = EXAMPLE;
  const { active, ...head } = session;
  return {
    ...head,
    ...(parts.withCalls ? { calls } : {}),
    ...(parts.withOtherResources ? { other_resource_usage } : {}),
    ...(parts.withRecords ? { records } : {}),
    active,
  };
}

const EXAMPLE = {
  rule_name: 'incoming',
  application_name: 'app.account.voximplant.com',
  call_session_history_id: 4202753936,
  account_id: 4714487,
  application_id: 10733204,
  start_date: '2024-05-29 15:05:26',
  duration: 6,
  initiator_address: '1.1.1.1',
  media_server_address: '2.2.2.2',
  log_file_url:
    'https://storage-gw-ru-02.voximplant.com/voximplant-logs-secure/2024/05/29/very-beautiful-link?sessionid=4881753936',
  finish_reason: 'Normal termination',
  calls: [
    {
      call_id: 4202571214,
      start_time: '2024-05-29 15:05:27',
      diversion_number: '',
      duration: 6,
      local_number: '420214575',
      remote_number: '42027877410',
      remote_number_type: 'pstn',
      incoming: true,
      successful: true,
      transaction_id: 42027707220008,
      record_url:
        'https://storage-gw-ru-02.voximplant.com/voximplant-records-secure/2024/05/29/very-beautiful-record.mp3?record_id=4124252234',
      cost: 0.530625,
      end_reason: { code: 200, details: 'Normal call clearing' },
      audio_quality: 'Standard',
      direction: 'All numbers',
    },
  ],
  other_resource_usage: [
    {
      resource_usage_id: 4202424788,
      resource_type: 'TTS_SMARTSPEECH',
      cost: 0.0096,
      description: 'TextToSpeech',
      used_at: '2024-05-29 15:05:27',
      transaction_id: 42027707260008,
      resource_quantity: 36,
      unit: '',
    },
    {
      resource_usage_id: 4202424789,
      resource_type: 'TRANSCRIPTION',
      cost: 0.108,
      description: 'Call Transcription',
      used_at: '2024-05-29 15:05:27',
      transaction_id: 42027706800008,
      resource_quantity: 5,
      unit: '',
    },
  ],
  records: [
    {
      record_id: 4202252234,
      record_name: 'Call Recorder',
      cost: 0.053063,
      start_time: '2024-05-29 15:05:26',
      duration: 5,
      record_url:
        'https://storage-gw-ru-02.voximplant.com/voximplant-records-secure/2024/05/29/very-beautiful-record.mp3?record_id=4202252234',
      transaction_id: 42027706770008,
      file_size: 0,
      transcription_url:
        'https://storage-gw-ru-02.voximplant.com/voximplant-records-secure/2024/05/29/very-beautiful-link',
      transcription_status: 'Complete',
      hd_audio: false,
      transcription_transaction_id: 42027706800008,
      is_removed: false,
      lossless: false,
      expiration_date: '2024-08-27',
      media_parameters: '{"audio_codec" : "mp3" , "container" : "mp3"}',
    },
  ],
  active: false,
};
