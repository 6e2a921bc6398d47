import { ProviderError, toLogFields } from '../../domain/provider-error.ts';
import type { ProviderKind, ProviderStatus, RateLimit } from '../../domain/provider.ts';
import { BreakerOpen } from '../../transport/breaker.ts';
import { BudgetExhausted } from '../../transport/budget.ts';
import { countOrNull } from '../../transport/read-wire.ts';
import { type Instant, instantOrNull } from '../../time/instant.ts';
import { believedMs } from '../../transport/pause.ts';
import type { ProviderTools } from '../provider-kinds.ts';

/** After this long without a question a vendor that was down may be back: only asking it tells. */
const REMEMBERED_MS = 10_000;
/** A vendor that answers and fails by turns is told of once a minute, not once a request. */
const SAID_AGAIN_AFTER_MS = 60_000;

/**
 * Remembers the last outcome, and logs when a vendor stops answering and when it answers again. `isAsked` is false while
 * the breaker keeps the vendor from being asked.
 */
export function createHealth(
  { id, kind }: { readonly id: string; readonly kind: ProviderKind },
  { log }: Pick<ProviderTools, 'log'>,
  isAsked: () => boolean,
) {
  let last: { readonly error: ProviderError; readonly at: number } | null = null;
  let rateLimit: RateLimit | null = null;
  let isTroubleTold = false;
  let toldAt = -Infinity;

  const tell = (error: ProviderError): void => {
    if (isTroubleTold || performance.now() - toldAt < SAID_AGAIN_AFTER_MS) return;
    [isTroubleTold, toldAt] = [true, performance.now()];
    log.warn({ provider: id, vendor: kind, ...toLogFields(error) }, 'a provider fails');
  };
  const stateOf = ({ error, at }: { error: ProviderError; at: number }): ProviderStatus['state'] => {
    const rememberedMs = Math.max(REMEMBERED_MS, believedMs((error.retryAfterSeconds ?? 0) * 1000));
    const canBeAsked = (error.isTransient && isAsked()) || performance.now() - at >= rememberedMs;
    return canBeAsked ? 'DEGRADED' : 'DOWN';
  };

  return {
    noteAnswer(): void {
      last = null;
      if (!isTroubleTold) return;
      isTroubleTold = false;
      log.info({ provider: id, vendor: kind }, 'a provider answers again');
    },
    noteFailure(thrown: unknown): void {
      const error = readFailure(thrown, last === null);
      if (error === null) return;
      last = { error, at: performance.now() };
      tell(error);
    },
    noteRateLimit(seen: RateLimit): void {
      rateLimit = {
        limit: wholeOf(seen.limit),
        remaining: wholeOf(seen.remaining),
        resetsAt: sinceEpochOrNull(seen.resetsAt),
      };
    },
    status: (): ProviderStatus => ({
      state: last === null ? 'UP' : stateOf(last),
      lastError: last?.error.message ?? null,
      lastErrorKind: last?.error.kind ?? null,
      rateLimit,
    }),
  };
}

/** Some vendors count in fractions; what is left of a request is none. */
const wholeOf = (count: number | null): number | null => (count === null ? null : countOrNull(Math.floor(count)));

/** No limit ends before there were any. */
const sinceEpochOrNull = (at: Instant | null): Instant | null => {
  const instant = instantOrNull(at);
  return instant !== null && instant >= 0 ? instant : null;
};

/** What the failure says of the vendor's health; null for what says nothing of it, or nothing new. */
function readFailure(thrown: unknown, isFirst: boolean): ProviderError | null {
  if (!(thrown instanceof ProviderError)) return null;
  // A question the vendor cannot answer, and one that our own politeness kept back.
  if (thrown.kind === 'unsupported' || thrown.cause instanceof BudgetExhausted) return null;
  if (!(thrown.cause instanceof BreakerOpen)) return thrown;
  // Not asked: its failure before is what there is to tell, without a countdown that soon is over.
  if (!isFirst) return null;
  return thrown.cause.cause instanceof ProviderError ? thrown.cause.cause : thrown;
}
