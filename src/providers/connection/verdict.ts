import { ProviderError } from '../../domain/provider-error.ts';
import { DeadlinePassed } from '../../time/with-deadline.ts';
import { BreakerOpen, type CountsAs } from '../../transport/breaker.ts';
import { BudgetExhausted } from '../../transport/budget.ts';
import { HttpError } from '../../transport/http-error.ts';
import type { RetryVerdict } from '../../transport/with-retry.ts';

/** What follows from a refusal, beside its kind. */
export type Verdict = {
  /**
   * How long the vendor wants its limit left alone: null where it names no time, undefined where the refusal is not about
   * the limit that the request drew from.
   */
  readonly holdMs?: number | null;
  readonly retry: RetryVerdict;
};

/** What follows from most refusals; a vendor names those that are an exception. */
export function verdictOf(error: unknown): Verdict {
  const told = judged(error);
  if (!(told instanceof ProviderError) || !told.isTransient || isOurs(told.cause)) return { retry: null };
  const waitMs = told.retryAfterSeconds === null ? null : told.retryAfterSeconds * 1000;
  // The budget knows when the next one may go.
  if (told.kind === 'rate-limited') return { holdMs: waitMs, retry: { afterMs: 0 } };
  return { retry: waitMs === null ? {} : { afterMs: waitMs } };
}

/** What an error says of the vendor's health. */
export function countsAs(error: unknown): CountsAs {
  const told = judged(error);
  if (told instanceof DeadlinePassed) return 'failure';
  if (!(told instanceof ProviderError) || isOurs(told.cause)) return 'nothing';
  return OUTAGES.has(told.kind) ? 'failure' : 'answer';
}

/** Whether an error came from the vendor or from its silence, rather than from what kept a request from being sent. */
export const isVendors = (error: unknown): boolean =>
  !isUnsent(error) && !(error instanceof ProviderError && isUnsent(error.cause));

const OUTAGES: ReadonlySet<string> = new Set(['unavailable', 'timed-out', 'unreadable']);

/** What keeps a request from being sent. */
const isUnsent = (error: unknown): boolean => error instanceof BreakerOpen || error instanceof BudgetExhausted;

/** Not the vendor's doing, or nothing that would come out otherwise another time. */
const isOurs = (cause: unknown): boolean =>
  isUnsent(cause) || (cause instanceof HttpError && (cause.kind === 'too-large' || cause.kind === 'closed'));

/** A vendor's own error around another, as of a write whose outcome is unknown, is judged by what it is around. */
function judged(error: unknown): unknown {
  if (error instanceof ProviderError || isUnsent(error)) return error;
  return error instanceof Error && error.cause !== undefined ? error.cause : error;
}
