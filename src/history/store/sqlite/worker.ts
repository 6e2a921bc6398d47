import { parentPort, workerData } from 'node:worker_threads';
import type { Row, Statement } from '../engine.ts';
import { type Connection, openConnection } from './connection.ts';
import { type SqliteFailure, readFailure } from './to-store-error.ts';

/** One question to a thread: to run statements, or to read with them over one state. A message has those of one turn. */
export type Request = {
  readonly id: number;
  readonly ask: 'run' | 'read';
  readonly statements: readonly Statement[];
};

/** One answer; the first message of all, with the id 0, says whether the database could be opened. */
export type Reply = { readonly id: number } & (
  { readonly rows: readonly (readonly Row[])[] } | { readonly failure: SqliteFailure }
);

const port = parentPort!;
const reply = (replies: readonly Reply[]): void => port.postMessage(replies);
/** Answers wait for one another no longer than this. */
const REPLY_WITHIN_MS = 5;

const answer = (id: number, work: () => Row[][]): Reply => {
  try {
    return { id, rows: work() };
  } catch (error) {
    return { id, failure: readFailure(error) };
  }
};

let connection: Connection;
reply([
  answer(0, () => {
    connection = openConnection(workerData as string | null);
    return [];
  }),
]);

port.on('message', (requests: readonly Request[] | 'close') => {
  if (requests === 'close') {
    connection?.close();
    port.close();
    return;
  }
  let replies: Reply[] = [];
  let begin = performance.now();
  for (const { id, ask, statements } of requests) {
    replies.push(answer(id, () => connection[ask](statements)));
    if (performance.now() - begin < REPLY_WITHIN_MS) continue;
    reply(replies);
    replies = [];
    begin = performance.now();
  }
  if (replies.length > 0) reply(replies);
});
