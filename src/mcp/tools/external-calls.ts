import { z } from 'zod';
import type { Ask } from '../../domain/ask.ts';
import { askGraph } from '../ask-graph.ts';
import { moment, phoneNumber } from '../inputs.ts';
import { showKnown } from '../show.ts';
import { type ToolAnswer, defineTool } from '../tool.ts';
import { inWordsOfTools } from '../words-of-tools.ts';

const OTHERWISE = '... on ExternalCallRefused { code message } ... on ExternalCallOutcomeUnknown { message }';

const REGISTER = `mutation Register($input: RegisterExternalCallInput!) {
  written: registerExternalCall(input: $input) { __typename ... on RegisteredExternalCall { callId } ${OTHERWISE} }
}`;
const FINISH = `mutation Finish($input: FinishExternalCallInput!) {
  written: finishExternalCall(input: $input) { __typename ... on FinishedExternalCall { nativeId session { id } } ${OTHERWISE} }
}`;
const ATTACH = `mutation Attach($input: AttachExternalCallRecordingInput!) {
  written: attachExternalCallRecording(input: $input) {
    __typename ... on AttachedExternalCallRecording { fileId } ${OTHERWISE}
  }
}`;

type Written = Readonly<Record<string, unknown>> & {
  readonly message?: string;
  readonly session?: { readonly id: string } | null;
};

async function write(ask: Ask, document: string, input: Readonly<Record<string, unknown>>): Promise<ToolAnswer> {
  const { data, problems } = await askGraph<{ written: Written }>(ask, document, { input });
  const { __typename: what, session, message, ...fields } = data.written;
  const why = message === undefined ? null : inWordsOfTools(message);
  return { ...showKnown({ what, ...fields, message: why, call: session?.id }), problems };
}

const provider = z.string().max(100).describe('A key from `providers`: a Bitrix24 portal with an application.');
const callId = z.string().max(200).describe('callId of the answer of register_call.');
const userId = z.string().max(50).optional().describe('The user in Bitrix24: the native id of an agent.');
const extension = z.string().max(50).optional().describe('The internal number of the user, instead of userId.');

const ONCE = 'Call it once: after an unknown outcome look with find_calls before trying again.';

export const registerCall = defineTool({
  name: 'register_call',
  title: 'Register a call',
  description: `Makes a call that ran elsewhere known to Bitrix24, the first of up to three steps. ${ONCE}`,
  input: {
    ...{ provider, userId, extension },
    number: phoneNumber().describe("The customer's number."),
    direction: z.enum(['INBOUND', 'OUTBOUND']),
    startedAt: moment().optional().describe('When it started: 2026-11-27T09:00:00+01:00. Left out: now.'),
    lineNumber: z.string().max(50).optional().describe("The company's number."),
    externalId: z.string().max(200).describe('Its id where it ran, one for each real call.'),
  },
  scope: 'calls:write',
  isWrite: true,
  documents: [REGISTER],
  answer: ({ extension: userPhoneInner, number, direction, startedAt, externalId, ...rest }, ask) =>
    write(ask, REGISTER, {
      ...{ ...rest, userPhoneInner, phoneNumber: number, externalCallId: externalId, callStartDate: startedAt },
      type: direction === 'OUTBOUND' ? 'TYPE_1' : 'TYPE_2',
    }),
});

export const finishCall = defineTool({
  name: 'finish_call',
  title: 'Finish a registered call',
  description: `Ends a registered call: it becomes a part of the history and of the CRM. ${ONCE}`,
  input: {
    ...{ provider, callId, userId, extension },
    durationSeconds: z.int().min(0).max(86_400),
    isAnswered: z.boolean(),
  },
  scope: 'calls:write',
  isWrite: true,
  documents: [FINISH],
  answer: ({ extension: userPhoneInner, isAnswered, ...rest }, ask) =>
    write(ask, FINISH, { ...rest, userPhoneInner, statusCode: isAnswered ? 'S_200' : 'S_304' }),
});

export const attachRecording = defineTool({
  name: 'attach_recording',
  title: 'Attach a recording',
  description: `Adds a recording to a finished call; Bitrix24 fetches it from the address. ${ONCE}`,
  input: { ...{ provider, callId }, url: z.url().max(2000), filename: z.string().max(200).optional() },
  scope: 'calls:write',
  isWrite: true,
  documents: [ATTACH],
  answer: ({ url: recordUrl, ...rest }, ask) => write(ask, ATTACH, { ...rest, recordUrl }),
});
