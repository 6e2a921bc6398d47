import { ProviderError, type Slot } from '../../../domain/provider-error.ts';
import type { Recording } from '../../../domain/recording.ts';
import { MAX_TRANSCRIPT_BYTES, readEach } from '../../transcripts/read-each.ts';
import { isVtt, readVtt } from '../../transcripts/read-vtt.ts';
import { toTranscriptText } from '../../transcripts/to-text.ts';
import { isPage } from '../../to-opened-media.ts';
import { toError } from '../api/to-error.ts';
import { recordingsAround } from './get-recordings.ts';
import type { MediaParts } from './open-media.ts';

const OPERATION = 'the transcript of a recording';

/** What was said in recordings: where the files lie is looked up together, the files are read one by one. */
export async function getTranscripts(
  found: readonly Recording[],
  { provider, client, recordings }: MediaParts,
  signal: AbortSignal,
): Promise<Slot<string>[]> {
  await recordings.learnLinks(
    found.filter(({ transcript }) => transcript?.canOpen === true),
    signal,
  );
  return readEach(found, async ({ nativeId, sessionId, sessionStartedAt }) => {
    const around = recordingsAround(sessionStartedAt);
    for (const isFresh of [false, true]) {
      const links = await recordings.findLinks(nativeId, sessionId, around, isFresh, signal);
      if (links?.transcript == null) return null;
      const file = { method: 'GET' as const, url: links.transcript, operation: OPERATION, headersFor: () => ({}) };
      const { status, headers, bytes, isCut } = await client.readFile(file, MAX_TRANSCRIPT_BYTES, signal);
      // A link may have been replaced since it was remembered: it is asked for again, once.
      if (status === 404 || status === 410) continue;
      if (status !== 200) throw toError({ provider, operation: OPERATION, status });
      if (isPage(headers['content-type'])) return null;
      const text = bytes.toString();
      if (isVtt(text) || text.trim() === '') return toTranscriptText(readVtt(text), { isCut });
      throw new ProviderError(provider, 'unreadable', `Zoom sent ${OPERATION} that is no WebVTT.`);
    }
    return null;
  });
}
