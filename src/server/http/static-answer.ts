import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isUnchanged } from '../../media/is-unchanged.ts';
import { type Encoding, pickEncoding } from './accept.ts';
import { compress } from './compress.ts';

/** Something that is the same for everybody who asks. */
export type StaticContent = {
  readonly contentType: string;
  readonly cacheControl: string;
  /** A function is asked when somebody first wants it. */
  readonly body: string | Buffer | (() => string);
};

type Representation = { readonly bytes: Buffer; readonly etag: string };

/**
 * Answers with the same bytes again and again: encoded and compressed once for each encoding, shared by all who are
 * still reading them, and not sent at all to a client that has them (ETag).
 */
export function createStaticAnswer({
  contentType,
  cacheControl,
  body,
}: StaticContent): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const made = new Map<Encoding | null, Promise<Representation>>();
  const representationIn = (encoding: Encoding | null): Promise<Representation> => {
    const known = made.get(encoding) ?? represent(typeof body === 'function' ? body() : body, encoding);
    made.set(encoding, known);
    return known;
  };
  return async (request, response) => {
    const encoding = pickEncoding(request.headers['accept-encoding']);
    const { bytes, etag } = await representationIn(encoding);
    response.appendHeader('vary', 'accept-encoding');
    const headers = { etag, 'cache-control': cacheControl };
    if (isUnchanged(request.headers['if-none-match'], etag)) return void response.writeHead(304, headers).end();
    response
      .writeHead(200, {
        ...headers,
        'content-type': contentType,
        'content-length': bytes.byteLength,
        ...(encoding !== null && { 'content-encoding': encoding }),
      })
      .end(bytes);
  };
}

async function represent(body: string | Buffer, encoding: Encoding | null): Promise<Representation> {
  const bytes = encoding !== null ? await compress(body, encoding) : Buffer.from(body);
  return { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` };
}
