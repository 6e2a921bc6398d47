import type { IncomingMessage } from 'node:http';
import type { Caller } from '../../domain/caller.ts';

const callers = new WeakMap<IncomingMessage, Caller>();

/** Remembers who sent a request. */
export const noteCaller = (request: IncomingMessage, caller: Caller): void => void callers.set(request, caller);

/** Who sent a request; null for nobody we know. */
export const knownCallerOf = (request: IncomingMessage | undefined): Caller | null =>
  (request && callers.get(request)) ?? null;

/** Who sent a request that only known callers send. */
export function callerOf(request: IncomingMessage | undefined): Caller {
  const caller = request && callers.get(request);
  if (!caller) throw new Error('a request is answered before anybody knows whose it is');
  return caller;
}

/** Names whoever sent a request, for limits: the caller, or the address where nobody is asked who they are. */
export const clientOf = (request: IncomingMessage | undefined): string =>
  knownCallerOf(request)?.id ?? request?.socket.remoteAddress ?? '';
