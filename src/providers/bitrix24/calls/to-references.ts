import type { CallReferences } from '../../../domain/call-references.ts';
import { textOrNull } from '../../../transport/read-wire.ts';
import type { StatisticsRow } from '../api/wire.ts';

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

/** Whether a text may be the id of a telephony session. */
export const isSessionId = (text: string): boolean => /^[1-9]\d{0,19}$/.test(text);

function sessionIdOrNull(value: unknown): string | null {
  const text = textOrNull(value);
  return text !== null && isSessionId(text) ? text : null;
}

const sessionInLog = (link: string | null): string | null =>
  link === null ? null : sessionIdOrNull(URL.parse(link)?.searchParams.get('sessionid'));
