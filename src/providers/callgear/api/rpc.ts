import { ProviderError } from '../../../domain/provider-error.ts';
import type { ProviderStatus, RateLimit } from '../../../domain/provider.ts';
import { createBreaker } from '../../../transport/breaker.ts';
import type { HttpRequest, HttpResponse, Send } from '../../../transport/http.ts';
import { readJson } from '../../../transport/read-json.ts';
import { readRetryAfter } from '../../../transport/read-retry-after.ts';
import { listOf, numberOrNull, recordOf, textOrNull } from '../../../transport/read-wire.ts';
import { type TokenSource, createTokenSource } from '../../../transport/token-source.ts';
import { withBreaker } from '../../../transport/with-breaker.ts';
import { withBudget } from '../../../transport/with-budget.ts';
import { withConcurrency } from '../../../transport/with-concurrency.ts';
import { DeadlinePassed } from '../../../time/with-deadline.ts';
import { withRetry } from '../../../transport/with-retry.ts';
import { withSharing } from '../../../transport/with-sharing.ts';
import type { ProviderTools } from '../../provider-tools.ts';
import { createStanding } from '../../standing.ts';
import { type VendorWords, createVendorWords } from '../../vendor-words.ts';
import { MINUTE, type Points, createPoints } from './points.ts';
import type { CallgearSettings } from '../settings.ts';
import { isDeadSession, isWorthRepeating, toError, toProviderError } from './to-error.ts';
import { writeJson } from './wire-json.ts';

/** What a method answered: its rows, and how many there are whatever the page. */
export type RpcReply = { readonly data: unknown; readonly total: number | null };

/** Calls one method. Everything it throws is a ProviderError or the signal's reason. */
export type Ask = (method: string, params: Readonly<Record<string, unknown>>, signal: AbortSignal) => Promise<RpcReply>;

/** The way to one account, and how it has answered lately. */
export type Rpc = { readonly ask: Ask; status(): ProviderStatus; dayLimit(): RateLimit | null };

/** The account is asked twice at a time at most: more would only wait at the vendor. */
const IN_FLIGHT = 2;

/** Speaks the vendor's JSON-RPC: one URL, HTTP 200 for everything, the token in the body. */
export function createRpc(settings: CallgearSettings, tools: ProviderTools): Rpc {
  const points = createPoints(tools.now);
  const provider = settings.id;
  const secrets = [settings.accessToken, settings.password].filter((secret) => secret !== undefined);
  let tokensSeen: readonly string[] = [];
  const words = createVendorWords(() => [...secrets, ...tokensSeen]);

  const exchange: Send<RpcReply> = async (request, signal) => {
    points.refuseIfDaySpent();
    const asked = { provider, operation: request.operation };
    try {
      return readReply(await tools.http.send(request, signal), asked, points, words);
    } catch (error) {
      if (signal.aborted && error === signal.reason) throw error;
      throw toProviderError(asked, error);
    }
  };
  const breaker = createBreaker({
    isFailure: (error) =>
      error instanceof ProviderError && (error.kind === 'unavailable' || error.kind === 'timed-out'),
  });
  const send = withSharing(
    withRetry(withBreaker(withBudget(withConcurrency(exchange, IN_FLIGHT), points.budget), breaker), {
      shouldRetry(error) {
        if (error instanceof ProviderError && error.kind === 'rate-limited')
          return error.retryAfterSeconds === null ? {} : { afterMs: error.retryAfterSeconds * 1000 };
        return isWorthRepeating(error) ? {} : null;
      },
    }),
  );

  const standing = createStanding(settings, tools, () => breaker.state() !== 'open');

  const call: Ask = async (method, params, signal) => {
    try {
      const reply = await send(requestOf(method, params, settings), signal);
      standing.noteAnswer();
      return reply;
    } catch (error) {
      if (signal.aborted && !(signal.reason instanceof DeadlinePassed)) throw signal.reason;
      const failure = toProviderError({ provider, operation: method }, error);
      standing.noteFailure(failure);
      throw failure;
    } finally {
      const rateLimit = points.rateLimit();
      if (rateLimit !== null) standing.noteRateLimit(rateLimit);
    }
  };

  const tokens = createTokens(settings, tools, call, (token) => {
    // A session that has just been replaced may still be on its way.
    tokensSeen = [token, ...tokensSeen].slice(0, 2);
  });
  const ask: Ask = async (method, params, signal) => {
    const token = await tokens.get(signal);
    const user = settings.userId === undefined ? {} : { user_id: BigInt(settings.userId) };
    const withToken = (accessToken: string) => ({ access_token: accessToken, ...user, ...params });
    try {
      return await call(method, withToken(token), signal);
    } catch (error) {
      if (settings.accessToken !== undefined || !isDeadSession(error)) throw error;
      tokens.invalidate(token);
      return call(method, withToken(await tokens.get(signal)), signal);
    }
  };
  return { ask, status: () => standing.status(), dayLimit: () => points.dayLimit() };
}

/** The same id each time, so that identical questions asked at the same time are one. */
const REQUEST_ID = 'trunkline';

function requestOf(method: string, params: Readonly<Record<string, unknown>>, settings: CallgearSettings): HttpRequest {
  return {
    method: 'POST',
    url: settings.baseUrl,
    headers: { 'content-type': 'application/json; charset=UTF-8' },
    body: writeJson({ jsonrpc: '2.0', id: REQUEST_ID, method, params }),
    operation: method,
    purpose: method === LOGIN ? 'token' : 'read',
    budget: MINUTE,
  };
}

const LOGIN = 'login.user';
/** Where the vendor's word on a session's end cannot be read. */
const SESSION_MS = 55 * 60_000;

function createTokens(
  settings: CallgearSettings,
  { now }: ProviderTools,
  ask: Ask,
  onToken: (token: string) => void,
): Pick<TokenSource, 'get' | 'invalidate'> {
  const { accessToken, login, password } = settings;
  if (accessToken !== undefined) return { get: async () => accessToken, invalidate: () => {} };
  return createTokenSource({
    now,
    async fetch(signal) {
      const { data } = await ask(LOGIN, { login, password }, signal);
      const { access_token, expire_at } = recordOf(data);
      const token = textOrNull(access_token);
      if (token === null)
        throw new ProviderError(settings.id, 'unreadable', `CallGear answered ${LOGIN} without an access token.`);
      onToken(token);
      const expiresAt = readMoment(expire_at);
      return { token, expiresAt: expiresAt !== null && expiresAt > now() ? expiresAt : now() + SESSION_MS };
    },
  });
}

/** A number of seconds or milliseconds, or a text with a date. */
function readMoment(value: unknown): number | null {
  const number = numberOrNull(value);
  if (number !== null) return number > 1e11 ? number : number * 1000;
  const parsed = Date.parse(textOrNull(value) ?? '');
  return Number.isNaN(parsed) ? null : parsed;
}

type Asked = { readonly provider: string; readonly operation: string };

function readReply(response: HttpResponse, asked: Asked, points: Points, words: VendorWords): RpcReply {
  const { status, headers, text } = response;
  const isJson = text.trimStart().startsWith('{');
  if (!isJson && status >= 300) {
    const retryAfterSeconds = secondsOf(headers);
    if (retryAfterSeconds !== null) points.pause(retryAfterSeconds);
    throw toError(asked, { ...NOTHING_SAID, status, retryAfterSeconds });
  }
  const { result, error } = recordOf(readJson(text));
  if (error !== undefined && error !== null) throw readRefusal(recordOf(error), status, asked, points, words);
  const { data, metadata, meta_data } = recordOf(result);
  if (typeof data !== 'object' || data === null)
    throw new ProviderError(
      asked.provider,
      'unreadable',
      `CallGear answered ${asked.operation} with neither data nor an error.`,
    );
  const said = recordOf(metadata ?? meta_data);
  points.note(said);
  response.exchange.rows = Array.isArray(data) ? data.length : null;
  return { data, total: numberOrNull(said.total_items) };
}

const NOTHING_SAID = { mnemonic: null, code: null, message: null, names: [] };

function readRefusal(
  error: Readonly<Record<string, unknown>>,
  status: number,
  asked: Asked,
  points: Points,
  words: VendorWords,
): ProviderError {
  const data = recordOf(error.data);
  const mnemonic = words(data.mnemonic);
  const code = numberOrNull(error.code);
  const isLimit = mnemonic === 'limit_exceeded' || code === -32029;
  const limitType = textOrNull(recordOf(data.params).limit_type);
  if (!isLimit) points.note(data.metadata);
  const refusal = {
    status,
    mnemonic,
    code,
    message: words(error.message),
    names: namesOf(data).filter((name) => words(name) === name),
    retryAfterSeconds: isLimit ? points.noteRefusal(limitType, data.metadata) : null,
  };
  return toError(asked, refusal);
}

/** The parameter a refusal is about. What was sent may be echoed there, so only plain names are kept of it. */
function namesOf(data: Readonly<Record<string, unknown>>): string[] {
  const values = [data.field, data.value, ...listOf(data.value)];
  return values.filter((value) => typeof value === 'string').filter((value) => /^[a-z_.]{1,60}$/.test(value));
}

const secondsOf = (headers: Readonly<Record<string, string>>): number | null => {
  const ms = readRetryAfter(headers['retry-after'], Date.now());
  return ms === null ? null : Math.ceil(ms / 1000);
};
