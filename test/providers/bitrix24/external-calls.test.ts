import { describe, expect, it, vi } from 'vitest';
import type { ExternalCallInput, ExternalCalls, WriteOutcome } from '../../../src/domain/external-calls.ts';
import type { Fault } from '../../../src/demo/vendor-server.ts';
import { type Log, SILENT_LOG } from '../../../src/transport/log.ts';
import { createRecordingLog } from '../../support/recording-log.ts';
import finishAnswer from './fixtures/external-call-finish.json' with { type: 'json' };
import { type OauthPortal, sentIn, startOauthPortal, startPortal, unhurried } from './portal.ts';

const { CALL_ID } = finishAnswer.result;
const FINISH = { callId: CALL_ID, userId: '1269', durationSeconds: 95 };
const ATTACH = { callId: CALL_ID, filename: 'call.wav', fileContent: Buffer.alloc(800).toString('base64') };
const REGISTER = { userId: '1269', phoneNumber: '+19061234567', type: '2', externalCallId: 'pbx-1' };
const METHOD = 'telephony.externalCall.finish';

type Portal = OauthPortal & { readonly calls: ExternalCalls };

async function start(changes: Readonly<Record<string, unknown>> = {}, log: Log = SILENT_LOG): Promise<Portal> {
  const portal = await startOauthPortal({ count: 20, hasExamples: true });
  const provider = portal.createProvider({ ...portal.withOauth, ...changes }, log);
  // The access token is there, so that what a test counts is the write alone.
  await provider.listAgents(unhurried());
  portal.vendor.server.resetCounts();
  return { ...portal, calls: provider.externalCalls! };
}

const finish = ({ calls }: Portal, input: ExternalCallInput = FINISH, signal = unhurried()): Promise<WriteOutcome> =>
  calls.finish(input, signal);

/** How many of the finished calls the vendor's statistics hold: the documented one is there from the start. */
const votesOf = (portal: Portal): Promise<(number | null)[]> =>
  portal
    .createProvider()
    .getCalls([{ nativeId: '7', startedAt: undefined }], NO_SELECTION, unhurried())
    .then((slots) => slots.map((slot) => (slot && 'rating' in slot ? slot.rating : null)));
const NO_SELECTION = { fields: new Set<never>(), details: new Set<string>(), raw: false };

describe('an external call', () => {
  it('is registered, finished and equipped with a recording', async () => {
    const portal = await start();
    const registered = await portal.calls.register(REGISTER, unhurried());
    expect(registered).toMatchObject({
      outcome: 'done',
      reply: { row: { CRM_ENTITY_TYPE: 'CONTACT', CRM_ENTITY_ID: 797 } },
    });
    const { callId } = (registered as { reply: { callId: string } }).reply;
    const finished = await finish(portal, { callId, userPhoneInner: '269', durationSeconds: 12, cost: '0.3500' });
    expect(finished).toMatchObject({
      outcome: 'done',
      reply: {
        row: {
          CALL_ID: callId,
          CALL_DURATION: 12,
          COST: 0.35,
          EXTERNAL_CALL_ID: 'pbx-1',
          PORTAL_USER_ID: 1269,
          INCOMING: '2',
        },
      },
    });
    const attached = await portal.calls.attachRecording({ ...ATTACH, callId }, unhurried());
    expect(attached).toMatchObject({ outcome: 'done', reply: { fileId: expect.stringMatching(/^\d+$/) as string } });
    expect(portal.vendor.server.exchanges.map(({ operation }) => operation)).toEqual([
      'telephony.externalCall.register',
      METHOD,
      'telephony.externalCall.attachRecord',
    ]);
  });

  it('is sent with every parameter as the vendor spells it, and with nothing that was left out', async () => {
    const portal = await start();
    await finish(portal, {
      ...FINISH,
      userPhoneInner: '269',
      cost: '0.1234',
      costCurrency: 'EUR',
      statusCode: '603-S',
      failedReason: 'Decline self',
      recordUrl: 'https://pbx.example.com/1.mp3',
      vote: 4,
      addToChat: false,
    });
    await finish(portal);
    const startedAt = Date.parse('2026-03-10T11:19:38+01:00');
    await portal.calls.register({ ...REGISTER, callStartDate: startedAt, crmCreate: true, show: false }, unhurried());
    const sent = portal.vendor.server.exchanges.map((exchange) => ({ ...sentIn(exchange), auth: 'token' }));
    expect(sent).toEqual([
      {
        CALL_ID,
        USER_ID: 1269,
        USER_PHONE_INNER: '269',
        DURATION: 95,
        COST: 0.1234,
        COST_CURRENCY: 'EUR',
        STATUS_CODE: '603-S',
        FAILED_REASON: 'Decline self',
        RECORD_URL: 'https://pbx.example.com/1.mp3',
        VOTE: 4,
        ADD_TO_CHAT: 0,
        auth: 'token',
      },
      { CALL_ID, USER_ID: 1269, DURATION: 95, auth: 'token' },
      {
        USER_ID: 1269,
        PHONE_NUMBER: '+19061234567',
        TYPE: 2,
        EXTERNAL_CALL_ID: 'pbx-1',
        CALL_START_DATE: '2026-03-10T10:19:38+00:00',
        CRM_CREATE: 1,
        SHOW: 0,
        auth: 'token',
      },
    ]);
  });

  it.each(['0.1', '123456789.1234', '0.0000001', '12.3400', '0'])('costs %s to the last digit', async (cost) => {
    const portal = await start();
    await finish(portal, { ...FINISH, cost });
    const [, digits] = /"COST":([^,}]+)/.exec(portal.vendor.server.exchanges[0]!.request.body)!;
    expect(Number(digits)).toBe(Number(cost));
    expect(digits!.length).toBeLessThanOrEqual(cost.length);
  });
});

describe('wrong input', () => {
  it.each<[string, ExternalCallInput, RegExp]>([
    ['no user', { callId: 'x' }, /userId: give userId or userPhoneInner/],
    ['an empty inner number', { callId: 'x', userPhoneInner: ' ' }, /userPhoneInner: must not be empty/],
    ['an empty call id', { ...FINISH, callId: '' }, /callId: must not be empty/],
    ['a user by name', { ...FINISH, userId: 'ada' }, /userId: must be the whole number/],
    ['a negative duration', { ...FINISH, durationSeconds: -1 }, /durationSeconds: must be 0 or more/],
    ['a duration past 32 bits', { ...FINISH, durationSeconds: 2 ** 31 }, /durationSeconds: must fit/],
    ['half a second', { ...FINISH, durationSeconds: 0.5 }, /durationSeconds: must be a whole number/],
    ['a negative cost', { ...FINISH, cost: '-1' }, /cost: must be a decimal number/],
    ['a cost that a double rounds', { ...FINISH, cost: '0.1234567890123456' }, /cost: must not have more than 15/],
    ['a currency sign', { ...FINISH, costCurrency: '€' }, /costCurrency: must be a currency/],
    ['an unknown status', { ...FINISH, statusCode: '999' }, /statusCode/],
    ['no vote as 0', { ...FINISH, vote: 0 }, /vote: must be 1 to 5; leave it out/],
    ['a vote of 6', { ...FINISH, vote: 6 }, /vote: must be 1 to 5/],
    ['a recording on disk', { ...FINISH, recordUrl: 'file:///etc/passwd' }, /recordUrl: must be an address/],
    ['what it does not know', { ...FINISH, colour: 'red' }, /colour/],
  ])('is refused before anything is sent: finish with %s', async (_name, input, message) => {
    const portal = await start();
    expect(await finish(portal, input)).toMatchObject({
      outcome: 'refused',
      code: 'INVALID_INPUT',
      message: expect.stringMatching(message) as string,
    });
    expect(portal.vendor.server.exchanges).toEqual([]);
  });

  it.each<[string, keyof ExternalCalls, ExternalCallInput, RegExp]>([
    ['register without a user', 'register', { phoneNumber: '1', type: '1' }, /userId: give/],
    ['register without digits', 'register', { ...REGISTER, phoneNumber: 'hidden' }, /phoneNumber: must be/],
    ['register with a type 6', 'register', { ...REGISTER, type: '6' }, /type/],
    ['register before 1970', 'register', { ...REGISTER, callStartDate: -1 }, /callStartDate/],
    ['register with half a CRM object', 'register', { ...REGISTER, crmEntityId: '1' }, /crmEntityId: .*together/],
    ['attach nothing', 'attachRecording', { callId: 'x' }, /recordUrl: give either/],
    ['attach a name alone', 'attachRecording', { callId: 'x', filename: 'a.mp3' }, /recordUrl: give either/],
    ['attach twice', 'attachRecording', { ...ATTACH, recordUrl: 'https://a.example/1.mp3' }, /give either/],
    ['attach bytes without a name', 'attachRecording', { callId: 'x', fileContent: 'AAAA' }, /filename: must be given/],
    ['attach an ogg', 'attachRecording', { ...ATTACH, filename: 'a.ogg' }, /filename: .*\.wav or \.mp3/],
    ['attach a path', 'attachRecording', { ...ATTACH, filename: '../a.mp3' }, /filename/],
    ['attach nonsense', 'attachRecording', { ...ATTACH, fileContent: 'not base64' }, /fileContent: .*Base64/],
    ['attach no bytes', 'attachRecording', { ...ATTACH, fileContent: '' }, /fileContent: must not be empty/],
  ])('is refused before anything is sent: %s', async (_name, method, input, message) => {
    const portal = await start();
    expect(await portal.calls[method](input, unhurried())).toMatchObject({
      outcome: 'refused',
      code: 'INVALID_INPUT',
      message: expect.stringMatching(message) as string,
    });
    expect(portal.vendor.server.exchanges).toEqual([]);
  });
});

describe('a refusal of the vendor', () => {
  const core = (text: string, code = 'ERROR_CORE') => [400, code, text] as const;
  it.each<[string, readonly [status: number, code: string, description: string]]>([
    ['WRONG_AUTH_TYPE', [403, 'WRONG_AUTH_TYPE', 'Current authorization type is denied for this method']],
    ['INVALID_ARGUMENT', [400, 'INVALID_ARGUMENT', 'CALL_ID must be a string']],
    ['USER_NOT_GIVEN', core('USER_ID or USER_PHONE_INNER should be set')],
    ['CALL_NOT_FOUND', core('Call is not found (call should be registered prior to finishing)')],
    ['USER_NOT_FOUND', core('User is not found or is not active')],
    ['DATABASE_ERROR', core('Unexpected database error')],
    ['UNKNOWN_TYPE', core('Unknown TYPE')],
    ['INVALID_CALL_START_DATE', core('CALL_START_DATE should be in the ISO-8601 format')],
    ['UNSUPPORTED_PHONE_NUMBER', core('Unsupported phone number format')],
    ['CALL_NOT_FINISHED', core('Call is not found in the statistic table. It looks like it is not finished yet.', '')],
    ['RECORDING_NOT_GIVEN', core('Request should contain either URL or FILENAME parameter', '')],
    ['EMPTY_FILENAME', core('File name is empty')],
    ['WRONG_FILE_EXTENSION', core('Wrong file extension. Only wav and mp3 are allowed')],
    ['EMPTY_FILE_CONTENT', core('File content is empty.')],
    ['INVALID_FILE_CONTENT', core('File content is not properly encoded. Base64 encoding is expected.')],
    ['RECORD_URL_FAILED', core('Server returns HTTP error code 404')],
    ['RECORD_URL_BLOCKED', core('Record URL resolves to a non-public address and was blocked.', '')],
    ['QUERY_LIMIT_EXCEEDED', [503, 'QUERY_LIMIT_EXCEEDED', 'Too many requests']],
    ['OVERLOAD_LIMIT', [503, 'OVERLOAD_LIMIT', 'REST API is blocked due to overload']],
    ['ERROR_BATCH_METHOD_NOT_ALLOWED', [405, 'ERROR_BATCH_METHOD_NOT_ALLOWED', 'Method is not allowed']],
    ['ERROR_BATCH_LENGTH_EXCEEDED', [400, 'ERROR_BATCH_LENGTH_EXCEEDED', 'Max batch length exceeded']],
    ['NO_AUTH_FOUND', [401, 'NO_AUTH_FOUND', 'Wrong authorization data']],
    ['INVALID_REQUEST', [400, 'INVALID_REQUEST', 'Https required']],
    ['ACCESS_DENIED', [403, 'ACCESS_DENIED', 'REST API is available only on commercial plans']],
    ['INVALID_CREDENTIALS', [403, 'INVALID_CREDENTIALS', 'Invalid request credentials']],
    ['ERROR_MANIFEST_IS_NOT_AVAILABLE', [404, 'ERROR_MANIFEST_IS_NOT_AVAILABLE', 'Manifest is not available']],
    ['INSUFFICIENT_SCOPE', [403, 'insufficient_scope', 'The request requires higher privileges']],
    ['USER_ACCESS_ERROR', [403, 'user_access_error', 'The user does not have access to the application']],
    ['PORTAL_DELETED', [500, 'PORTAL_DELETED', 'Portal was deleted']],
    ['RATE_LIMITED', [429, 'OPERATION_TIME_LIMIT', 'Method is blocked due to operation time limit.']],
    ['MISCONFIGURED', [404, 'ERROR_METHOD_NOT_FOUND', 'Method not found!']],
  ])('is %s, and not sent again', async (code, [status, error, error_description]) => {
    const portal = await start();
    portal.vendor.server.fault({ fault: { kind: 'status', status, body: { error, error_description } } });
    const outcome = await finish(portal);
    expect(outcome).toMatchObject({ outcome: 'refused', code });
    // The vendor's own words stay readable.
    expect(outcome).toMatchObject({ message: expect.stringContaining(error_description) as string });
    expect(portal.vendor.server.count()).toBe(1);
  });

  it('comes in its own words from the demo, too', async () => {
    const portal = await start();
    const codeOf = async (input: ExternalCallInput) =>
      ((await finish(portal, { ...FINISH, ...input })) as { code: string }).code;
    expect(await codeOf({ callId: 'externalCall.0.0' })).toBe('CALL_NOT_FOUND');
    // Elena Rossi no longer works here.
    expect(await codeOf({ userId: '15' })).toBe('USER_NOT_FOUND');
    expect(await portal.calls.attachRecording({ ...ATTACH, callId: 'x' }, unhurried())).toMatchObject({
      code: 'CALL_NOT_FINISHED',
    });
  });

  it('by a web server in front of it, which let nothing through', async () => {
    const portal = await start();
    portal.vendor.server.fault({ fault: { kind: 'status', status: 413 } });
    expect(await portal.calls.attachRecording(ATTACH, unhurried())).toMatchObject({ outcome: 'refused' });
  });

  it('leaves the history readable: a refused write is no failure of the provider', async () => {
    const portal = await startOauthPortal({ count: 20 });
    const provider = portal.createProvider(portal.withOauth);
    await provider.listAgents(unhurried());
    portal.vendor.server.fault({ operation: METHOD, fault: { kind: 'forbidden' } });
    await provider.externalCalls!.finish(FINISH, unhurried());
    expect(provider.status()).toMatchObject({ state: 'UP', lastError: null });
  });
});

describe('an unknown outcome', () => {
  const QUERY =
    /callSessions\(first: 1, filter: \{ providers: \["bitrix24"\], bitrix24: \{ callId: \{ eq: "externalCall/;

  it.each<[string, Fault, number | null]>([
    ['the connection is cut before the vendor did anything', { kind: 'reset-before' }, null],
    ['the connection is cut after it did', { kind: 'reset-after' }, 3],
    ['no answer comes', { kind: 'hang' }, null],
    ['a proxy answers with a page', { kind: 'garbage', form: 'html' }, 3],
    ['the answer breaks off', { kind: 'garbage', form: 'truncated' }, 3],
    ['the answer is empty', { kind: 'garbage', form: 'empty' }, 3],
    ['the answer is no JSON', { kind: 'garbage', form: 'not-json' }, 3],
    ['the answer has another shape', { kind: 'garbage', form: 'wrong-shape' }, 3],
    ['the result is something else', { kind: 'status', status: 200, body: { result: true } }, null],
    ['a gateway gives up', { kind: 'status', status: 502 }, null],
    ['a gateway waited too long', { kind: 'status', status: 504 }, null],
    [
      'the vendor stumbles',
      { kind: 'status', status: 500, body: { error: 'INTERNAL_SERVER_ERROR', error_description: 'Internal' } },
      null,
    ],
    [
      'it says what nobody documents',
      { kind: 'status', status: 400, body: { error: 'ERROR_CORE', error_description: 'Something went wrong' } },
      null,
    ],
  ])('is said when %s, and the write is sent once', async (_name, fault, vote) => {
    const portal = await start({ deadlineMs: 400 });
    portal.vendor.server.fault({ operation: METHOD, fault });
    const outcome = await finish(portal, { ...FINISH, vote: 3 });
    expect(outcome).toMatchObject({ outcome: 'unknown', message: expect.stringMatching(QUERY) as string });
    expect(outcome).not.toMatchObject({ message: expect.stringContaining('refused') as string });
    expect(portal.vendor.server.count()).toBe(1);
    portal.vendor.server.clearFaults();
    // The query it names tells: the documented call has a vote of 5 from the start, and no other row comes.
    expect(await votesOf(portal)).toEqual([vote ?? 5]);
  });

  it('of a registration says that registering again finds the call', async () => {
    const portal = await start();
    portal.vendor.server.fault({ times: 1, fault: { kind: 'reset-after' } });
    const lost = await portal.calls.register(REGISTER, unhurried());
    expect(lost).toMatchObject({
      outcome: 'unknown',
      message: expect.stringMatching(/once more with the same/) as string,
    });
    const [first, second] = [
      await portal.calls.register(REGISTER, unhurried()),
      await portal.calls.register(REGISTER, unhurried()),
    ];
    expect(first).toEqual(second);
    expect(portal.vendor.server.count()).toBe(3);
  });

  it('of a recording says where its file would show', async () => {
    const portal = await start();
    portal.vendor.server.fault({ fault: { kind: 'reset-after' } });
    expect(await portal.calls.attachRecording(ATTACH, unhurried())).toMatchObject({
      outcome: 'unknown',
      message: expect.stringMatching(/recordFileId/) as string,
    });
  });
});

describe('a write is sent again', () => {
  it('once, when its access token had expired: the vendor turned it away before it ran', async () => {
    const portal = await start();
    portal.vendor.expireAccessTokens();
    expect(await finish(portal)).toMatchObject({ outcome: 'done' });
    const { exchanges } = portal.vendor.server;
    expect(exchanges.map(({ operation, status }) => [operation, status])).toEqual([
      [METHOD, 401],
      ['oauth/token', 200],
      [METHOD, 200],
    ]);
  });

  it('not a third time, when the new token is refused too', async () => {
    const portal = await start();
    const body = { error: 'expired_token', error_description: 'The access token provided has expired.' };
    portal.vendor.server.fault({ operation: METHOD, fault: { kind: 'status', status: 401, body } });
    expect(await finish(portal)).toMatchObject({ outcome: 'refused', code: 'EXPIRED_TOKEN' });
    expect(portal.vendor.server.count(METHOD)).toBe(2);
  });

  it('never, when the connection is cut under the new token', async () => {
    const portal = await start();
    const body = { error: 'expired_token', error_description: 'The access token provided has expired.' };
    portal.vendor.server.fault({ operation: METHOD, fault: { kind: 'reset-after' } });
    portal.vendor.server.fault({ operation: METHOD, times: 1, fault: { kind: 'status', status: 401, body } });
    expect(await finish(portal)).toMatchObject({ outcome: 'unknown' });
    expect(portal.vendor.server.count(METHOD)).toBe(2);
  });

  it('once at the place a portal has moved to: the same POST, which no method had seen before', async () => {
    const portal = await start();
    const location = `${portal.vendor.server.url}/rest/${METHOD}`;
    portal.vendor.server.fault({ times: 1, fault: { kind: 'status', status: 302, headers: { location } } });
    expect(await finish(portal)).toMatchObject({ outcome: 'done' });
    const { exchanges } = portal.vendor.server;
    expect(exchanges.map(({ request, status }) => [request.method, status])).toEqual([
      ['POST', 302],
      ['POST', 200],
    ]);
    expect(sentIn(exchanges[1])).toEqual(sentIn(exchanges[0]));
  });

  it('nowhere that is no portal', async () => {
    const portal = await start();
    const location = `https://portal.example.net/rest/${METHOD}`;
    portal.vendor.server.fault({ fault: { kind: 'status', status: 302, headers: { location } } });
    expect(await finish(portal)).toMatchObject({ outcome: 'refused', code: 'MISCONFIGURED' });
    expect(portal.vendor.server.count(METHOD)).toBe(1);
  });
});

describe('nothing is sent', () => {
  it('where no connection can be made: unavailable, and safe to try again', async () => {
    const portal = await start();
    await portal.vendor.close();
    expect(await finish(portal)).toMatchObject({ outcome: 'refused', code: 'UNAVAILABLE' });
  });

  it('where no access token can be had', async () => {
    const portal = await start();
    const tokenFile = `${portal.tokenFile}.other`;
    const provider = portal.createProvider({
      webhookUrl: undefined,
      oauth: { ...portal.vendor.oauth, tokenFile, clientSecret: 'another' },
    });
    expect(await provider.externalCalls!.finish(FINISH, unhurried())).toMatchObject({
      outcome: 'refused',
      code: 'MISCONFIGURED',
    });
    expect(portal.vendor.server.count()).toBe(0);
  });

  it('where the time is over before the token has come', async () => {
    const portal = await start();
    const oauth = { ...portal.vendor.oauth, tokenFile: `${portal.tokenFile}.other` };
    const provider = portal.createProvider({ webhookUrl: undefined, oauth, deadlineMs: 100 });
    portal.vendor.server.fault({ operation: 'oauth/token', fault: { kind: 'hang' } });
    expect(await provider.externalCalls!.finish(FINISH, unhurried())).toMatchObject({
      outcome: 'refused',
      code: 'TIMED_OUT',
    });
    expect(portal.vendor.server.count()).toBe(0);
  });

  it('while the breaker keeps the portal from being asked', async () => {
    const portal = await startOauthPortal({ count: 20 });
    const provider = portal.createProvider(portal.withOauth);
    await provider.listAgents(unhurried());
    portal.vendor.server.fault({ times: 5, fault: { kind: 'status', status: 502 } });
    await expect(provider.listAgents(unhurried())).rejects.toMatchObject({ kind: 'unavailable' });
    await expect(provider.listAgents(unhurried())).rejects.toMatchObject({ kind: 'unavailable' });
    portal.vendor.server.resetCounts();
    expect(await provider.externalCalls!.finish(FINISH, unhurried())).toMatchObject({
      outcome: 'refused',
      code: 'UNAVAILABLE',
    });
    expect(portal.vendor.server.count()).toBe(0);
  });

  it('where its caller has left before', async () => {
    const portal = await start();
    const leaving = new AbortController();
    leaving.abort(new Error('gone'));
    await expect(finish(portal, FINISH, leaving.signal)).rejects.toThrow('gone');
    expect(portal.vendor.server.exchanges).toEqual([]);
  });

  it('over a webhook, which has no external calls to offer', async () => {
    const portal = await startPortal();
    const provider = portal.createProvider();
    expect(provider.externalCalls).toBeUndefined();
    expect(provider.externalCalls).toBeUndefined();
  });
});

describe('a caller that leaves', () => {
  it('once its write is on the way does not end it', async () => {
    const portal = await start();
    const leaving = new AbortController();
    portal.vendor.server.fault({ operation: METHOD, fault: { kind: 'latency', ms: 150 } });
    const finishing = finish(portal, { ...FINISH, vote: 2 }, leaving.signal);
    await vi.waitUntil(() => portal.vendor.server.count() === 1, { interval: 1 });
    leaving.abort(new Error('gone'));
    expect(await finishing).toMatchObject({ outcome: 'done' });
    expect(portal.vendor.server.exchanges).toMatchObject([{ status: 200, wasAborted: false }]);
    expect(await votesOf(portal)).toEqual([2]);
  });
});

describe('secrets', () => {
  it('are in no outcome', async () => {
    const portal = await start();
    await finish(portal);
    const token = String(sentIn(portal.vendor.server.exchanges[0]).auth);
    const body = { error: 'ERROR_CORE', error_description: `bad token ${token}` };
    portal.vendor.server.fault({ fault: { kind: 'status', status: 400, body } });
    const said = [await finish(portal), await portal.calls.attachRecording(ATTACH, unhurried())];
    for (const secret of portal.vendor.secrets) expect(JSON.stringify(said)).not.toContain(secret);
  });
});

describe('the log of a write', () => {
  const RECORDED = { ...FINISH, userPhoneInner: '269' };

  /** Writes once while the vendor is in the given trouble; tells what the log says when the vendor is asked, and at the end. */
  async function writeLogged(act: (calls: ExternalCalls) => Promise<WriteOutcome>, fault: Fault) {
    const { log, lines } = createRecordingLog();
    const portal = await start({ deadlineMs: 600 }, log);
    portal.vendor.server.fault({ operation: 'telephony', fault });
    const said = () =>
      lines
        .filter(({ message }) => message.startsWith('a write '))
        .map(({ fields, message }) => ({ ...fields, message }));
    const writing = act(portal.calls);
    await vi.waitUntil(() => portal.vendor.server.count() > 0, { timeout: 20_000, interval: 1 });
    const before = said();
    await writing;
    for (const number of ['19061234567', '"269"', '"1269"']) expect(JSON.stringify(lines)).not.toContain(number);
    return { before, after: said() };
  }
  const SLOW = { kind: 'latency', ms: 200 } as const;
  const first = (method: string, more: object) => ({
    provider: 'bitrix24',
    method,
    write: expect.any(String) as string,
    message: 'a write is being sent',
    ...more,
  });

  it('has a line before it is sent and one after it, with the call id', async () => {
    const { before, after } = await writeLogged((calls) => calls.finish(RECORDED, unhurried()), SLOW);
    expect(before).toEqual([first(METHOD, { callId: CALL_ID })]);
    expect(after).toEqual([...before, { ...before[0], message: 'a write has ended', outcome: 'done' }]);
  });

  it('has the call id that a registration was given', async () => {
    const { before, after } = await writeLogged((calls) => calls.register(REGISTER, unhurried()), SLOW);
    expect(before).toEqual([first('telephony.externalCall.register', {})]);
    const callId = expect.stringMatching(/^externalCall\./) as string;
    expect(after[1]).toEqual({ ...before[0], message: 'a write has ended', outcome: 'done', callId });
  });

  it.each<[string, Fault, object]>([
    [
      'refused',
      { kind: 'status', status: 400, body: { error: '', error_description: 'Call is not found: +19061234567.' } },
      { outcome: 'refused', code: 'CALL_NOT_FOUND' },
    ],
    ['unknown', { kind: 'reset-after' }, { outcome: 'unknown' }],
    ['unknown', { kind: 'hang' }, { outcome: 'unknown' }],
  ])('says %s and why by its code, in no words of the vendor: %j', async (_outcome, fault, end) => {
    const { after } = await writeLogged((calls) => calls.finish(RECORDED, unhurried()), fault);
    expect(after).toHaveLength(2);
    expect(after[1]).toMatchObject({ callId: CALL_ID, message: 'a write has ended', ...end });
  });

  it('says when the caller has left meanwhile', async () => {
    const leaving = new AbortController();
    const { after } = await writeLogged((calls) => {
      setTimeout(() => leaving.abort(new Error('left')), 50);
      return calls.finish(RECORDED, leaving.signal);
    }, SLOW);
    expect(after[1]).toMatchObject({ outcome: 'done', callerHasLeft: true });
  });

  it('has no line where nothing was to be sent', async () => {
    const { log, lines } = createRecordingLog();
    const portal = await start({}, log);
    expect(await finish(portal, { ...FINISH, durationSeconds: -1 })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(lines).toEqual([]);
  });
});
