import type { CallLeg } from '../../../domain/call-leg.ts';
import type { CallSession } from '../../../domain/call-session.ts';
import type { Instant } from '../../../time/instant.ts';
import type { Recording } from '../../../domain/recording.ts';
import {
  booleanOrNull,
  numberOrNull,
  recordOf,
  objectsOf,
  textOrNull,
  wholeOrNull,
} from '../../../transport/read-wire.ts';
import { clockOfRow, rowOf } from './kept-row.ts';
import { recordIdIn } from '../media/record-id-in.ts';
import { NO_USERS, type RowContext } from './row-context.ts';
import { callsOf } from './to-call-session.ts';
import { decimalOf, toCallLeg } from './to-call-leg.ts';
import { toRecording } from '../media/to-recording.ts';
import type { CallRow, RecordRow, ResourceRow } from '../api/wire.ts';

/** A vendor's row as its details read it: one column after the other. */
export type Row = Readonly<Record<string, unknown>>;

/** What else a session used, with the moment it was used at. */
export type Resource = { readonly row: ResourceRow; readonly usedAt: Instant | null };

/** The columns of a row, each read leniently: what has another form than expected is null. */
export const column = {
  text: (row: Row, name: string): string | null => textOrNull(row[name]),
  flag: (row: Row, name: string): boolean | null => booleanOrNull(row[name]),
  decimal: (row: Row, name: string): string | null => decimalOf(row[name]),
  number: (row: Row, name: string): number | null => numberOrNull(row[name]),
  /** A whole number of 32 bits: what a GraphQL Int can carry. */
  int: (row: Row, name: string): number | null => wholeOrNull(row[name]),
  record: (row: Row, name: string): Row | null => (row[name] == null ? null : recordOf(row[name])),
  /** JSON in a text, now and then junk. */
  json(row: Row, name: string): Row | null {
    try {
      const text = row[name];
      return typeof text === 'string' ? recordOf(JSON.parse(text)) : null;
    } catch {
      return null;
    }
  },
};

/** The vendor's row of a leg. */
export const callRowOf = (leg: CallLeg): CallRow => leg.row as CallRow;

/** The vendor's row of a recording. */
export const recordRowOf = (recording: Recording): RecordRow => recording.row as RecordRow;

/** The recording that a leg's link names. */
export const recordIdOfLeg = (leg: CallLeg): string | null => recordIdIn(callRowOf(leg).record_url);

/** The connections in a session's own row. */
export const legsInRow = (call: CallSession): CallLeg[] =>
  callsOf(rowOf(call), contextOf(call)).map((row, position) =>
    toCallLeg(row, position, { nativeId: call.nativeId, applicationId: null, isActive: false }, contextOf(call)),
  );

/** The recordings in a session's own row. */
export const recordingsInRow = (call: CallSession): Recording[] =>
  objectsOf(rowOf(call).records).map((row: RecordRow, position) =>
    toRecording(row, position, call, undefined, contextOf(call)),
  );

/** Everything else in a session's own row. */
export const resourcesInRow = (call: CallSession): Resource[] =>
  objectsOf(rowOf(call).other_resource_usage).map((row: ResourceRow) => ({
    row,
    usedAt: clockOfRow(call).toInstant(row.used_at),
  }));

const contextOf = (call: CallSession): RowContext => ({
  provider: call.provider,
  clock: clockOfRow(call),
  currency: null,
  defaultCountry: null,
  findUser: NO_USERS,
});
