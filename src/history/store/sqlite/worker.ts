import { parentPort, workerData } from 'node:worker_threads';
import type { Row, Statement } from '../engine.ts';
import { type Connection, type ConnectionSettings, openConnection } from './connection.ts';
import { type SqliteFailure, readFailure } from './to-store-error.ts';

/** What a thread is asked: to run statements, or to read with them over one state. */
export type Request = {
  readonly id: number;
  readonly ask: 'run' | 'read';
  readonly statements: readonly Statement[];
};

/** What it answers; the first message of all, with the id 0, says whether the database could be opened. */
export type Reply = { readonly id: number } & (
  { readonly rows: readonly (readonly Row[])[] } | { readonly failure: SqliteFailure }
);

const port = parentPort!;
const reply = (message: Reply): void => port.postMessage(message);

const answer = (id: number, work: () => Row[][]): void => {
  try {
    reply({ id, rows: work() });
  } catch (error) {
    reply({ id, failure: readFailure(error) });
  }
};

let connection: Connection;
answer(0, () => {
  connection = openConnection(workerData as ConnectionSettings);
  return [];
});

port.on('message', (request: Request | 'close') => {
  if (request === 'close') {
    connection?.close();
    port.close();
    return;
  }
  answer(request.id, () => connection[request.ask](request.statements));
});
