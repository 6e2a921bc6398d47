import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/** One connection over which the answers of several operations are sent. */
export type EventStream = ReturnType<typeof createEventStream>;

/** Who reserved a stream: as limits know them, and by the id of the caller. */
type Owner = { readonly client: string; readonly caller: string | null };

/** Proxies and browsers give up connections over which nothing comes. */
const HEARTBEAT_MS = 12_000;
const HEARTBEAT = ':\n\n';

/** Makes a stream that nobody is connected to yet; it ends when nobody is in time. */
export function createEventStream(owner: Owner, connectWithinMs: number, onEnd: () => void) {
  /** What runs, by the ids that the client gave. */
  const operations = new Map<string, AbortController>();
  const connected = Promise.withResolvers<ServerResponse | null>();
  let response: ServerResponse | null = null;
  let isOver = false;
  let timer = setTimeout(end, connectWithinMs).unref();

  /** Cuts the connection, and stops what runs. */
  function end(): void {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    connected.resolve(null);
    for (const operation of operations.values())
      operation.abort(new DOMException('The event stream has ended.', 'AbortError'));
    response?.destroy();
    onEnd();
  }
  return {
    ...owner,
    operations,
    /** Sends over this connection from now on; false where there is one already. */
    connect(own: ServerResponse): boolean {
      if (response !== null) return false;
      response = own;
      clearTimeout(timer);
      timer = setInterval(() => {
        if (!own.writableNeedDrain) own.write(HEARTBEAT);
      }, HEARTBEAT_MS).unref();
      own.once('close', end);
      own.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
      own.write(HEARTBEAT);
      connected.resolve(own);
      return true;
    },
    /** Sends an event, waits until the client has taken it, and says whether the stream is still there. */
    async send(event: 'next' | 'complete', data: string): Promise<boolean> {
      const own = await connected.promise;
      if (own === null || isOver) return false;
      if (!own.write(`event: ${event}\ndata: ${data}\n\n`))
        await Promise.race([once(own, 'drain'), once(own, 'close')]);
      return !isOver;
    },
    end,
  };
}
