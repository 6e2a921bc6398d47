import type { RowOf } from '../../columns/column.ts';
import type { CALL, RECORD, RESOURCE_USAGE, SESSION } from '../calls/columns.ts';

/** A session as `GetCallHistory` sends it. Keys are left out rather than null; nothing is believed before it is read. */
export type SessionRow = RowOf<typeof SESSION.columns>;

/** A connection of a session. `direction` is a price group and says nothing about who called whom. */
export type CallRow = RowOf<typeof CALL.columns>;

/** A recording of a session. */
export type RecordRow = RowOf<typeof RECORD.columns>;

/** Something else that a session used and paid for. */
export type ResourceRow = RowOf<typeof RESOURCE_USAGE.columns>;

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
