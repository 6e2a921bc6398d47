import { ExponentialBackoff } from 'cockatiel';
import { wait } from '../time/wait.ts';
import { DeadlinePassed, deadlineOf } from '../time/with-deadline.ts';
import type { Send } from './http.ts';

/** Null: do not. Otherwise: do, after the wait the vendor asked for, or after our own where it asked for none. */
export type RetryVerdict = { readonly afterMs?: number } | null;

const FIRST_WAIT_MS = 200;
/** A longer wait than this is for the caller to decide. */
const LONGEST_WAIT_MS = 60_000;

/** Sends again what failed and may be sent again: reads and token exchanges, never writes. */
export function withRetry<Reply, Request extends Repeatable>(
  send: Send<Reply, Request>,
  {
    shouldRetry,
    isAnswer = () => true,
    attempts = 3,
    maxMs = 5_000,
    budget = createRetryBudget(),
  }: {
    shouldRetry: (error: unknown) => RetryVerdict;
    /** Whether an error came from the vendor: an attempt that was never sent says less than the answer before it. */
    isAnswer?: (error: unknown) => boolean;
    attempts?: number;
    maxMs?: number;
    budget?: ReturnType<typeof createRetryBudget>;
  },
): Send<Reply, Request> {
  const backoffs = new ExponentialBackoff({ initialDelay: FIRST_WAIT_MS, maxDelay: maxMs });
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
        if (waitMs > LONGEST_WAIT_MS || (deadline !== null && performance.now() + waitMs >= deadline)) throw error;
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

/** Retries per request, over time, and how many of them can be saved. */
const RATIO = 0.2;
const MOST_SAVED = 20;

/**
 * Decides whether one more retry may be sent, so that an outage is not amplified. Beside the ratio there are `floor` retries
 * in every `floorSeconds`, so that a provider that is seldom asked can retry at all.
 */
export function createRetryBudget({ floor = 5, floorSeconds = 10 } = {}) {
  let earned = 0;
  let given: readonly number[] = [];
  return {
    /** A first attempt: it earns a share of a retry. */
    earn(): void {
      earned = Math.min(MOST_SAVED, earned + RATIO);
    },
    /** Takes one retry, if there is one to take. */
    spend(): boolean {
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
