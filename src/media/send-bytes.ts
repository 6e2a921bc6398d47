import type { ServerResponse } from 'node:http';
import { freeBytes } from '../transport/http.ts';

/** Whoever listened has hung up: no failure of the vendor's, and nothing to tell anybody. */
export class ListenerGone extends Error {
  constructor(cause?: Error) {
    super('the listener went away', { cause });
    this.name = 'ListenerGone';
  }
}

/**
 * Sends a body as fast as the listener takes it, and ends the answer. Holds one chunk, whatever the size. Throws
 * ListenerGone when nobody takes it any more; every other error is the body's.
 */
export async function sendBytes(body: AsyncIterable<Uint8Array>, response: ServerResponse): Promise<void> {
  for await (const chunk of body) {
    await sendChunk(chunk, response);
    freeBytes(chunk);
  }
  response.end();
}

const sendChunk = (chunk: Uint8Array, response: ServerResponse): Promise<void> =>
  new Promise((resolve, reject) => {
    const onClose = () => reject(new ListenerGone());
    response.once('close', onClose);
    response.write(chunk, (error) => {
      response.off('close', onClose);
      if (error) reject(new ListenerGone(error));
      else resolve();
    });
  });
