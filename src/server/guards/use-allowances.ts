import type { IncomingMessage } from 'node:http';
import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Admission, Allowances } from '../admission/create-admission.ts';
import { clientOf } from '../auth/callers.ts';
import { explainAnswer, isTraced } from './explain-answer.ts';
import { priceOf } from './prices.ts';
import { refusalUntil } from './refusal.ts';

type ServerContext = { readonly req?: IncomingMessage };

export type AllowancesOptions = {
  /** What one operation may cost. */
  readonly maxCost: number;
  /** Left out, callers may ask as often as they like. */
  readonly admission?: Admission | undefined;
};

/**
 * Refuses a caller who has used up a minute's requests or cost, and tells whoever wants to know what an operation costs and
 * what is left.
 */
export function useAllowances({ maxCost, admission }: AllowancesOptions): Plugin<ServerContext, ServerContext> {
  const allowances = () => admission?.allowances() ?? NONE;
  const callerOf = ({ req }: ServerContext): string => (req ? clientOf(req) : '');
  const pay = (caller: string, points: number): GraphQLError | null => {
    const { cost } = allowances();
    const ms = cost?.msUntil(caller, points) ?? 0;
    if (ms > 0) {
      admission?.noteRefusal('cost');
      const message = `This query costs ${points} points, and a caller may spend ${cost!.perMinute} a minute: ${cost!.left(caller)} are left.`;
      return refusalUntil('TOO_MANY_REQUESTS', message, toSeconds(ms));
    }
    cost?.take(caller, points);
    return null;
  };

  return {
    onRequestParse({ serverContext }) {
      const caller = callerOf(serverContext);
      const { requests } = allowances();
      const ms = requests?.msUntil(caller, 1) ?? 0;
      if (ms > 0) {
        admission?.noteRefusal('requests');
        const message = `A caller may send ${requests!.perMinute} requests a minute; these are used up.`;
        throw refusalUntil('TOO_MANY_REQUESTS', message, toSeconds(ms));
      }
      requests?.take(caller, 1);
    },
    onExecute({ context, setResultAndStopExecution }) {
      const caller = callerOf(context);
      const points = priceOf(context.request);
      const { cost } = allowances();
      const refused = pay(caller, points);
      if (refused) return setResultAndStopExecution({ errors: [refused] });
      const told = { requested: points, limit: maxCost };
      const explained = asksForCost(context.request)
        ? explainAnswer(() => ({
            cost: cost === null ? told : { ...told, perMinute: cost.perMinute, left: cost.left(caller) },
          }))
        : null;
      return {
        onExecuteDone(done) {
          // What is not begun costs nothing.
          if (isOverloaded(done.result)) cost?.giveBack(caller, points);
          else return explained?.onExecuteDone?.(done);
        },
      };
    },
    onSubscribe({ context, setResultAndStopExecution }) {
      const refused = pay(callerOf(context), priceOf(context.request));
      if (refused) setResultAndStopExecution({ errors: [refused] });
    },
  };
}

const NONE: Allowances = { requests: null, cost: null };

const asksForCost = (request: Request): boolean => isTraced(request) || request.headers.get('x-trunkline-cost') === '1';

const toSeconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));

const isOverloaded = (result: ExecutionResult | AsyncIterable<unknown>): boolean =>
  !(Symbol.asyncIterator in result) && result.errors?.[0]?.extensions['code'] === 'OVERLOADED' && result.data == null;
