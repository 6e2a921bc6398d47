import type { MediaRequest, OpenedMedia } from '../domain/media.ts';
import type { HttpStream } from '../transport/http.ts';
import { numberOrNull } from '../transport/read-wire.ts';

/**
 * A vendor's answer to the question for a file, as the port gives it: null when the file is gone, undefined for any
 * other refusal, which the provider puts into its own words. Whatever is not handed on is ended here.
 */
export function toOpenedMedia({ status, headers, body }: HttpStream): OpenedMedia | null | undefined {
  if (status !== 200 && status !== 206 && status !== 416) {
    body.destroy();
    return status === 404 || status === 410 ? null : undefined;
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

/** A page that asks for a login, or says sorry, comes as a success: the file is gone. */
export function endOf({ body }: Pick<HttpStream, 'body'>): null {
  body.destroy();
  return null;
}
