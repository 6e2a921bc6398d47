import { ProviderError } from '../../../domain/provider-error.ts';
import { createBreaker } from '../../../transport/breaker.ts';
import type { Budget } from '../../../transport/budget.ts';
import type { Exchange, HttpRequest, HttpResponse, HttpStream, Send } from '../../../transport/http.ts';
import { readJson } from '../../../transport/read-json.ts';
import { readRetryAfter } from '../../../transport/read-retry-after.ts';
import { recordOf } from '../../../transport/read-wire.ts';
import { withBreaker } from '../../../transport/with-breaker.ts';
import { withBudget } from '../../../transport/with-budget.ts';
import { withConcurrency } from '../../../transport/with-concurrency.ts';
import { type RetryVerdict, withRetry } from '../../../transport/with-retry.ts';
import { withSharing } from '../../../transport/with-sharing.ts';
import type { ProviderTools } from '../../provider-tools.ts';
import { type Standing, createStanding } from '../../standing.ts';
import { type VendorWords, createVendorWords } from '../../vendor-words.ts';
import { createMediaHosts } from '../media/media-hosts.ts';
import { createAccessToken, withAccessToken } from './access-token.ts';
import { createRateBudget } from './rate.ts';
import { readRateLimit } from './read-rate-limit.ts';
import type { ZoomContactCenterSettings } from '../settings.ts';
import { isDailyLimit, isTokenRefusal, toError, toProviderError } from './to-error.ts';

/** How much a question weighs: each label has its own limit per second, heavy ones also one a day. */
export type Label = 'light' | 'medium' | 'heavy';

/** An answer in JSON; `status` is 404 where Zoom says in words that there is no such thing. Words hold no secret. */
export type Answer = {
  readonly status: number;
  readonly code: string | null;
  readonly message: string | null;
  readonly body: Readonly<Record<string, unknown>>;
  readonly exchange: Exchange;
};

/** The way to the vendor, with everything that makes it polite and steady. */
export type Asking = {
  readonly ask: Send<Answer>;
  /** Opens bytes, with the token where it belongs. */
  readonly open: Send<HttpStream>;
  readonly standing: Standing;
};

/** Fewer at a time than connections, since "too many concurrent requests" is a refusal, too. */
const MAX_CONCURRENT = 8;
const DAY_SECONDS = 86_400;

/** Puts the wrappers together: shared, then at most eight, then retried, each try within its budget. */
export function createAsking(settings: ZoomContactCenterSettings, tools: ProviderTools): Asking {
  const { http, now } = tools;
  const budget = createRateBudget(settings.plan);
  const breaker = createBreaker({ isFailure: isOutage });
  const standing = createStanding(settings, tools, () => breaker.state() === 'closed');
  let tokensSeen: readonly string[] = [];
  const words = createVendorWords(() => [settings.clientSecret, ...tokensSeen]);
  const noteToken = (token: string): void => {
    // A token that has just been replaced may still be on its way.
    tokensSeen = [token, ...tokensSeen].slice(0, 2);
  };
  const tokens = createAccessToken(settings, http.send, now, { noteToken, words });
  const context: Reading = { settings, budget, standing, now, words };

  const exchange = withAccessToken(http.send, tokens, (reply) => isTokenRefusal(reply.status, codeOf(reply, words)));
  const answered: Send<Answer> = (request, signal) =>
    exchange(request, signal).then(
      (reply) => readAnswer(reply, request, context),
      (error: unknown) => {
        throw toProviderError(settings.id, request.operation, error);
      },
    );
  const tried = withBudget(withBreaker(answered, breaker), budget);
  const retried = withRetry(tried, { shouldRetry: retryVerdict });
  const shared = withSharing(withConcurrency(retried, MAX_CONCURRENT));

  const hosts = createMediaHosts(settings);
  const openWithToken = withAccessToken(
    http.open,
    tokens,
    (stream) => stream.status === 401,
    (stream) => void stream.body.destroy(),
  );
  const opened: Send<HttpStream> = (request, signal) =>
    (hosts.getsToken(new URL(request.url)) ? openWithToken : http.open)(request, signal).catch((error: unknown) => {
      throw toProviderError(settings.id, request.operation, error);
    });

  return {
    standing,
    ask: (request, signal) =>
      refuseWhilePaused(request, context, () => shared(request, signal)).then(
        (answer) => {
          standing.noteAnswer();
          return answer;
        },
        (error: unknown) => {
          const failure = toProviderError(settings.id, request.operation, error);
          standing.noteFailure(failure);
          throw failure;
        },
      ),
    open: withRetry(opened, { shouldRetry: retryVerdict }),
  };
}

type Reading = {
  readonly settings: ZoomContactCenterSettings;
  readonly budget: Budget;
  readonly standing: Standing;
  readonly now: () => number;
  readonly words: VendorWords;
};

function readAnswer(reply: HttpResponse, request: HttpRequest, context: Reading): Answer {
  const { settings, budget, now, words, standing } = context;
  const { status, headers, exchange } = reply;
  const rateLimit = readRateLimit(headers);
  if (rateLimit) standing.noteRateLimit(rateLimit);
  const isPerSecond = headers['x-ratelimit-type'] === 'QPS';
  if (isPerSecond && rateLimit?.limit && request.budget) budget.learn(request.budget, rateLimit.limit);

  const isGood = status >= 200 && status < 300;
  const body = isGood ? readBody(reply, request, settings.id) : recordOf(readOrNull(reply.text));
  const code = codeIn(body, words);
  const message = words(body.message);
  const isSaidMissing = status === 404 && code !== null;
  if (isGood || isSaidMissing) return { status, code, message, body, exchange };

  const isDaily = status === 429 && isDailyLimit(headers, message);
  const waitMs = readRetryAfter(headers['retry-after'], now()) ?? (isDaily ? msUntilMidnight(now()) : null);
  // Whoever goes on asking after the day is spent is asking in vain until it ends.
  if (isDaily && waitMs !== null && request.budget) budget.pause(request.budget, Date.now() + waitMs);
  throw toError({
    provider: settings.id,
    operation: request.operation,
    status,
    code,
    message,
    retryAfterSeconds: waitMs === null ? null : Math.ceil(waitMs / 1000),
  });
}

function readBody(reply: HttpResponse, request: HttpRequest, provider: string): Readonly<Record<string, unknown>> {
  try {
    return recordOf(readJson(reply.text));
  } catch (error) {
    throw toProviderError(provider, request.operation, error);
  }
}

// A day's end may be hours away: without a deadline nobody would ever be told.
async function refuseWhilePaused<Value>(
  { budget: label, operation }: HttpRequest,
  { budget, settings }: Reading,
  ask: () => Promise<Value>,
): Promise<Value> {
  const until = label === undefined ? null : budget.pausedUntil(label);
  const waitSeconds = until === null ? 0 : Math.ceil((until - Date.now()) / 1000);
  if (waitSeconds <= MAX_PAUSE_SECONDS) return ask();
  const text = `${operation} was not sent: Zoom's daily limit is reached.`;
  throw new ProviderError(settings.id, 'rate-limited', text, { code: '429', retryAfterSeconds: waitSeconds });
}

const MAX_PAUSE_SECONDS = 60;

/** What the limit per second asks for; retries of several askers should not meet again. */
const SECOND_LIMIT_MS = 1000;

function retryVerdict(error: unknown): RetryVerdict {
  if (!(error instanceof ProviderError) || !error.isTransient) return null;
  if (error.retryAfterSeconds !== null) return { afterMs: error.retryAfterSeconds * 1000 };
  return error.kind === 'rate-limited' ? { afterMs: SECOND_LIMIT_MS * (1 + Math.random() / 4) } : {};
}

const isOutage = (error: unknown): boolean =>
  error instanceof ProviderError && (error.kind === 'unavailable' || error.kind === 'timed-out');

const msUntilMidnight = (now: number): number => DAY_SECONDS * 1000 - (now % (DAY_SECONDS * 1000));

const codeOf = (reply: HttpResponse, words: VendorWords): string | null =>
  reply.status === 400 ? codeIn(recordOf(readOrNull(reply.text)), words) : null;

/** Contact Center has two spellings; `errorCode` comes with an ended token. */
const codeIn = (body: Readonly<Record<string, unknown>>, words: VendorWords): string | null =>
  words(body.code) ?? words(body.errorCode);

function readOrNull(text: string): unknown {
  try {
    return readJson(text);
  } catch {
    return null;
  }
}
