import type { ServerResponse } from 'node:http';

const signals = new WeakMap<ServerResponse, AbortSignal>();

/** Aborted when a client goes away before it has been answered. */
export function leavingSignalOf(response: ServerResponse): AbortSignal {
  const known = signals.get(response);
  if (known) return known;
  const leaving = new AbortController();
  const leave = (): void => {
    if (!response.writableFinished) leaving.abort(new DOMException('The client went away.', 'AbortError'));
  };
  if (response.closed) leave();
  else response.once('close', leave);
  signals.set(response, leaving.signal);
  return leaving.signal;
}
