import type { IncomingMessage, ServerResponse } from 'node:http';

const SHOWN = 'accept-ranges, content-disposition, content-length, content-range, etag';

/**
 * Lets pages of the allowed origins read what they load (CORS): the waveform of a recording, the text of a transcript.
 * An `<audio>` element plays without it. Says whether the page of this request is one of them.
 */
export function admitOrigin(
  allowedOrigins: readonly string[],
  { headers }: IncomingMessage,
  response: ServerResponse,
): boolean {
  if (allowedOrigins.length === 0) return false;
  const isOpen = allowedOrigins.includes('*');
  if (!isOpen) response.setHeader('vary', 'origin');
  const { origin } = headers;
  if (origin === undefined || !(isOpen || allowedOrigins.includes(origin))) return false;
  response
    .setHeader('access-control-allow-origin', isOpen ? '*' : origin)
    .setHeader('access-control-expose-headers', SHOWN)
    .setHeader('access-control-allow-methods', 'GET, HEAD')
    .setHeader('access-control-allow-headers', 'range, if-range')
    .setHeader('access-control-max-age', '86400');
  return true;
}
