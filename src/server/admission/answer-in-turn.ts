import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AnswerLog } from '../answer-log/create-answer-log.ts';
import { clientOf, knownCallerOf } from '../auth/callers.ts';
import { createRecord } from '../guards/request-record.ts';
import { leavingSignalOf } from '../http/leaving-signal.ts';
import { sendError, toRequestId } from '../http/send-json.ts';
import { traceIdOf } from '../http/trace-id.ts';
import type { Admission } from './create-admission.ts';
import { NoRoom } from './fair-gate.ts';
import { toOverload } from './to-overload.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Has GraphQL requests read in turn. Who is refused before that, or leaves, is noted like everybody else. */
export const answerInTurn =
  (admission: Admission, { note, now }: AnswerLog, answer: Answer): Answer =>
  async (request, response) => {
    const { headers, method = '' } = request;
    const startedAt = now();
    const end = (status: number, isGone: boolean, ...errors: string[]): void => {
      const record = createRecord({
        requestId: toRequestId(headers['x-request-id'] as string | undefined),
        traceId: traceIdOf(headers.traceparent as string | undefined),
        caller: knownCallerOf(request)?.name ?? null,
        startedAt,
      });
      for (const error of errors) record.errors.add(error);
      note(record, { req: request, method, status, isGone, cost: 0 });
    };
    const signal = leavingSignalOf(response);
    try {
      await admission.arrive(clientOf(request), signal);
    } catch (error) {
      if (signal.aborted) return end(response.statusCode, true);
      if (!(error instanceof NoRoom)) throw error;
      const { message, retryAfterSeconds } = toOverload(error);
      sendError(response.setHeader('retry-after', retryAfterSeconds), 503, 'OVERLOADED', message);
      return end(503, false, 'OVERLOADED');
    }
    return answer(request, response);
  };
