import { ExponentialBackoff } from 'cockatiel';
import { wait } from '../time/wait.ts';
import { DeadlinePassed, deadlineOf } from '../time/with-deadline.ts';
import type { Send } from './http.ts';

/** Null: do not. Otherwise: do, after the wait the vendor asked for, or after our own where it asked for none. */
export type RetryVerdict = { readonly afterMs?: number } | null;

/** Sends again what failed and may be sent again: reads and token exchanges, never writes. */
export function withRetry<Reply, Request extends Repeatable>(
  send: Send<Reply, Request>,
  {
    shouldRetry,
    isAnswer = () => true,
    attempts = 3,
    baseMs = 200,
    maxMs = 5_000,
    maxVendorWaitMs = 60_000,
    budget = createRetryBudget(),
  }: {
    shouldRetry: (error: unknown) => RetryVerdict;
    /** Whether an error came from the vendor: an attempt that was never sent says less than the answer before it. */
    isAnswer?: (error: unknown) => boolean;
    attempts?: number;
    baseMs?: number;
    maxMs?: number;
    /** A longer wait than this is for the caller to decide. */
    maxVendorWaitMs?: number;
    budget?: RetryBudget;
  },
): Send<Reply, Request> {
  const backoffs = new ExponentialBackoff({ initialDelay: baseMs, maxDelay: maxMs });
  return async (request, signal) => {
    if (request.purpose === 'write') return send(request, signal);
    budget.earn();
    let backoff = backoffs.next();
    let lastAnswer: unknown;
    let failedAt = 0;
    for (let retries = 0; ; retries += 1) {
      try {
        return await send(retries === 0 ? request : { ...request, retries, wantedAt: failedAt }, signal);
      } catch (error) {
        failedAt = performance.now();
        const isUnsent = retries > 0 && (error instanceof DeadlinePassed || !isAnswer(error));
        lastAnswer = isUnsent ? lastAnswer : error;
        if (isUnsent || signal.aborted || retries + 1 >= attempts) throw isGone(signal) ? error : lastAnswer;
        const verdict = shouldRetry(error);
        if (!verdict) throw error;
        const waitMs = verdict.afterMs ?? backoff.duration;
        const deadline = deadlineOf(signal);
        // The vendor's last answer says more than a timeout would.
        if (waitMs > maxVendorWaitMs || (deadline !== null && performance.now() + waitMs >= deadline)) throw error;
        if (!budget.spend()) throw error;
        await waitUnlessPast(waitMs, signal, error);
        backoff = backoff.next(undefined);
      }
    }
  };
}

/** The part of a request that decides whether it may be sent again. */
export type Repeatable = {
  readonly purpose: 'read' | 'write' | 'token';
  readonly retries?: number;
  /** One that is sent again is wanted from the moment it failed: the trace shows the wait between. */
  readonly wantedAt?: number;
};

/** Whether the caller has left, who wants to hear its own reason and no vendor's. */
const isGone = (signal: AbortSignal): boolean => signal.aborted && !(signal.reason instanceof DeadlinePassed);

async function waitUnlessPast(ms: number, signal: AbortSignal, lastError: unknown): Promise<void> {
  try {
    if (ms > 0) await wait(ms, signal);
  } catch (reason) {
    throw reason instanceof DeadlinePassed ? lastError : reason;
  }
}

/** Decides whether one more retry may be sent, so that an outage is not amplified. */
type RetryBudget = {
  /** A first attempt: it earns a share of a retry. */
  earn(): void;
  /** Takes one retry, if there is one to take. */
  spend(): boolean;
};

/**
 * At most `ratio` retries per request, over time; besides, `floor` retries in every `floorSeconds`, so that a provider
 * that is seldom asked can retry at all.
 */
export function createRetryBudget({ ratio = 0.2, most = 20, floor = 5, floorSeconds = 10 } = {}): RetryBudget {
  let earned = 0;
  let given: readonly number[] = [];
  return {
    earn() {
      earned = Math.min(most, earned + ratio);
    },
    spend() {
      if (earned >= 1) {
        earned -= 1;
        return true;
      }
      const now = performance.now();
      given = given.filter((at) => at > now - floorSeconds * 1000);
      if (given.length >= floor) return false;
      given = [...given, now];
      return true;
    },
  };
}
