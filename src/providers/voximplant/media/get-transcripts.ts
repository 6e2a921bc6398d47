import { mediaKeyOf } from '../../../domain/media.ts';
import { ProviderError, type Slot, orThrow } from '../../../domain/provider-error.ts';
import type { Recording } from '../../../domain/recording.ts';
import { readFieldsOrNone } from '../../connection/read-reply.ts';
import { MAX_TRANSCRIPT_BYTES, readEach } from '../../transcripts/read-each.ts';
import { isPage } from '../../to-opened-media.ts';
import { toTranscriptText } from '../../transcripts/to-text.ts';
import type { Client } from '../api/client.ts';
import { refusalIn } from '../api/read-envelope.ts';
import { isGone, toError } from '../api/to-error.ts';
import type { Places } from './places.ts';
import { readTranscript } from './read-transcript.ts';

/** What reading needs. */
export type TranscriptParts = { readonly provider: string; readonly client: Client; readonly places: Places };

/** What was said in recordings: their calls are looked up together, the files are read one by one. */
export async function getTranscripts(
  recordings: readonly Recording[],
  { provider, client, places }: TranscriptParts,
  signal: AbortSignal,
): Promise<Slot<string>[]> {
  const readable = recordings.filter(({ transcript }) => transcript?.canOpen === true);
  const keys = readable.map((recording) => mediaKeyOf(recording, 'transcript'));
  const found = await places.findAll(keys, signal);
  const placeOf = new Map(readable.map((recording, index) => [recording, found[index] ?? null]));
  return readEach(recordings, async (recording) => {
    const url = orThrow(placeOf.get(recording) ?? null);
    if (url === null) return null;
    const asked = { provider, operation: `the transcript ${recording.nativeId}` };
    const { status, headers, bytes, isCut } = await client.readFile(url, MAX_TRANSCRIPT_BYTES, signal);
    if (status === 404 || status === 410) return null;
    if (status !== 200) throw toError({ ...asked, status });
    const type = headers['content-type'] ?? '';
    if (isPage(type)) return null;
    if (JSON_TYPE.test(type)) return refuseJson(bytes, asked);
    return toTranscriptText(readTranscript(bytes.toString()), { isCut });
  });
}

const JSON_TYPE = /^application\/json\b/i;

/** JSON is a refusal, or a transcript of a scenario that wanted it so; its form is not documented, so no text is made of it. */
function refuseJson(bytes: Buffer, asked: { readonly provider: string; readonly operation: string }): null {
  const { code, message } = refusalIn(readFieldsOrNone(bytes.toString()));
  if (code !== null && isGone(code)) return null;
  if (code !== null) throw toError({ ...asked, status: 200, code, message });
  const words = `Voximplant wrote ${asked.operation} as JSON, as its scenario wants it: no text is made of that. Its link opens it as it is.`;
  throw new ProviderError(asked.provider, 'unsupported', words);
}
