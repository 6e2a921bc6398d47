import type { ServerResponse } from 'node:http';

/** How long a client may take nothing of an answer that waits for it. */
export const TAKE_TIMEOUT_MS = 60_000;

/**
 * Ends an answer, with its connection, when its client has taken nothing of what is ready for so long: a stream would hold
 * a connection to its vendor, and every other answer its memory. A client that takes a little goes on, and so does one
 * for whom nothing is ready yet.
 */
export function endUntaken(response: ServerResponse, timeoutMs: number): void {
  // Node's timer of a socket runs on the monotonic clock and starts anew with every byte that is taken.
  response.socket?.setTimeout(timeoutMs);
  response.on('timeout', () => {
    const { socket } = response;
    if (socket === null) return;
    if (socket.writableLength > 0) socket.destroy();
    else socket.setTimeout(timeoutMs);
  });
  // What Yoga sends in parts, its adapter sends with this timer switched off.
  const again = setInterval(() => {
    if (response.socket?.timeout === 0) response.socket.setTimeout(timeoutMs);
  }, timeoutMs / 4).unref();
  response.once('close', () => clearInterval(again));
}
