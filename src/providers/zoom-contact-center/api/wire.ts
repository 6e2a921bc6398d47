import type { RowOf } from '../../columns/column.ts';
import type { AGENT, CALL, LEG, QUEUE, RECORDING } from '../calls/columns.ts';

/** A row of GET /contact_center/voice_calls. No field is promised, absent values are missing, null or "", and so are lists. */
export type VoiceCallRow = RowOf<typeof CALL.columns>;

/** A row of voice_call_details: singular where a call has lists. */
export type VoiceCallLegRow = RowOf<typeof LEG.columns>;

/** An agent as a call or leg names them. */
export type AgentRow = RowOf<typeof AGENT.columns>;

/** Two ids name one queue; `queue_id` is the deprecated one. */
export type QueueRow = RowOf<typeof QUEUE.columns>;

/** A user of GET /contact_center/users. */
export type UserRow = {
  readonly [Field in 'user_id' | 'display_name' | 'user_email' | 'user_access']?: unknown;
};

/** A row of GET /contact_center/recordings. */
export type RecordingRow = RowOf<typeof RECORDING.columns>;

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
