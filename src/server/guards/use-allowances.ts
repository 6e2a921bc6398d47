import type { IncomingMessage } from 'node:http';
import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Admission, Allowances } from '../admission/create-admission.ts';
import { clientOf } from '../auth/callers.ts';
import { explainAnswer, isTraced } from './explain-answer.ts';
import { refusalUntil } from './refusal.ts';
import { recordOf } from './request-record.ts';

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
  const pay = (caller: string, points: number): GraphQLError | null => {
    const { cost } = allowances();
    const ms = cost?.msUntil(caller, points) ?? 0;
    if (ms > 0) {
      admission?.noteRefusal('cost');
      const message = `This query costs ${points} points, and a caller may spend ${cost!.perMinute} a minute: ${cost!.left(caller)} are left.`;
      return tooMany(message, ms);
    }
    cost?.take(caller, points);
    return null;
  };

  return {
    onRequestParse({ serverContext }) {
      const caller = clientOf(serverContext.req);
      const { requests } = allowances();
      const ms = requests?.msUntil(caller, 1) ?? 0;
      if (ms > 0) {
        admission?.noteRefusal('requests');
        const message = `A caller may send ${requests!.perMinute} requests a minute; these are used up.`;
        throw tooMany(message, ms);
      }
      requests?.take(caller, 1);
    },
    onExecute({ context, setResultAndStopExecution }) {
      const caller = clientOf(context.req);
      const { cost: points } = recordOf(context.request);
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
          // What is not begun costs nothing, whoever gave it up.
          if (isOverloaded(done.result) || hasLeftUnserved(context.request)) cost?.giveBack(caller, points);
          else return explained?.onExecuteDone?.(done);
        },
      };
    },
    onSubscribe({ context, setResultAndStopExecution }) {
      const caller = clientOf(context.req);
      const { cost: points } = recordOf(context.request);
      const { cost } = allowances();
      const refused = pay(caller, points);
      if (refused) return setResultAndStopExecution({ errors: [refused] });
      return {
        onSubscribeResult({ result }) {
          if (isOverloaded(result)) cost?.giveBack(caller, points);
        },
      };
    },
  };
}

const NONE: Allowances = { requests: null, cost: null };

const asksForCost = (request: Request): boolean => isTraced(request) || request.headers.get('x-trunkline-cost') === '1';

function tooMany(message: string, ms: number): GraphQLError {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return refusalUntil('TOO_MANY_REQUESTS', `${message} Ask again in ${seconds} s.`, seconds);
}

/** Who goes away in line pays nothing, unless something was read for them before: else all that is kept could be read for nothing. */
function hasLeftUnserved(request: Request): boolean {
  const { hasLeftLine, keptRows, upstream } = recordOf(request);
  return hasLeftLine && keptRows.count === 0 && upstream.exchanges.length === 0;
}

const isOverloaded = (result: ExecutionResult | AsyncIterable<unknown>): boolean =>
  !(Symbol.asyncIterator in result) && result.errors?.[0]?.extensions['code'] === 'OVERLOADED' && result.data == null;
