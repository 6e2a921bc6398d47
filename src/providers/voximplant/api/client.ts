import { ProviderError } from '../../../domain/provider-error.ts';
import type { ProviderStatus } from '../../../domain/provider.ts';
import { createBreaker } from '../../../transport/breaker.ts';
import { createBudget } from '../../../transport/budget.ts';
import type { HttpRequest, HttpStream, Send } from '../../../transport/http.ts';
import { openFile } from '../../../transport/open-file.ts';
import { withBreaker } from '../../../transport/with-breaker.ts';
import { withBudget } from '../../../transport/with-budget.ts';
import { withConcurrency } from '../../../transport/with-concurrency.ts';
import { withRetry } from '../../../transport/with-retry.ts';
import { withSharing } from '../../../transport/with-sharing.ts';
import { withoutTrailing } from '../../../transport/without-trailing.ts';
import type { ProviderTools } from '../../provider-tools.ts';
import { createStanding } from '../../standing.ts';
import { createMediaHosts } from '../media/media-hosts.ts';
import { readEnvelope } from './read-envelope.ts';
import { readServiceAccount } from './service-account.ts';
import type { VoximplantSettings } from '../settings.ts';
import { type Tokens, createTokens } from './tokens.ts';
import { isTokenEnded, toProviderError } from './to-error.ts';
import type { Envelope, Parameters } from './wire.ts';

/** The methods of the Management API that are used; one function each. */
export type Client = {
  getCallHistory(parameters: Parameters, signal: AbortSignal): Promise<Envelope>;
  getUsers(applicationId: string, signal: AbortSignal): Promise<Envelope>;
  getApplications(signal: AbortSignal): Promise<Envelope>;
  /** Opens a file on one of the hosts that keep them, with the token where the file is a secure one. */
  openFile(file: FileRequest, signal: AbortSignal): Promise<HttpStream>;
  readonly status: () => ProviderStatus;
};

/** How a file is asked for. */
export type FileRequest = {
  readonly method: 'GET' | 'HEAD';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
};

const BUDGET = 'api';
/** No figure is published for reading: one or two requests at a time are what the vendor surely stands. */
const REQUESTS_AT_ONCE = 2;
/** A question that looks like an automatic resend (484) is not sent again in a hurry. */
const RESEND_PAUSE_MS = 2_000;
/** An account holds at most a thousand users, so one page is all of them. */
const DIRECTORY_PAGE = '1000';

/** Speaks to one account: signs, waits its turn, asks again what stumbled, and turns every refusal into a ProviderError. */
export function createClient(settings: VoximplantSettings, tools: ProviderTools): Client {
  const { http, now } = tools;
  const provider = settings.id;
  const hosts = createMediaHosts(settings);
  const tokens = createTokens(readServiceAccount(settings), now);
  // The limit is not known: the budget only holds back what the vendor asked to hold back.
  const budget = createBudget({ [BUDGET]: null });
  const breaker = createBreaker({ isFailure: (error) => error instanceof ProviderError && isOutage(error) });
  const standing = createStanding(settings, tools, () => breaker.state() === 'closed');

  const exchange: Send<Envelope> = async (request, signal) => {
    try {
      const envelope = readEnvelope(provider, request.operation, await http.send(request, signal));
      standing.noteAnswer();
      return envelope;
    } catch (thrown) {
      signal.throwIfAborted();
      const error = toProviderError(provider, request.operation, thrown);
      if (error instanceof ProviderError) {
        standing.noteFailure(error);
        if (error.kind === 'rate-limited' && error.retryAfterSeconds !== null)
          budget.pause(BUDGET, Date.now() + error.retryAfterSeconds * 1000);
      }
      throw error;
    }
  };
  const polite = withBudget(withConcurrency(withToken(exchange, tokens), REQUESTS_AT_ONCE), budget);
  const patient = withRetry(withBreaker(polite, breaker), { shouldRetry: toVerdict });
  const send = withSharing(patient);

  const call = async (method: string, parameters: Parameters, signal: AbortSignal): Promise<Envelope> => {
    try {
      return await send(toRequest(settings.baseUrl, method, parameters), signal);
    } catch (error) {
      throw toProviderError(provider, method, error);
    }
  };

  return {
    getCallHistory: (parameters, signal) => call('GetCallHistory', parameters, signal),
    getUsers: (applicationId, signal) =>
      call('GetUsers', { application_id: applicationId, count: DIRECTORY_PAGE }, signal),
    getApplications: (signal) => call('GetApplications', { count: DIRECTORY_PAGE }, signal),
    async openFile({ method, url, headers }, signal) {
      const operation = 'a file';
      try {
        const authorization = `Bearer ${await tokens.get(signal)}`;
        const headersFor = (place: URL) => (hosts.getsToken(place) ? { ...headers, authorization } : headers);
        return await openFile(http.open, { method, url, headersFor, operation }, hosts, signal);
      } catch (error) {
        signal.throwIfAborted();
        throw toProviderError(provider, operation, error);
      }
    },
    status() {
      const pausedUntil = budget.pausedUntil(BUDGET);
      const rateLimit = pausedUntil === null ? null : { limit: null, remaining: 0, resetsAt: pausedUntil };
      return { ...standing.status(), rateLimit };
    },
  };
}

/** Parameters travel as a form: a list of a thousand ids would be too long for a query. */
function toRequest(baseUrl: string, method: string, parameters: Parameters): HttpRequest {
  return {
    method: 'POST',
    url: `${withoutTrailing(baseUrl, '/')}/${method}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams(parameters).toString(),
    operation: method,
    purpose: 'read',
    budget: BUDGET,
  };
}

/** A token that has ended on its way is signed anew, once. */
function withToken(send: Send<Envelope>, tokens: Tokens): Send<Envelope> {
  const sendWith = (request: HttpRequest, token: string, signal: AbortSignal) =>
    send({ ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } }, signal);
  return async (request, signal) => {
    const token = await tokens.get(signal);
    try {
      return await sendWith(request, token, signal);
    } catch (error) {
      if (!isTokenEnded(error)) throw error;
      tokens.renew(token, error);
      return sendWith({ ...request, retries: (request.retries ?? 0) + 1 }, await tokens.get(signal), signal);
    }
  };
}

function toVerdict(error: unknown): { afterMs?: number } | null {
  if (!(error instanceof ProviderError) || !error.isTransient) return null;
  if (error.retryAfterSeconds !== null) return { afterMs: error.retryAfterSeconds * 1000 };
  return error.code === '484' ? { afterMs: RESEND_PAUSE_MS * (1 + Math.random()) } : {};
}

const isOutage = (error: ProviderError): boolean => error.kind === 'unavailable' || error.kind === 'timed-out';
