import type { IncomingMessage } from 'node:http';
import type { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { GraphContext } from '../../graph/context.ts';
import { waitingAs } from '../../time/waiting-as.ts';
import type { Admission, Ran } from '../admission/create-admission.ts';
import { NoRoom } from '../admission/fair-gate.ts';
import { createTurns } from '../admission/in-turns.ts';
import { NotAdmitted } from '../admission/not-admitted.ts';
import { clientOf } from '../auth/callers.ts';
import { refusalUntil } from './refusal.ts';

type ServerContext = { readonly req?: IncomingMessage };

/** Begins a request when it is its turn, and refuses it where that would take too long. */
export function useAdmission(admission: Admission): Plugin<ServerContext> {
  const turn = createTurns();
  return {
    // A flood keeps nobody from asking how the server is.
    onRequest: () => turn(),
    onExecute({ context, executeFn, setExecuteFn }) {
      const { signal } = context.request;
      const caller = context.req ? clientOf(context.req) : '';
      let ran: Ran<unknown> | null = null;
      setExecuteFn(async (args) => {
        const { deadlines } = args.contextValue as GraphContext;
        try {
          ran = await admission.run({ caller, signal, deadlines }, () => executeFn(args) as unknown);
          return ran.result;
        } catch (error) {
          const refused = toRefusal(error);
          if (refused === null) throw error;
          return { errors: [refused] };
        }
      });
      const leave = (): void => ran?.leave();
      return {
        onExecuteDone({ result }) {
          if (!(Symbol.asyncIterator in result)) return leave();
          signal.addEventListener('abort', leave, { once: true });
          return { onEnd: leave };
        },
      };
    },
    // What is told to those who listen is asked in their name; how many listen is bounded by useListeners.
    onSubscribe({ context, subscribeFn, setSubscribeFn }) {
      const caller = context.req ? clientOf(context.req) : '';
      setSubscribeFn((args) => waitingAs({ caller }, () => subscribeFn(args) as unknown));
    },
  };
}

function toRefusal(error: unknown): GraphQLError | null {
  if (error instanceof NotAdmitted) {
    const message = `As much is being asked of ${error.provider} as it answers in time, so this request was not begun.`;
    return refusalUntil('OVERLOADED', message, error.retryAfterSeconds!);
  }
  if (!(error instanceof NoRoom)) return null;
  const message = 'This server has as much to do as it can at a time, so this request was not begun.';
  return refusalUntil('OVERLOADED', message, Math.max(1, Math.ceil(error.retryAfterMs / 1000)));
}
