import { ProviderError, type ProviderErrorKind } from '../../domain/provider-error.ts';
import { DeadlinePassed } from '../../time/with-deadline.ts';
import { BreakerOpen } from '../../transport/breaker.ts';
import { BudgetExhausted } from '../../transport/budget.ts';
import { ForeignHost } from '../../transport/file-hosts.ts';
import { HttpError, type HttpErrorKind } from '../../transport/http-error.ts';
import { UnreadableReply } from '../../transport/read-json.ts';
import { toSentence } from '../vendor-words.ts';

/** How the vendor and what is its own are called in errors. */
export type VendorNames = {
  /** "Bitrix24". */
  readonly name: string;
  /** What is used up when a label's budget is: "the rate limit of the portal". */
  readonly limitOf: (label: string) => string;
  /** The setting that names hosts of files. */
  readonly hostsSetting: string;
};

/** Says what fails in the port's words; the caller's own leaving stays as it is, its deadline too unless told otherwise. */
export const createTranslated =
  (provider: string, names: VendorNames) =>
  async <Value>(
    operation: string,
    signal: AbortSignal,
    act: () => Promise<Value>,
    tellsDeadline = false,
  ): Promise<Value> => {
    try {
      return await act();
    } catch (error) {
      const isReason = signal.aborted && error === signal.reason;
      if (isReason && !(tellsDeadline && error instanceof DeadlinePassed)) throw error;
      throw toProviderError(error, { ...names, provider, operation });
    }
  };

type Asked = VendorNames & { readonly provider: string; readonly operation: string };

/** What the transport threw in the port's words, alike for every vendor; what it did not throw stays as it is. */
export function toProviderError(
  error: unknown,
  { provider, name: vendor, operation, limitOf, hostsSetting }: Asked,
): unknown {
  const fail = (
    kind: ProviderErrorKind,
    words: string,
    more: { retryAfterSeconds?: number; detail?: string | null } = {},
  ): ProviderError => new ProviderError(provider, kind, toSentence(words), { cause: error, ...more });
  if (error instanceof HttpError)
    return fail(KINDS[error.kind], `${vendor} gave no whole answer: ${error.message}`, {
      detail: `asked at ${error.host}`,
    });
  if (error instanceof UnreadableReply)
    return fail('unreadable', `${vendor} answered ${operation}, but ${error.message}`);
  if (error instanceof DeadlinePassed) return fail('timed-out', `${vendor} gave no answer to ${operation} in time`);
  if (error instanceof ForeignHost) {
    const why = `${error.message}. If it is right, name the host in ${hostsSetting}: the log says which`;
    return fail('misconfigured', `${vendor} names a file that is not fetched: ${why}`, {
      detail: error.host,
    });
  }
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

/** What an exchange that brought no whole reply means to a caller. */
const KINDS: Readonly<Record<HttpErrorKind, ProviderErrorKind>> = {
  'not-connected': 'unavailable',
  reset: 'unavailable',
  closed: 'unavailable',
  'timed-out': 'timed-out',
  'too-large': 'unreadable',
  unreadable: 'unreadable',
};
