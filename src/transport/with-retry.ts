import { ExponentialBackoff } from 'cockatiel';
import type { Send } from './http.ts';
import { type RetryBudget, createRetryBudget } from './retry-budget.ts';
import { wait } from '../time/wait.ts';
import { DeadlinePassed, deadlineOf } from '../time/with-deadline.ts';

/** Null: do not. Otherwise: do, after the wait the vendor asked for, or after our own where it asked for none. */
export type RetryVerdict = { readonly afterMs?: number } | null;

/** Sends again what failed and may be sent again: reads and token exchanges, never writes. */
export function withRetry<Reply>(
  send: Send<Reply>,
  {
    shouldRetry,
    attempts = 3,
    baseMs = 200,
    maxMs = 5_000,
    maxVendorWaitMs = 60_000,
    budget = createRetryBudget(),
  }: {
    shouldRetry: (error: unknown) => RetryVerdict;
    attempts?: number;
    baseMs?: number;
    maxMs?: number;
    /** A longer wait than this is for the asker to decide. */
    maxVendorWaitMs?: number;
    budget?: RetryBudget;
  },
): Send<Reply> {
  const backoffs = new ExponentialBackoff({ initialDelay: baseMs, maxDelay: maxMs });
  return async (request, signal) => {
    if (request.purpose === 'write') return send(request, signal);
    budget.earn();
    let backoff = backoffs.next();
    for (let retries = 0; ; retries += 1) {
      try {
        return await send(retries === 0 ? request : { ...request, retries }, signal);
      } catch (error) {
        if (signal.aborted || retries + 1 >= attempts) throw error;
        const verdict = shouldRetry(error);
        if (!verdict) throw error;
        const waitMs = verdict.afterMs ?? backoff.duration;
        const deadline = deadlineOf(signal);
        // The vendor's last answer says more than a timeout would.
        if (waitMs > maxVendorWaitMs || (deadline !== null && Date.now() + waitMs >= deadline)) throw error;
        if (!(await budget.spend())) throw error;
        await waitUnlessPast(waitMs, signal, error);
        backoff = backoff.next(undefined);
      }
    }
  };
}

async function waitUnlessPast(ms: number, signal: AbortSignal, lastError: unknown): Promise<void> {
  try {
    await wait(ms, signal);
  } catch (reason) {
    throw reason instanceof DeadlinePassed ? lastError : reason;
  }
}
