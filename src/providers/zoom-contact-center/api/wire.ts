/**
 * A row of GET /contact_center/voice_calls in the vendor's spelling. No field is promised, absent values are missing,
 * null or "", and lists may be missing: so nothing is believed before it is read.
 */
export type VoiceCallRow = { readonly [Field in VoiceCallField]?: unknown };

type SharedField =
  | 'engagement_id'
  | 'caller_number'
  | 'caller_number_type'
  | 'callee_number'
  | 'callee_number_type'
  | 'start_time'
  | 'end_time'
  | 'total_duration'
  | 'consumer_number'
  | 'consumer_display_name'
  | 'agents'
  | 'country_name'
  | 'recorded'
  | 'monitored'
  | 'inbox'
  | 'result'
  | 'caller_id'
  | 'calling_party'
  | 'charge'
  | 'charge_type';

/** The fields of a voice call that are read. */
export type VoiceCallField =
  | SharedField
  | 'direction'
  | 'call_legs'
  | 'distributions'
  | 'types'
  | 'sub_types'
  | 'queues'
  | 'flows'
  | 'rates'
  | 'session_border_controller_list'
  | 'voice_call_details';

/** A row of voice_call_details: singular where a call has lists. */
export type VoiceCallLegRow = {
  readonly [Field in SharedField | 'call_leg' | 'distribution' | 'type' | 'queue' | 'flow' | 'rate']?: unknown;
};

/** An agent as a call or leg names them. */
export type AgentRow = {
  readonly [
    Field in
      | 'user_id'
      | 'display_name'
      | 'user_email'
      | 'user_region'
      | 'team_ids'
      | 'team_names'
      | 'user_ip_address'
      | 'user_device_mac_address'
      | 'user_registered_sip_zone'
      | 'sip_zone_ip_address'
  ]?: unknown;
};

/** Two ids name one queue; `queue_id` is the deprecated one. */
export type QueueRow = { readonly [Field in 'cc_queue_id' | 'queue_id' | 'queue_name']?: unknown };

/** A user of GET /contact_center/users. */
export type UserRow = {
  readonly [Field in 'user_id' | 'display_name' | 'user_email' | 'user_access']?: unknown;
};

/** A row of GET /contact_center/recordings. Its links need the token: they never leave the server. */
export type RecordingRow = {
  readonly [
    Field in
      | 'recording_id'
      | 'engagement_id'
      | 'cc_queue_id'
      | 'queue_id'
      | 'queue_name'
      | 'recording_duration'
      | 'recording_start_time'
      | 'recording_end_time'
      | 'recording_type'
      | 'channel'
      | 'direction'
      | 'owner_type'
      | 'owner_id'
      | 'owner_name'
      | 'user_id'
      | 'display_name'
      | 'user_email'
      | 'flow_id'
      | 'flow_name'
      | 'consumers'
      | 'download_url'
      | 'transcript_url'
      | 'playback_url'
  ]?: unknown;
};

/** The record of GET /contact_center/engagements/{engagementId}; all durations in seconds. */
export type EngagementRow = Readonly<Record<string, unknown>>;

/** Parameters of one list, as they are sent. */
export type Parameters = Readonly<Record<string, string>>;

/** One page of a list. */
export type Page = {
  readonly rows: readonly unknown[];
  /** "" at the end of the list. */
  readonly nextPageToken: string;
  readonly total: number | null;
};
