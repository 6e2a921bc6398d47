import type { RateLimit } from '../../../domain/provider.ts';
import type { Exchange, HttpResponse } from '../../../transport/http.ts';
import { readJson } from '../../../transport/read-json.ts';
import { recordOf } from '../../../transport/read-wire.ts';
import type { Notes, Question } from '../../connection/index.ts';
import { readFieldsOrNone, retryAfterSecondsIn } from '../../connection/read-reply.ts';
import { isDailyLimit, toError } from './to-error.ts';

/** An answer in JSON; `status` is 404 where Zoom says in words that there is no such thing. Words hold no secret. */
export type Answer = {
  readonly status: number;
  readonly code: string | null;
  readonly message: string | null;
  readonly body: Readonly<Record<string, unknown>>;
  readonly exchange: Exchange;
};

/** Reads an answer, and notes what its headers say of the rate limit of its label. */
export function readAnswer(
  { status, headers, text, exchange }: HttpResponse,
  { operation, budget: label }: Question,
  { words, budget, noteRateLimit }: Notes,
  {
    provider,
    now,
    noteDayIsSpent,
  }: { readonly provider: string; readonly now: number; readonly noteDayIsSpent: () => void },
): Answer {
  const rateLimit = readRateLimit(headers);
  if (rateLimit) noteRateLimit(rateLimit);
  if (headers['x-ratelimit-type'] === 'QPS' && rateLimit?.limit) budget.learn(label, rateLimit.limit);

  const isGood = status >= 200 && status < 300;
  const body = isGood ? recordOf(readJson(text)) : readFieldsOrNone(text);
  // Contact Center has two spellings; `errorCode` comes with an ended token.
  const code = words(body.code) ?? words(body.errorCode);
  const message = words(body.message);
  if (isGood || (status === 404 && code !== null)) return { status, code, message, body, exchange };

  // Whoever goes on asking after the day is spent is asking in vain until it ends.
  const isSpent = status === 429 && isDailyLimit(headers, message);
  if (isSpent) noteDayIsSpent();
  const untilMidnight = isSpent ? secondsUntilMidnight(now) : null;
  const retryAfterSeconds = retryAfterSecondsIn(headers, now) ?? untilMidnight;
  throw toError({ provider, operation, status, code, message, retryAfterSeconds });
}

/** The rate limit headers of an answer; null where it has none. The reset is in Unix seconds. */
function readRateLimit(headers: HttpResponse['headers']): RateLimit | null {
  const limit = toCount(headers['x-ratelimit-limit']);
  const remaining = toCount(headers['x-ratelimit-remaining']);
  if (limit === null && remaining === null) return null;
  const resetsAt = toCount(headers['x-ratelimit-reset']);
  return { limit, remaining, resetsAt: resetsAt === null ? null : resetsAt * 1000 };
}

const toCount = (text: string | undefined): number | null => (/^\d+$/.test(text ?? '') ? Number(text) : null);

const DAY_SECONDS = 86_400;

const secondsUntilMidnight = (now: number): number => Math.ceil(DAY_SECONDS - ((now / 1000) % DAY_SECONDS));
