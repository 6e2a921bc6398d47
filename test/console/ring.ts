import { askGraph } from './ask-graph.ts';

let calls = 0;

/** Lets a call happen at the demo's Bitrix24, seconds before its clock; answers with the customer's number and the vendor's id of the call. */
export async function ring(url: string, secondsAgo = 30): Promise<{ number: string; callId: string }> {
  calls += 1;
  const number = `+4477009${String(calls).padStart(5, '0')}`;
  const callStartDate = new Date(Date.UTC(2026, 3, 30, 12) - secondsAgo * 1000).toISOString();
  const { registerExternalCall } = await askGraph<{ registerExternalCall: { callId: string } }>(url, REGISTER, {
    variables: {
      input: { provider: 'portal', userPhoneInner: '101', phoneNumber: number, type: 'TYPE_2', callStartDate },
    },
  });
  const { callId } = registerExternalCall;
  await askGraph(url, FINISH, {
    variables: {
      input: { provider: 'portal', callId, userPhoneInner: '101', durationSeconds: 12, statusCode: 'S_200' },
    },
  });
  await lookAgain(url);
  return { number, callId };
}

/** Adds a recording to such a call. */
export async function addRecording(url: string, callId: string): Promise<void> {
  const file = { filename: 'call.mp3', fileContent: 'AAAA' };
  await askGraph(url, ATTACH, { variables: { input: { provider: 'portal', callId, ...file } } });
  await lookAgain(url);
}

/** Has the newest calls read anew, so that what is kept of them changes. */
export const lookAgain = (url: string): Promise<unknown> => askGraph(url, LOOK);

const LOOK = '{ callSessions(first: 5, maxAgeSeconds: 0) { nodes { id } } }';
const REGISTER = `mutation ($input: RegisterExternalCallInput!) {
  registerExternalCall(input: $input) { ... on RegisteredExternalCall { callId } }
}`;
const FINISH = `mutation ($input: FinishExternalCallInput!) { finishExternalCall(input: $input) { __typename } }`;
const ATTACH = `mutation ($input: AttachExternalCallRecordingInput!) {
  attachExternalCallRecording(input: $input) { __typename }
}`;
