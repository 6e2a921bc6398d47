import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Order, Told } from './serve-watched.ts';

/** A server in a process of its own, whose event loop and memory are watched. */
export type WatchedServer = {
  /** Serves these providers anew, in the same process, with more settings if there are some, and says where. */
  start(providers: readonly Readonly<Record<string, unknown>>[], more?: object): Promise<string>;
  /** The longest that the event loop stood still since it was asked before, in ms; null once it does not answer any more. */
  blockedMs(): Promise<number | null>;
  /** MB that are alive after a full collection. */
  megabytes(): Promise<number>;
  kill(): void;
};

/** An answer may take its vendors' deadlines; a server that is silent for longer is stuck. */
export const PATIENCE_MS = 30_000;

export function forkWatchedServer(): WatchedServer {
  const child = fork(join(import.meta.dirname, 'serve-watched.ts'), { execArgv: ['--expose-gc'], stdio: 'inherit' });
  return {
    start: async (providers, more = {}) => (await tell(child, { kind: 'start', providers, more })) as string,
    blockedMs: () => tell(child, { kind: 'blocked' }).catch(() => null) as Promise<number | null>,
    megabytes: async () => (await tell(child, { kind: 'memory' })) as number,
    kill: () => void child.kill('SIGKILL'),
  };
}

async function tell(child: ChildProcess, order: Order): Promise<Told> {
  const answer = once(child, 'message', { signal: AbortSignal.timeout(PATIENCE_MS) });
  child.send(order);
  const [told] = (await answer) as [Told];
  return told;
}
