import { ProviderError, type ProviderErrorKind } from '../domain/provider-error.ts';
import { BreakerOpen } from '../transport/breaker.ts';
import { BudgetExhausted } from '../transport/budget.ts';
import { HttpError } from '../transport/http-error.ts';
import { UnreadableReply } from '../transport/read-json.ts';
import { toProviderErrorKind } from './to-provider-error-kind.ts';
import { toSentence } from './to-sentence.ts';

/** What was asked, and of whom. */
export type Question = {
  readonly provider: string;
  /** The vendor's name: "Bitrix24". */
  readonly vendor: string;
  readonly operation: string;
  /** What is used up when a budget is: "the rate limit of the portal". */
  readonly limitOf: (label: string) => string;
};

/** What the transport threw in the port's words, alike for every vendor; what it did not throw stays as it is. */
export function toTransportError(error: unknown, { provider, vendor, operation, limitOf }: Question): unknown {
  const fail = (
    kind: ProviderErrorKind,
    words: string,
    more: { retryAfterSeconds?: number; detail?: string | null } = {},
  ): ProviderError => new ProviderError(provider, kind, toSentence(words), { cause: error, ...more });
  if (error instanceof HttpError)
    return fail(toProviderErrorKind(error.kind), `${vendor} gave no whole answer: ${error.message}`, {
      detail: `asked at ${error.host}`,
    });
  if (error instanceof UnreadableReply)
    return fail('unreadable', `${vendor} answered ${operation}, but ${error.message}`);
  if (error instanceof BudgetExhausted) {
    const seconds = Math.ceil(error.retryAfterMs / 1000);
    const why = `${limitOf(error.label)} is used up; next try in ${seconds} s`;
    return fail('rate-limited', `${vendor} was not asked for ${operation}: ${why}`, { retryAfterSeconds: seconds });
  }
  if (error instanceof BreakerOpen) {
    const last = error.cause instanceof ProviderError ? error.cause : null;
    const seconds = Math.ceil(error.retryAfterMs / 1000);
    const why = `it failed repeatedly; next try in ${seconds} s. Last: ${last?.message ?? 'no answer in time'}`;
    return fail(last?.kind ?? 'unavailable', `${vendor} was not asked for ${operation}: ${why}`, {
      retryAfterSeconds: seconds,
      detail: last?.detail ?? null,
    });
  }
  return error;
}
