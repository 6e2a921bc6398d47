import type { MediaRequest, OpenedMedia } from '../domain/media.ts';
import type { ProviderError } from '../domain/provider-error.ts';
import type { HttpStream } from '../transport/http.ts';
import { numberOrNull } from '../transport/read-wire.ts';

/**
 * A vendor's answer to the question for a file, as the port gives it: null when the file is gone. Any other refusal is
 * thrown as `toError` words it. Whatever is not handed on is ended here.
 */
export function toOpenedMedia(
  { status, headers, body }: HttpStream,
  toError: (status: number) => ProviderError,
): OpenedMedia | null {
  if (status !== 200 && status !== 206 && status !== 416) {
    body.destroy();
    if (status === 404 || status === 410) return null;
    throw toError(status);
  }
  return {
    status,
    contentType: headers['content-type'] ?? null,
    contentLength: numberOrNull(headers['content-length']),
    contentRange: headers['content-range'] ?? null,
    etag: headers.etag ?? null,
    acceptsRanges: status === 206 || headers['accept-ranges'] === 'bytes',
    body,
  };
}

/** The headers that ask for a part of a file. */
export const rangeHeaders = ({ range, ifRange }: MediaRequest): Readonly<Record<string, string>> => ({
  ...(range !== undefined && { range }),
  ...(ifRange !== undefined && { 'if-range': ifRange }),
});

/** Whether a file is a page that asks for a login, or says sorry: such a page comes as a success. */
export const isPage = (contentType: string | null | undefined): boolean => /^text\/html\b/i.test(contentType ?? '');

/** The file is gone, and a page comes in its place. */
export function endOf({ body }: Pick<HttpStream, 'body'>): null {
  body.destroy();
  return null;
}
