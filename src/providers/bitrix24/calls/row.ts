import type { CallReferences } from '../../../domain/call-references.ts';
import type { CallSession } from '../../../domain/call-session.ts';
import type { Log } from '../../../transport/log.ts';
import { recordOf, textOrNull } from '../../../transport/read-wire.ts';
import type { Bitrix24Client } from '../api/client.ts';
import type { StatisticsField, StatisticsRow } from './columns.ts';

/** The portal a row comes from. */
export type Portal = {
  readonly provider: string;
  readonly defaultCountry: string | null;
  /** Whether recordings may be fetched from an address. */
  readonly mayFetch: (url: string) => boolean;
};

/** What a portal is asked with. */
export type PortalParts = {
  readonly client: Bitrix24Client;
  readonly portal: Portal;
  readonly log: Log;
};

/** The row behind a call. */
export const rowOf = (call: Pick<CallSession, 'row'>): StatisticsRow => recordOf(call.row);

/** A field of a call's row as text; null for none. */
export const textIn = (call: CallSession, field: StatisticsField): string | null => textOrNull(rowOf(call)[field]);

/** Whether a text may be an id of a call, a user or a session: a whole number. One that is none would match anything. */
export const isNativeId = (text: string): boolean => /^[1-9]\d{0,19}$/.test(text);

/** What the link to a session's log says before the session's id. */
export const SESSION_IN_LOG = 'sessionid=';

/** The ids of other systems in a row: where SESSION_ID is empty, the link to the log may still name the session. */
export function toReferences(row: StatisticsRow): CallReferences {
  const sessionId = sessionIdOrNull(row.SESSION_ID) ?? sessionInLog(textOrNull(row.CALL_LOG));
  const externalId = textOrNull(row.EXTERNAL_CALL_ID);
  return {
    sessionIds: sessionId === null ? [] : [sessionId],
    externalIds: externalId === null ? [] : [externalId],
  };
}

function sessionIdOrNull(value: unknown): string | null {
  const text = textOrNull(value);
  return text !== null && isNativeId(text) ? text : null;
}

const sessionInLog = (link: string | null): string | null =>
  link === null ? null : sessionIdOrNull(URL.parse(link)?.searchParams.get('sessionid'));
