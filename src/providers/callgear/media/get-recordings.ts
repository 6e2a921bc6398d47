import { type CallSelection, PLACE_SELECTION, withFields } from '../../../domain/call-selection.ts';
import type { CallSession } from '../../../domain/call-session.ts';
import { ProviderError, type Slot } from '../../../domain/provider-error.ts';
import type { Recording } from '../../../domain/recording.ts';
import type { Account } from '../api/account.ts';
import { getCalls } from '../calls/get-calls.ts';
import { storedLegOf, storedRowOf } from '../calls/row.ts';
import { recordsOf, toRecording } from './to-recording.ts';

/** What a row must have so that its files can be found. */
export const RECORDING_SELECTION: CallSelection = withFields(PLACE_SELECTION, ['recordings']);

/** The recordings of each call: from its row where that brought them, else the row is read again. */
export async function getRecordings(
  calls: readonly CallSession[],
  account: Account,
  signal: AbortSignal,
): Promise<Slot<readonly Recording[]>[]> {
  signal.throwIfAborted();
  const bare = calls.filter((call) => call.recordings == null);
  const read = await getCalls(bare, RECORDING_SELECTION, account, signal);
  const rows = new Map(bare.map((call, index) => [call.nativeId, read[index] ?? null]));
  return calls.map((call) => {
    const found = call.recordings == null ? rows.get(call.nativeId) : call;
    if (found instanceof ProviderError) return found;
    return found == null ? [] : recordingsOf(found, call);
  });
}

function recordingsOf(found: CallSession, { provider, nativeId, startedAt, legs }: CallSession): Recording[] {
  const legRows = legs == null ? null : legs.map((leg) => storedLegOf(leg).columns);
  const context = { provider, sessionId: nativeId, sessionStartedAt: startedAt, legs: legRows };
  return recordsOf(storedRowOf(found).columns).map((record) => toRecording(record, context));
}
