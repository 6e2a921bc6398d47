import type { MediaKey, MediaRequest, OpenedMedia } from '../../../domain/media.ts';
import { ProviderError, orThrow } from '../../../domain/provider-error.ts';
import { textOrNull } from '../../../transport/read-wire.ts';
import { toOpenedMedia } from '../../to-opened-media.ts';
import { getCalls } from '../calls/get-calls.ts';
import type { PortalParts } from '../calls/row.ts';
import { toError } from '../api/to-error.ts';
import { callIdOfLink, isLinkId, linkOf } from './to-recording.ts';

/** Opens a recording: its address holds keys, so it is asked for now and used at once. Null when it is gone. */
export async function openMedia(
  key: MediaKey,
  request: MediaRequest,
  parts: PortalParts,
  signal: AbortSignal,
): Promise<OpenedMedia | null> {
  const url = await findUrl(key, parts, signal);
  if (url === null) return null;
  const stream = await parts.client.openFile(url, request, signal);
  const asked = { provider: parts.portal.provider, operation: 'the download of a recording' };
  return toOpenedMedia(stream, (status) => toError({ ...asked, status }));
}

async function findUrl(key: MediaKey, parts: PortalParts, signal: AbortSignal): Promise<string | null> {
  if (key.kind !== 'recording') {
    const message = `Bitrix24 has no method that reads a ${key.kind} of a call.`;
    throw new ProviderError(parts.portal.provider, 'unsupported', message);
  }
  if (isLinkId(key.nativeId)) {
    const [call = null] = await getCalls([{ nativeId: callIdOfLink(key.nativeId) }], parts, signal);
    return call === null ? null : linkOf(orThrow(call));
  }
  if (!/^\d{1,20}$/.test(key.nativeId)) return null;
  const [file = null] = await parts.client.getFiles([key.nativeId], signal);
  return textOrNull(orThrow(file)?.DOWNLOAD_URL);
}
