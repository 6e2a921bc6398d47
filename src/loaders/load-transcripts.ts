import type { CallSession } from '../domain/call-session.ts';
import type { Loaders } from './index.ts';
import { type Part, listOf } from './joined-call.ts';
import type { HangingParts } from './load-hanging-parts.ts';

/** What was said in the recordings of calls, by the native id of each recording whose transcript can be opened. */
export async function loadTranscripts(
  calls: readonly HangingParts[],
  loaders: Pick<Loaders, 'transcripts'>,
): Promise<ReadonlyMap<CallSession, ReadonlyMap<string, Part<string>>>> {
  const loads = calls.map(async ({ call, recordings }) => {
    const readable = listOf(recordings).filter(({ transcript }) => transcript?.canOpen === true);
    const texts = readable.map(async (each) => [each.nativeId, await loaders.transcripts.part(each)] as const);
    return [call, new Map(await Promise.all(texts))] as const;
  });
  return new Map(await Promise.all(loads));
}
