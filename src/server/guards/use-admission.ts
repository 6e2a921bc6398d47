import type { IncomingMessage } from 'node:http';
import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { GraphContext } from '../../graph/context.ts';
import { noteWait } from '../../telemetry/spans.ts';
import { onceAborted } from '../../time/once-aborted.ts';
import { waitingAs } from '../../time/waiting-as.ts';
import type { Admission, Ran } from '../admission/create-admission.ts';
import { NoRoom } from '../admission/fair-gate.ts';
import { NotAdmitted } from '../admission/not-admitted.ts';
import { toOverload } from '../admission/to-overload.ts';
import { clientOf } from '../auth/callers.ts';
import { refusalUntil } from './refusal.ts';
import { recordOf } from './request-record.ts';

type ServerContext = { readonly req?: IncomingMessage };

/** Begins a request when it is its turn, and refuses it where that would take too long. */
export function useAdmission(admission: Admission): Plugin<ServerContext> {
  return {
    onExecute({ context, executeFn, setExecuteFn }) {
      const { signal } = context.request;
      const caller = clientOf(context.req);
      let ran: Ran<unknown> | null = null;
      setExecuteFn(async (args) => {
        const { deadlines } = args.contextValue as GraphContext;
        try {
          const beganAt = performance.now();
          ran = await admission.run({ caller, signal, deadlines }, () => {
            noteWait('wait to be begun', beganAt);
            return executeFn(args) as unknown;
          });
          if (ran.hasLeftLine) recordOf(context.request).hasLeftLine = true;
          return ran.result;
        } catch (error) {
          const refused = toRefusal(error);
          if (refused !== null) return { errors: [refused] };
          if (!signal.aborted) throw error;
          recordOf(context.request).hasLeftLine = true;
          return { errors: [new GraphQLError('The client went away.')] };
        }
      });
      const leave = (): void => ran?.leave();
      return {
        onExecuteDone({ result }) {
          if (!(Symbol.asyncIterator in result)) return leave();
          onceAborted(signal, leave);
          return { onEnd: leave };
        },
      };
    },
    // What is told to those who listen is asked in their name; how many listen is bounded by useListeners.
    onSubscribe({ context, subscribeFn, setSubscribeFn }) {
      const caller = clientOf(context.req);
      setSubscribeFn((args) => waitingAs({ caller }, () => subscribeFn(args) as unknown));
    },
  };
}

function toRefusal(error: unknown): GraphQLError | null {
  const told = error instanceof NotAdmitted || error instanceof NoRoom ? toOverload(error) : null;
  return told && refusalUntil('OVERLOADED', told.message, told.retryAfterSeconds);
}
