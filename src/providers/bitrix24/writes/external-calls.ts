import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { ExternalCallInput, ExternalCalls, WriteOutcome } from '../../../domain/external-calls.ts';
import { ProviderError, withoutPlaces } from '../../../domain/provider-error.ts';
import { recordOf, textOrNull } from '../../../transport/read-wire.ts';
import { DeadlinePassed, withDeadline } from '../../../time/with-deadline.ts';
import { toSentence } from '../../vendor-words.ts';
import { attachInput, finishInput, registerInput } from './external-call-input.ts';
import { VendorRefusal } from '../api/to-error.ts';
import { ofKind, refusalCodeOf } from './to-refusal.ts';
import { toAttachedRecording, toFinishedCall, toRegisteredCall } from './to-written-call.ts';
import type { Parameters } from '../api/wire.ts';
import type { PortalParts } from '../calls/row.ts';
import { OutcomeUnknown } from '../api/with-known-outcome.ts';

/** What a write needs. */
type WriteParts = PortalParts & {
  /** Of each write by itself. */
  readonly deadlineMs: number;
};

/** telephony.externalCall.*: only an OAuth application may call it. */
export function createExternalCalls(parts: WriteParts): ExternalCalls {
  return {
    register: (input, signal) => write(REGISTER, input, parts, signal),
    finish: (input, signal) => write(FINISH, input, parts, signal),
    attachRecording: (input, signal) => write(ATTACH, input, parts, signal),
  };
}

type Write = {
  readonly method: string;
  readonly input: z.ZodType<Parameters>;
  /** The answer; null where it is none. */
  readonly readReply: (result: unknown) => object | null;
  readonly howToFindOut: (provider: string, sent: Parameters) => string;
};

const REGISTER: Write = {
  method: 'telephony.externalCall.register',
  input: registerInput,
  readReply: toRegisteredCall,
  howToFindOut: () =>
    'Registering it once more with the same number, type, user, lineNumber and externalCallId within 30 minutes answers the id that the call may have already.',
};

const FINISH: Write = {
  method: 'telephony.externalCall.finish',
  input: finishInput,
  readReply: toFinishedCall,
  howToFindOut: (provider, sent) =>
    `It was finished when ${queryFor(provider, sent, 'nativeId')} finds it; a call that has just been written down may take a moment to appear.`,
};

const ATTACH: Write = {
  method: 'telephony.externalCall.attachRecord',
  input: attachInput,
  readReply: toAttachedRecording,
  howToFindOut: (provider, sent) =>
    `It was attached when ${queryFor(provider, sent, 'details { ... on Bitrix24Call { recordFileId } }')} finds another recordFileId than before. Attaching it again does no harm: a new recording takes the place of the old one.`,
};

const queryFor = (provider: string, { CALL_ID: callId }: Parameters, fields: string): string =>
  `{ callSessions(first: 1, filter: { providers: [${JSON.stringify(provider)}], bitrix24: { callId: { eq: ${JSON.stringify(callId)} } } }) { nodes { ${fields} } } }`;

async function write(
  asked: Write,
  input: ExternalCallInput,
  parts: WriteParts,
  caller: AbortSignal,
): Promise<WriteOutcome> {
  caller.throwIfAborted();
  const checked = asked.input.safeParse(input);
  if (!checked.success) return { outcome: 'refused', code: 'INVALID_INPUT', message: toProblem(checked.error) };
  const say = startLog(asked.method, checked.data, parts);
  try {
    const outcome = await send(asked, checked.data, parts, caller);
    say(outcome, caller);
    return outcome;
  } catch (error) {
    say(null, caller);
    throw error;
  }
}

/**
 * Says in the log that a write is about to be sent, and gives what says how it ended: whoever finds the first line alone
 * has to look for the call at Bitrix24. Numbers and vendors' words, which may quote one, stay out.
 */
function startLog(method: string, sent: Parameters, { portal: { provider }, log }: WriteParts) {
  const write = randomUUID();
  const about = { provider, method, write, callId: sent.CALL_ID };
  log.info(about, 'a write is being sent');
  return (outcome: WriteOutcome | null, caller: AbortSignal): void => {
    // A registration has its call id from the answer.
    const given = outcome?.outcome === 'done' ? textOrNull(recordOf(outcome.reply).callId) : null;
    const end = {
      ...about,
      callId: about.callId ?? given ?? undefined,
      outcome: outcome?.outcome ?? 'failed',
      ...(outcome?.outcome === 'refused' && { code: outcome.code }),
      // What became of it has reached nobody.
      ...(caller.aborted && { callerHasLeft: true }),
    };
    if (outcome?.outcome === 'done' && !caller.aborted) log.info(end, 'a write has ended');
    else log.warn(end, 'a write has ended');
  };
}

async function send(
  { method, readReply, howToFindOut }: Write,
  sent: Parameters,
  { client, portal: { provider }, deadlineMs, log }: WriteParts,
  caller: AbortSignal,
): Promise<WriteOutcome> {
  const unknown = (what: string): WriteOutcome => {
    const help = howToFindOut(provider, sent);
    const message = `${what} Whether ${method} took effect is not known, and it is not sent again. ${help}`;
    return { outcome: 'unknown', message };
  };
  try {
    const reply = readReply(await client.write({ method, parameters: sent }, withDeadline(caller, deadlineMs)));
    if (reply !== null) return { outcome: 'done', reply };
    return unknown(`Bitrix24 answered ${method}, but not with what was asked for.`);
  } catch (error) {
    // A caller that left before anything was sent: nothing happened, and nobody listens.
    if (caller.aborted && error === caller.reason) throw error;
    if (!(error instanceof OutcomeUnknown)) return toRefusal(error, method);
    // Whatever happened here, the request is on its way: the caller must hear that, and the log the rest.
    if (!isForeseen(error.cause)) log.error({ provider, method, error: String(error.cause) }, 'a write failed here');
    return unknown(whatCame(error, method, deadlineMs));
  }
}

/** "durationSeconds: must be 0 or more; vote: must be 1 to 5". */
const toProblem = ({ issues }: z.ZodError): string =>
  `Nothing was sent. ${issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}.`;

const isForeseen = (cause: unknown): cause is ProviderError | DeadlinePassed =>
  cause instanceof ProviderError || cause instanceof DeadlinePassed;

function whatCame({ cause }: OutcomeUnknown, method: string, deadlineMs: number): string {
  if (cause instanceof DeadlinePassed) return `Bitrix24 gave no answer to ${method} within ${deadlineMs} ms.`;
  if (!(cause instanceof ProviderError)) return `Trunkline failed to read the answer to ${method}.`;
  // Its own message would say "refused", which is just what is not known.
  return cause.cause instanceof VendorRefusal
    ? toSentence(`Bitrix24 answered ${method} with ${withoutPlaces(cause.cause.message)}`)
    : cause.message;
}

function toRefusal(error: unknown, method: string): WriteOutcome {
  if (error instanceof DeadlinePassed)
    return {
      outcome: 'refused',
      code: ofKind('timed-out'),
      message: `${method} was not sent: there was no time left before the portal could be asked.`,
    };
  if (!(error instanceof ProviderError)) throw error;
  const code = error.cause instanceof VendorRefusal ? refusalCodeOf(error.cause, error.kind) : null;
  return { outcome: 'refused', code: code ?? ofKind(error.kind), message: error.message };
}
