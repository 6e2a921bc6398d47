/** A session as `GetCallHistory` sends it. Keys are left out rather than null; nothing is believed before it is read. */
export type SessionRow = {
  readonly [
    Field in
      | 'call_session_history_id'
      | 'account_id'
      | 'application_id'
      | 'application_name'
      | 'rule_name'
      | 'user_id'
      | 'start_date'
      | 'duration'
      | 'initiator_address'
      | 'media_server_address'
      | 'log_file_url'
      | 'finish_reason'
      | 'audio_quality'
      | 'custom_data'
      | 'calls'
      | 'records'
      | 'other_resource_usage'
      | 'active'
  ]?: unknown;
};

/** A connection of a session. `direction` is a price group and says nothing about who called whom. */
export type CallRow = {
  readonly [
    Field in
      | 'call_id'
      | 'start_time'
      | 'duration'
      | 'local_number'
      | 'remote_number'
      | 'remote_number_type'
      | 'diversion_number'
      | 'incoming'
      | 'successful'
      | 'transaction_id'
      | 'record_url'
      | 'cost'
      | 'end_reason'
      | 'audio_quality'
      | 'direction'
      | 'media_server_address'
      | 'custom_data'
  ]?: unknown;
};

/** A recording of a session. */
export type RecordRow = {
  readonly [
    Field in
      | 'record_id'
      | 'record_name'
      | 'cost'
      | 'start_time'
      | 'duration'
      | 'record_url'
      | 'transaction_id'
      | 'file_size'
      | 'transcription_url'
      | 'transcription_status'
      | 'transcription_transaction_id'
      | 'hd_audio'
      | 'lossless'
      | 'is_removed'
      | 'expiration_date'
      | 'media_parameters'
  ]?: unknown;
};

/** Something else that a session used and paid for. */
export type ResourceRow = {
  readonly [
    Field in
      | 'resource_usage_id'
      | 'resource_type'
      | 'cost'
      | 'description'
      | 'used_at'
      | 'transaction_id'
      | 'resource_quantity'
      | 'unit'
      | 'ref_call_id'
  ]?: unknown;
};

/** A user, as GetUsers lists them. */
export type UserRow = {
  readonly [Field in 'user_id' | 'user_name' | 'user_display_name' | 'user_active']?: unknown;
};

/** An application, as GetApplications lists it. */
export type ApplicationRow = { readonly [Field in 'application_id' | 'application_name']?: unknown };

/** A reply that is not a refusal. */
export type Envelope = {
  readonly [Field in 'result' | 'total_count' | 'count' | 'timezone' | 'warnings']?: unknown;
};

/** Parameters of a method: everything travels as text. */
export type Parameters = Readonly<Record<string, string>>;
