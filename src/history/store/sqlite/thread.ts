import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Row, Statement } from '../engine.ts';
import { StoreError } from '../store-error.ts';
import { openConnection } from './connection.ts';
import { readFailure, toStoreError } from './to-store-error.ts';
import type { Reply, Request } from './worker.ts';

/** A connection that answers later: in a thread of its own, or at once in this one. */
export type Thread = {
  ask(ask: Request['ask'], statements: readonly Statement[], timeoutMs: number): Promise<readonly (readonly Row[])[]>;
  close(): Promise<void>;
};

type Waiting = {
  readonly resolve: (rows: readonly (readonly Row[])[]) => void;
  readonly reject: (error: Error) => void;
};

/** The worker stands beside this file, as TypeScript in a checkout and as JavaScript once built. */
const WORKER = new URL(`./worker${extname(import.meta.url)}`, import.meta.url);

/**
 * Opens a database in a thread of its own, since its statements block whoever runs them. So many questions may wait at
 * once; one more is refused.
 */
export async function startThread(path: string | null, maxWaiting: number): Promise<Thread> {
  const worker = new Worker(WORKER, { workerData: path });
  const waiting = new Map<number, Waiting>();
  const ended = Promise.withResolvers<void>();
  let gone: Error | null = null;
  let lastId = 0;

  worker.on('message', (replies: readonly Reply[]) => {
    for (const reply of replies) {
      const question = waiting.get(reply.id);
      waiting.delete(reply.id);
      // Nobody waits for an answer that came too late.
      if ('rows' in reply) question?.resolve(reply.rows);
      else question?.reject(toStoreError(reply.failure));
    }
  });
  worker.on('error', (error) => leave(new StoreError('away', 'The thread of the store ended by itself.', error)));
  worker.on('exit', () => {
    leave(new StoreError('closed', 'The store is closed.'));
    ended.resolve();
  });
  const leave = (reason: Error): void => {
    gone ??= reason;
    for (const { reject } of waiting.values()) reject(gone);
    waiting.clear();
  };

  // A message wakes the other thread, which costs more than what most of them ask for: a page asks every account at once.
  let unsent: Request[] = [];
  const send = (): void => {
    worker.postMessage(unsent);
    unsent = [];
  };
  const post = (request: Request): void => {
    if (unsent.push(request) === 1) process.nextTick(send);
  };

  await new Promise((resolve, reject) => waiting.set(0, { resolve, reject })).catch(async (error: unknown) => {
    await worker.terminate();
    throw error;
  });

  return {
    ask(ask, statements, timeoutMs) {
      if (gone !== null) return Promise.reject(gone);
      if (waiting.size >= maxWaiting)
        return Promise.reject(new StoreError('busy', `${waiting.size} questions wait for the store already.`));
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(id);
          reject(new StoreError('slow', `The store did not answer within ${timeoutMs / 1000} s.`));
        }, timeoutMs);
        waiting.set(id, {
          resolve: (rows) => (clearTimeout(timer), resolve(rows)),
          reject: (error) => (clearTimeout(timer), reject(error)),
        });
        post({ id, ask, statements });
      });
    },
    async close() {
      gone ??= new StoreError('closed', 'The store is closed.');
      if (unsent.length > 0) send();
      worker.postMessage('close');
      await ended.promise;
    },
  };
}

/** Opens a database in memory in this thread: it is small and answers at once. */
export function openInThisThread(): Thread {
  const connection = openConnection(null);
  let isOpen = true;
  return {
    async ask(ask, statements) {
      if (!isOpen) throw new StoreError('closed', 'The store is closed.');
      try {
        return connection[ask](statements);
      } catch (error) {
        throw toStoreError(readFailure(error));
      }
    },
    async close() {
      if (isOpen) connection.close();
      isOpen = false;
    },
  };
}
