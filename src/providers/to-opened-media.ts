import type { OpenedMedia } from '../domain/media.ts';
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
