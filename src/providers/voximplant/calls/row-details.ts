import type { CallLeg } from '../../../domain/call-leg.ts';
import type { CallSession } from '../../../domain/call-session.ts';
import type { Instant } from '../../../time/instant.ts';
import type { Recording } from '../../../domain/recording.ts';
import { objectsOf } from '../../../transport/read-wire.ts';
import { NO_USERS, type RowContext, clockOfRow, rowOf } from './row.ts';
import { callsOf } from './to-call-session.ts';
import { toCallLeg } from './to-call-leg.ts';
import { toRecording } from '../media/to-recording.ts';
import type { CallRow, RecordRow, ResourceRow } from '../api/wire.ts';

/** What else a session used, with the moment it was used at. */
export type Resource = { readonly row: ResourceRow; readonly usedAt: Instant | null };

/** The vendor's row of a leg. */
export const callRowOf = (leg: CallLeg): CallRow => leg.row as CallRow;

/** The vendor's row of a recording. */
export const recordRowOf = (recording: Recording): RecordRow => recording.row as RecordRow;

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

function contextOf(call: CallSession): RowContext {
  const clock = clockOfRow(call);
  return { provider: call.provider, clock, currency: null, defaultCountry: null, findUser: NO_USERS };
}
