import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'graphql-yoga';
import { refusal } from './refusal.ts';

/** How many may listen at the same time: from one address, and in all. */
export type ListenerBounds = { readonly ofAddress: number; readonly inAll: number };

/** Each listener holds a connection and is called for every change: a team of browsers fits in, and no flood. */
export const LISTENER_BOUNDS: ListenerBounds = { ofAddress: 100, inAll: 1000 };

/** Somebody else has stopped listening by then, as a rule. */
const RETRY_AFTER_SECONDS = 10;

type ServerContext = { readonly req?: IncomingMessage; readonly res?: ServerResponse };

export type ListenersOptions = {
  readonly bounds?: ListenerBounds | undefined;
  /** Aborted when the server stops. */
  readonly stopping?: AbortSignal | undefined;
};

/**
 * Refuses a subscription where too many listen already, and cuts off those who listen when the server stops: an end would
 * tell them that there is nothing more to come, and so they connect elsewhere and go on.
 */
export function useListeners({ bounds = LISTENER_BOUNDS, stopping }: ListenersOptions = {}): Plugin<ServerContext> {
  const { ofAddress, inAll } = bounds;
  const cut = new Set<() => void>();
  stopping?.addEventListener('abort', () => cut.forEach((each) => each()), { once: true });
  const listening = new Map<string, number>();
  let all = 0;
  const take = (address: string): (() => void) | null => {
    const own = listening.get(address) ?? 0;
    if (all >= inAll || own >= ofAddress) return null;
    listening.set(address, own + 1);
    all += 1;
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      all -= 1;
      const left = (listening.get(address) ?? 1) - 1;
      if (left === 0) listening.delete(address);
      else listening.set(address, left);
    };
  };
  return {
    onSubscribe({ context, setResultAndStopExecution }) {
      // Until callers have names, a client is its address.
      const leave = take(context.req?.socket.remoteAddress ?? '');
      if (leave === null) {
        const message =
          'As many listen as this server lets, from one address or in all. Stop listening elsewhere, or try again later.';
        return setResultAndStopExecution({ errors: [overloaded(message)] });
      }
      const cutOff = (): void => void context.res?.destroy();
      cut.add(cutOff);
      const free = (): void => {
        leave();
        cut.delete(cutOff);
      };
      context.request.signal.addEventListener('abort', free, { once: true });
      return {
        onSubscribeResult({ result }) {
          if (Symbol.asyncIterator in result) return { onEnd: free };
          free();
          return undefined;
        },
        onSubscribeError: free,
      };
    },
  };
}

const overloaded = (message: string) =>
  refusal('OVERLOADED', message, {
    status: 503,
    headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
    isWellFormed: false,
  });
