import { describe, expect, it, onTestFinished } from 'vitest';
import { createQueryRunner } from '../support/run-query.ts';
import finishAnswer from '../providers/bitrix24/fixtures/external-call-finish.json' with { type: 'json' };
import { startOauthPortal } from '../providers/bitrix24/portal.ts';
import { createMemoryProvider } from '../support/memory-provider.ts';
import { clock } from './create-world.ts';

async function start() {
  const portal = await startOauthPortal({ count: 20, hasExamples: true });
  const provider = portal.createProvider({ ...portal.withOauth, id: 'portal' });
  const others = [
    portal.createProvider({ id: 'hook' }),
    createMemoryProvider({ key: 'desk', calls: [], now: clock.now }),
  ];
  await provider.listAgents(new AbortController().signal);
  portal.vendor.server.resetCounts();
  onTestFinished(() => portal.vendor.server.clearFaults());
  return { vendor: portal.vendor, run: createQueryRunner([provider, ...others], { now: clock.now }) };
}

const { CALL_ID } = finishAnswer.result;
const OUTCOME = '... on ExternalCallRefused { code message } ... on ExternalCallOutcomeUnknown { message }';
const FINISH = `mutation ($input: FinishExternalCallInput!) {
  finishExternalCall(input: $input) { __typename ${OUTCOME} ... on FinishedExternalCall { nativeId } }
}`;
const input = { provider: 'portal', callId: CALL_ID, userId: '1269', durationSeconds: 95 };

describe('finishExternalCall', () => {
  it('answers the record field by field, typed, as the documented request is answered', async () => {
    const { run } = await start();
    const { data, errors } = await run(
      `mutation ($input: FinishExternalCallInput!) {
        finishExternalCall(input: $input) {
          ... on FinishedExternalCall {
            nativeId errors vendorId callId externalCallId portalUserId phoneNumber portalNumber incoming incomingText
            callDuration callStartDate callStatus callStatusText callVote cost costCurrency callFailedCode
            callFailedCodeText callFailedReason restAppId restAppName crmActivityId comment crmEntityType crmEntityId
          }
        }
      }`,
      { variables: { input: { ...input, statusCode: 'S_200', vote: 5, addToChat: false } } },
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({
      finishExternalCall: {
        nativeId: '7',
        errors: [],
        vendorId: '7',
        callId: CALL_ID,
        externalCallId: null,
        portalUserId: '1269',
        phoneNumber: '19062195047',
        portalNumber: '3',
        incoming: 'TYPE_2',
        incomingText: '2',
        callDuration: 95,
        callStartDate: null,
        callStatus: 'STATUS_1',
        callStatusText: '1',
        callVote: 5,
        cost: '0',
        costCurrency: null,
        callFailedCode: 'S_200',
        callFailedCodeText: '200',
        callFailedReason: null,
        restAppId: '3',
        restAppName: 'REST API Documentation',
        crmActivityId: '7943',
        comment: null,
        crmEntityType: 'CONTACT',
        crmEntityId: '797',
      },
    });
  });

  it('reads the call again, with whatever is asked of it', async () => {
    const { run, vendor } = await start();
    const { data, errors } = await run(
      `mutation ($input: FinishExternalCallInput!) {
        finishExternalCall(input: $input) {
          ... on FinishedExternalCall {
            session { nativeId startedAt durationSeconds outcome rating agents { displayName } details { ... on Bitrix24Call { callId } } }
          }
        }
      }`,
      { variables: { input: { ...input, vote: 4 } } },
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({
      finishExternalCall: {
        session: {
          nativeId: '7',
          startedAt: '2026-03-10T10:19:38.000Z',
          durationSeconds: 95,
          outcome: 'ANSWERED',
          rating: 4,
          agents: [{ displayName: 'Nora Field' }],
          details: { callId: CALL_ID },
        },
      },
    });
    expect(vendor.server.exchanges.map(({ operation }) => operation)).toEqual([
      'telephony.externalCall.finish',
      'voximplant.statistic.get',
      'user.get',
    ]);
  });

  it('says null for a call that is not there yet, and shows what two writes of one request left', async () => {
    const { run, vendor } = await start();
    const query = `mutation ($first: FinishExternalCallInput!, $second: FinishExternalCallInput!) {
      first: finishExternalCall(input: $first) { ... on FinishedExternalCall { session { rating } } }
      second: finishExternalCall(input: $second) { ... on FinishedExternalCall { session { rating } } }
    }`;
    const variables = { first: { ...input, vote: 1 }, second: { ...input, vote: 2 } };
    const body = { result: [], total: 0 };
    vendor.server.fault({ operation: 'statistic', times: 1, fault: { kind: 'status', status: 200, body } });
    const { data, errors } = await run(query, { variables });
    expect(errors).toEqual([]);
    expect(data).toEqual({ first: { session: null }, second: { session: { rating: 2 } } });
  });

  it('keeps its answer when the call cannot be read again: the error stands at the session', async () => {
    const { run, vendor } = await start();
    vendor.server.fault({ operation: 'statistic', fault: { kind: 'forbidden' } });
    const { data, errors } = await run(
      `mutation ($input: FinishExternalCallInput!) {
        finishExternalCall(input: $input) { ... on FinishedExternalCall { nativeId session { id } } }
      }`,
      { variables: { input } },
    );
    expect(data).toEqual({ finishExternalCall: { nativeId: '7', session: null } });
    expect(errors).toEqual([expect.stringMatching(/^finishExternalCall\.session: PROVIDER_PROBLEM /)]);
  });

  it('tells the warnings of Bitrix24 about a call that it finished', async () => {
    const { run, vendor } = await start();
    const body = { result: { ...finishAnswer.result, ERRORS: { lead: 'No lead', more: [{ text: 'No chat' }] } } };
    vendor.server.fault({ operation: 'finish', fault: { kind: 'status', status: 200, body } });
    const { data } = await run(
      `mutation ($input: FinishExternalCallInput!) {
        finishExternalCall(input: $input) { ... on FinishedExternalCall { errors } }
      }`,
      { variables: { input } },
    );
    expect(data).toEqual({ finishExternalCall: { errors: ['No lead', 'No chat'] } });
  });

  it.each([
    ['a refusal of the vendor', { ...input, callId: 'externalCall.0.0' }, 'CALL_NOT_FOUND', /should be registered/, 1],
    ['wrong input', { ...input, userId: null }, 'INVALID_INPUT', /userId or userPhoneInner/, 0],
    ['a webhook', { ...input, provider: 'hook' }, 'WRONG_AUTH_TYPE', /"hook" is reached over a webhook.*"oauth"/, 0],
  ])('answers %s as a typed refusal', async (_name, given, code, message, sent) => {
    const { run, vendor } = await start();
    const { data, errors } = await run(FINISH, { variables: { input: given } });
    expect(errors).toEqual([]);
    const text = expect.stringMatching(message) as string;
    expect(data).toEqual({ finishExternalCall: { __typename: 'ExternalCallRefused', code, message: text } });
    expect(vendor.server.exchanges).toHaveLength(sent);
  });

  it('answers an unknown outcome as such', async () => {
    const { run, vendor } = await start();
    vendor.server.fault({ fault: { kind: 'reset-after' } });
    const { data, errors } = await run(FINISH, { variables: { input } });
    expect(errors).toEqual([]);
    expect(data).toEqual({
      finishExternalCall: {
        __typename: 'ExternalCallOutcomeUnknown',
        message: expect.stringMatching(/not sent again/) as string,
      },
    });
    expect(vendor.server.count()).toBe(1);
  });

  it('names the providers there are where it is given another key', async () => {
    const { run, vendor } = await start();
    const { errors } = await run(FINISH, { variables: { input: { ...input, provider: 'elsewhere' } } });
    expect(errors).toEqual([expect.stringMatching(/^finishExternalCall: UNKNOWN_PROVIDER .*portal, hook, desk/)]);
    expect(vendor.server.exchanges).toEqual([]);
  });
});

describe('the three mutations', () => {
  it('write a call down one after the other, and refuse providers that take none', async () => {
    const { run, vendor } = await start();
    const registered = await run<{ registerExternalCall: { callId: string } }>(
      `mutation ($input: RegisterExternalCallInput!) {
        registerExternalCall(input: $input) {
          ... on RegisteredExternalCall { callId crmCreatedLead crmCreatedEntities { entityType entityId } crmEntityType crmEntityId leadCreationError }
        }
      }`,
      {
        variables: {
          input: {
            provider: 'portal',
            userPhoneInner: '101',
            phoneNumber: '+447700900123',
            type: 'TYPE_1',
            callStartDate: '2026-04-29T12:00:00+02:00',
            crmEntityType: 'LEAD',
            crmEntityId: '12',
            externalCallId: 'pbx-2',
          },
        },
      },
    );
    expect(registered.data.registerExternalCall).toEqual({
      callId: expect.stringMatching(/^externalCall\.[0-9a-f]{32}\.\d+$/) as string,
      crmCreatedLead: null,
      crmCreatedEntities: [],
      crmEntityType: 'LEAD',
      crmEntityId: '12',
      leadCreationError: null,
    });
    const { callId } = registered.data.registerExternalCall;
    const { data, errors } = await run(
      `mutation ($finish: FinishExternalCallInput!, $attach: AttachExternalCallRecordingInput!, $desk: FinishExternalCallInput!) {
        early: attachExternalCallRecording(input: $attach) { ${OUTCOME} }
        finishExternalCall(input: $finish) { ... on FinishedExternalCall { session { direction startedAt cost { amount currency } } } }
        late: attachExternalCallRecording(input: $attach) { ... on AttachedExternalCallRecording { fileId } }
        desk: finishExternalCall(input: $desk) { ${OUTCOME} }
      }`,
      {
        variables: {
          finish: {
            provider: 'portal',
            callId,
            userPhoneInner: '101',
            durationSeconds: 10,
            cost: '0.0500',
            costCurrency: 'EUR',
          },
          attach: { provider: 'portal', callId, filename: 'call.mp3', fileContent: 'SUQz' },
          desk: { ...input, provider: 'desk' },
        },
      },
    );
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      early: { code: 'CALL_NOT_FINISHED' },
      finishExternalCall: {
        session: {
          direction: 'OUTBOUND',
          startedAt: '2026-04-29T10:00:00.000Z',
          cost: { amount: '0.0500', currency: 'EUR' },
        },
      },
      late: { fileId: expect.stringMatching(/^\d+$/) as string },
      desk: { code: 'UNSUPPORTED', message: expect.stringMatching(/"desk" takes no external calls/) as string },
    });
    const written = vendor.server.exchanges.filter(({ operation }) => operation.startsWith('telephony'));
    expect(written.map(({ operation }) => operation.split('.').at(-1))).toEqual([
      'register',
      'attachRecord',
      'finish',
      'attachRecord',
    ]);
  });
});
