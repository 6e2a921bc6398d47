import type { ServerResponse } from 'node:http';
import { onceFor } from '../../domain/once-for.ts';

/** Aborted when a client goes away before it has been answered. */
export const leavingSignalOf = onceFor((response: ServerResponse): AbortSignal => {
  const leaving = new AbortController();
  const leave = (): void => {
    if (!response.writableFinished) leaving.abort(new DOMException('The client went away.', 'AbortError'));
  };
  if (response.closed) leave();
  else response.once('close', leave);
  return leaving.signal;
});
