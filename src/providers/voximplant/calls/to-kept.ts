import type { CallSession } from '../../../domain/call-session.ts';
import { recordIdIn } from '../media/to-recording.ts';
import type { KeptRow } from './row.ts';
import { mapLinks } from './to-raw.ts';

/** The call as it may be kept: of links, what kind of file they lead to and the id of its record, which open nothing. */
export const toKept = (call: CallSession): CallSession => ({
  ...call,
  row: { ...(call.row as KeptRow), wire: mapLinks((call.row as KeptRow).wire, toStump) },
  ...(call.legs && { legs: call.legs.map(withStumps) }),
  ...(call.recordings && { recordings: call.recordings.map(withStumps) }),
});

const withStumps = <Part extends { readonly row?: unknown }>(part: Part): Part => ({
  ...part,
  row: mapLinks(part.row, toStump),
});

const EXTENSION = /\.[a-z0-9]{2,4}(?=\?|$)/i;

function toStump(link: unknown): string | null {
  if (typeof link !== 'string' || link === '') return null;
  const recordId = recordIdIn(link);
  return `…${EXTENSION.exec(link)?.[0] ?? ''}${recordId === null ? '' : `?record_id=${recordId}`}`;
}
