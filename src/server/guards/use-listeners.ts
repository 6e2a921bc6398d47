import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'graphql-yoga';
import type { Caller } from '../../domain/caller.ts';
import { onceAborted } from '../../time/once-aborted.ts';
import { createCounts } from '../../transport/counts.ts';
import { callerOf, clientOf } from '../auth/callers.ts';
import { refusal, refusalUntil } from './refusal.ts';

/** How many may listen at the same time: of one client, and in all. */
export type ListenerBounds = { readonly ofClient: number; readonly inAll: number };

/** Each listener holds a connection and is called for every change: a team of browsers fits in, and no flood. */
export const LISTENER_BOUNDS: ListenerBounds = { ofClient: 100, inAll: 1000 };

/** Somebody else has stopped listening by then, as a rule. */
const RETRY_AFTER_SECONDS = 10;

type ServerContext = { readonly req?: IncomingMessage; readonly res?: ServerResponse };

export type ListenersOptions = {
  readonly bounds?: ListenerBounds | undefined;
  /** Aborted when the server stops. */
  readonly stopping?: AbortSignal | undefined;
  /** Whether somebody who has begun to listen may go on. */
  readonly isKnown?: ((caller: Caller) => boolean) | undefined;
};

/**
 * Refuses a subscription where too many listen already, tells nobody anything once their key is gone, and cuts off those who
 * listen when the server stops: an end would tell them that there is nothing more to come, and so they connect elsewhere.
 */
export function useListeners({
  bounds = LISTENER_BOUNDS,
  stopping,
  isKnown = () => true,
}: ListenersOptions = {}): Plugin<ServerContext> {
  const { ofClient, inAll } = bounds;
  const cut = new Set<() => void>();
  stopping?.addEventListener('abort', () => cut.forEach((each) => each()), { once: true });
  const listening = createCounts();
  const take = (client: string): (() => void) | null => {
    if (listening.all() >= inAll || listening.of(client) >= ofClient) return null;
    listening.add(client);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      listening.remove(client);
    };
  };
  return {
    onSubscribe({ context, setResultAndStopExecution }) {
      // Those who listen have been cut off: who came a moment later would be forgotten.
      if (stopping?.aborted) return setResultAndStopExecution({ errors: [overloaded(STOPPING)] });
      const leave = take(clientOf(context.req));
      if (leave === null) {
        const message =
          'As many listen as this server lets, of one client or in all. Stop listening elsewhere, or try again later.';
        return setResultAndStopExecution({ errors: [overloaded(message)] });
      }
      const cutOff = (): void => void context.res?.destroy();
      cut.add(cutOff);
      const free = (): void => {
        leave();
        cut.delete(cutOff);
      };
      onceAborted(context.request.signal, free);
      return {
        onSubscribeResult({ result }) {
          if (Symbol.asyncIterator in result)
            return {
              onEnd: free,
              onNext({ setResult }) {
                if (context.req === undefined || isKnown(callerOf(context.req))) return;
                setResult({ errors: [unauthenticated] });
                setImmediate(cutOff);
              },
            };
          free();
          return undefined;
        },
        onSubscribeError: free,
      };
    },
  };
}

const unauthenticated = refusal(
  'UNAUTHENTICATED',
  'The key of this subscription was withdrawn, has ended or may less than before.',
);

const STOPPING = 'This server stops, or goes by other settings from now on. Listen again.';

const overloaded = (message: string) => refusalUntil('OVERLOADED', message, RETRY_AFTER_SECONDS);
