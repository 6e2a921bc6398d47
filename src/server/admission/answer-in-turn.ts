import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AnswerLog } from '../answer-log/create-answer-log.ts';
import { clientOf, knownCallerOf } from '../auth/callers.ts';
import { createRecord } from '../guards/request-record.ts';
import { leavingSignalOf } from '../http/leaving-signal.ts';
import { sendOverloaded, toRequestId } from '../http/send-json.ts';
import { traceIdOf } from '../http/trace-id.ts';
import type { Admission } from './create-admission.ts';
import { NoRoom } from './fair-gate.ts';
import { toOverload } from './to-overload.ts';
import type { Untaken } from './untaken.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

type InTurnOptions = { readonly admission: Admission; readonly untaken: Untaken; readonly answerLog: AnswerLog };

const TAKE_FIRST = 'Many answers to this caller wait for it to take them. Read these first, then ask again.';
const TAKEN_WITHIN_SECONDS = 5;

/** Has GraphQL requests read in turn. Who is refused before that, or leaves, is noted like everybody else. */
export const answerInTurn =
  ({ admission, untaken, answerLog: { note, now } }: InTurnOptions, answer: Answer): Answer =>
  async (request, response) => {
    const client = clientOf(request);
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
      note(record, { req: request, method, status, isGone });
    };
    const refuse = (message: string, retryAfterSeconds: number): void => {
      sendOverloaded(response, retryAfterSeconds, message);
      end(503, false, 'OVERLOADED');
    };
    if (untaken.isTooMuch(client)) {
      admission.noteRefusal('server');
      return refuse(TAKE_FIRST, TAKEN_WITHIN_SECONDS);
    }
    const signal = leavingSignalOf(response);
    try {
      await admission.arrive(client, signal);
    } catch (error) {
      if (signal.aborted) return end(response.statusCode, true);
      if (!(error instanceof NoRoom)) throw error;
      const { message, retryAfterSeconds } = toOverload(error);
      return refuse(message, retryAfterSeconds);
    }
    untaken.watch(client, response);
    return answer(request, response);
  };
