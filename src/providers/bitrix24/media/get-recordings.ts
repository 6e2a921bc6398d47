import type { CallSession } from '../../../domain/call-session.ts';
import { ProviderError, type Slot } from '../../../domain/provider-error.ts';
import type { Recording } from '../../../domain/recording.ts';
import type { PortalParts } from '../calls/row.ts';
import { fileIdOf, toCarriedRecordings, toDiskRecording } from './to-recording.ts';

/** Recordings of many calls: their files are looked up on the portal's disk together. */
export async function getRecordings(
  calls: readonly CallSession[],
  { client, portal }: PortalParts,
  signal: AbortSignal,
): Promise<Slot<readonly Recording[]>[]> {
  const ids = [...new Set(calls.flatMap((call) => fileIdOf(call) ?? []))];
  const files = await client.getFiles(ids, signal);
  const fileOf = new Map(ids.map((id, index) => [id, files[index] ?? null]));
  return calls.map((call) => {
    const id = fileIdOf(call);
    if (id === null) return toCarriedRecordings(call, portal) ?? [];
    const file = fileOf.get(id) ?? null;
    return file instanceof ProviderError ? file : [toDiskRecording(call, id, file)];
  });
}
