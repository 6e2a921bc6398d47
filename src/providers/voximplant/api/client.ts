import type { MediaRequest } from '../../../domain/media.ts';
import type { FileRequest } from '../../../transport/file-hosts.ts';
import type { HttpStream } from '../../../transport/http.ts';
import { withoutTrailing } from '../../../transport/read-wire.ts';
import { type Question, type Vendor, createConnection } from '../../connection/index.ts';
import type { ReadFile } from '../../connection/read-file.ts';
import type { ProviderTools } from '../../provider-kinds.ts';
import { rangeHeaders } from '../../to-opened-media.ts';
import { withFileToken } from '../../with-file-token.ts';
import { createMediaHosts } from '../media/media-hosts.ts';
import { type VoximplantSettings, identityOf } from '../settings.ts';
import { readEnvelope } from './read-envelope.ts';
import { type Tokens, createTokens, readServiceAccount } from './tokens.ts';
import { isResend, isTokenEnded } from './to-error.ts';
import type { Envelope, Parameters } from './wire.ts';

/** The methods of the Management API that are used; one function each. */
export type Client = ReturnType<typeof createClient>;

const BUDGET = 'api';
/** No figure is published for reading: one or two requests at a time are what the vendor surely stands. */
const REQUESTS_AT_ONCE = 2;
/** A question that looks like an automatic resend is not sent again in a hurry. */
const RESEND_PAUSE_MS = 2_000;
/** An account holds at most a thousand users, so one page is all of them. */
const DIRECTORY_PAGE = '1000';

/** Speaks to one account. */
export function createClient(settings: VoximplantSettings, tools: ProviderTools) {
  const hosts = createMediaHosts(settings);
  const tokens = createTokens(readServiceAccount(settings), tools.now);
  const connection = createConnection(settings, createVendor(settings, tokens, tools), tools);

  const toFile = (url: string, request: MediaRequest): FileRequest => {
    const headers = rangeHeaders(request);
    return { method: request.method, url, headersFor: () => headers, operation: 'a file' };
  };
  const openWithToken = withFileToken(hosts, {
    get: tokens.get,
    // A file is refused without a reason: what a token that the vendor holds to be none gets, and who may not read.
    replace: (token, status) => (status === 401 || status === 403) && tokens.followClock(token),
  });

  const call = (operation: string, parameters: Parameters, signal: AbortSignal): Promise<Envelope> =>
    connection.ask({ operation, parameters, purpose: 'read', budget: BUDGET }, signal);

  return {
    getCallHistory: (parameters: Parameters, signal: AbortSignal) => call('GetCallHistory', parameters, signal),
    getUsers: (applicationId: string, signal: AbortSignal) =>
      call('GetUsers', { application_id: applicationId, count: DIRECTORY_PAGE }, signal),
    getApplications: (signal: AbortSignal) => call('GetApplications', { count: DIRECTORY_PAGE }, signal),
    /** Opens a file on one of the hosts that keep them, with the token where the file is a secure one. */
    openFile: (url: string, request: MediaRequest, signal: AbortSignal): Promise<HttpStream> =>
      connection.openFile(toFile(url, request), hosts, signal, openWithToken),
    /** Reads a small file, likewise. */
    readFile(url: string, mostBytes: number, signal: AbortSignal): Promise<ReadFile> {
      const file = { ...toFile(url, { method: 'GET' }), mostBytes, budget: BUDGET };
      return connection.readFile(file, hosts, signal, openWithToken);
    },
    status: () => connection.status(),
  };
}

type Asked = Question & { readonly parameters: Parameters };

function createVendor(settings: VoximplantSettings, tokens: Tokens, { now }: ProviderTools): Vendor<Asked, Envelope> {
  const { id, baseUrl } = settings;
  return {
    name: 'Voximplant',
    account: identityOf(settings),
    limits: { rates: { [BUDGET]: null }, atOnce: REQUESTS_AT_ONCE },
    limitOf: () => 'the rate limit of the account',
    hostsSetting: 'mediaHosts',
    // The vendor's words are shown without links and tokens: see to-error.ts.
    secrets: () => [],
    identityOf: ({ operation, parameters }) => JSON.stringify([operation, parameters]),
    prepare: (signal) => tokens.get(signal),
    async authorise({ operation, parameters }, signal) {
      const token = await tokens.get(signal);
      return {
        method: 'POST',
        url: `${withoutTrailing(baseUrl, '/')}/${operation}`,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/x-www-form-urlencoded',
          accept: 'application/json',
        },
        // A form: a list of a thousand ids would be too long for a query.
        body: new URLSearchParams(parameters).toString(),
        token,
      };
    },
    renew(refusal, { token }, before) {
      if (token === null || before.length > 0 || !isTokenEnded(refusal)) return false;
      tokens.renew(token, refusal);
      return true;
    },
    read: (response, { operation }, { words }) => readEnvelope({ id, operation, words, now: now() }, response),
    verdictOf: (error) =>
      isResend(error) ? { holdMs: null, retry: { afterMs: RESEND_PAUSE_MS * (1 + Math.random()) } } : undefined,
  };
}
