import { type Provider } from './provider.ts';
import { ProviderError } from './provider-error.ts';

/** A signal that follows the given one and is aborted after the time at the latest. */
export type WithDeadline = (signal: AbortSignal, ms: number) => AbortSignal;

/** One request's deadlines: every provider has its own share of time, which runs from the first question on. */
export type Deadlines = {
  /** What is left of a provider's share, for an asker that goes away with the signal. */
  share(provider: Provider, signal: AbortSignal): Share;
};

export type Share = {
  /** Aborted when the asker has gone or the time is over. */
  readonly signal: AbortSignal;
  /** How much of the time has gone by, 0 to 1. */
  spent(): number;
  /**
   * Waits for an answer, and no longer than the share: also for one who does not listen to the signal. What fails is a
   * ProviderError; when the asker has gone, its signal's reason is thrown. `what` completes "did not answer in time: ".
   */
  ask<Value>(what: string, answer: () => PromiseLike<Value>): Promise<Value>;
};

/** Makes the deadlines of one request. */
export function createDeadlines(withDeadline: WithDeadline = withTimeout): Deadlines {
  const startedAt = new Map<string, number>();
  return {
    share(provider, asker) {
      const start = startedAt.get(provider.key) ?? performance.now();
      startedAt.set(provider.key, start);
      const elapsedMs = (): number => performance.now() - start;
      const signal = withDeadline(asker, Math.max(0, provider.deadlineMs - elapsedMs()));
      return {
        signal,
        spent: () => Math.min(1, elapsedMs() / provider.deadlineMs),
        async ask(what, answer) {
          asker.throwIfAborted();
          // A question that nobody can wait for is not asked.
          if (elapsedMs() >= provider.deadlineMs) throw timedOut(provider, what);
          try {
            return await untilAborted(answer(), signal);
          } catch (error) {
            asker.throwIfAborted();
            throw toProviderError(provider, what, error, signal.aborted);
          }
        },
      };
    },
  };
}

const withTimeout: WithDeadline = (signal, ms) => AbortSignal.any([signal, AbortSignal.timeout(Math.ceil(ms))]);

function toProviderError(provider: Provider, what: string, error: unknown, isOver: boolean): ProviderError {
  // A provider that was interrupted may know better why it took so long: its vendor's last answer.
  if (error instanceof ProviderError) return error;
  if (isOver) return timedOut(provider, what, error);
  const message = `${provider.key}, asked for ${what}, sent something that its reader stumbled over.`;
  return new ProviderError(provider.key, 'unreadable', message, { cause: error });
}

const timedOut = ({ key, deadlineMs }: Provider, what: string, cause?: unknown): ProviderError =>
  new ProviderError(key, 'timed-out', `${key}, asked for ${what}, did not answer within ${deadlineMs} ms.`, { cause });

async function untilAborted<Value>(answer: PromiseLike<Value>, signal: AbortSignal): Promise<Value> {
  const { promise: over, reject } = Promise.withResolvers<never>();
  // One more turn of the loop, in which a provider that does listen can say it in its own words.
  const leave = (): unknown => setImmediate(reject, signal.reason);
  if (signal.aborted) leave();
  else signal.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([answer, over]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
