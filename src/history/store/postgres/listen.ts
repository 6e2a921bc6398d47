import { Client } from 'pg';
import type { Listening } from '../engine.ts';

/** The channel of a database on which those who write tell the others. */
export const CHANNEL = 'trunkline_changes';

const CONNECT_TIMEOUT_MS = 2000;
const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 30_000;

/**
 * Listens on a connection of its own, until it is ended. Some poolers take a LISTEN and never pass anything on: so it is
 * believed once its own greeting has come back. A connection that is lost is opened again.
 */
export function listen(url: string, self: string, { heard, changed }: Listening): () => void {
  const greeting = `hello ${self}`;
  let client: Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let retryMs = FIRST_RETRY_MS;
  let isEnded = false;

  const lose = (lost: Client): void => {
    if (client !== lost) return;
    client = null;
    void lost.end().catch(() => {});
    if (isEnded) return;
    changed(false);
    timer = setTimeout(() => void connect(), retryMs).unref();
    retryMs = Math.min(2 * retryMs, LAST_RETRY_MS);
  };
  const connect = async (): Promise<void> => {
    const opened = new Client({
      connectionString: url,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: CONNECT_TIMEOUT_MS,
      // Nothing is sent on it for hours: only so is it noticed that the server has gone.
      keepAlive: true,
      application_name: 'trunkline listening',
    });
    client = opened;
    opened.on('error', () => lose(opened));
    opened.on('end', () => lose(opened));
    opened.on('notification', ({ payload }) => {
      if (payload === greeting) {
        retryMs = FIRST_RETRY_MS;
        changed(true);
      } else if (payload !== self) heard();
    });
    try {
      await opened.connect();
      await opened.query(`LISTEN ${CHANNEL}`);
      await opened.query('SELECT pg_notify($1, $2)', [CHANNEL, greeting]);
    } catch {
      lose(opened);
    }
  };

  void connect();
  return () => {
    isEnded = true;
    clearTimeout(timer);
    if (client) lose(client);
  };
}
