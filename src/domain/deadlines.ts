import { type Provider } from './provider.ts';
import { ProviderError } from './provider-error.ts';

/** What makes the end of a share known to those who work under its signal. */
export type DeadlineNotice = {
  /** Says when a signal will be aborted at the latest, by performance.now(), if it is asked then. */
  readonly announce: (signal: AbortSignal, at: () => number) => void;
  /** What a signal is aborted with. */
  readonly reasonAfter: (ms: number) => Error;
};

/**
 * One request's deadlines: every provider has its own share of time, which runs while the provider is asked. What others
 * take is not taken from it.
 */
export type Deadlines = {
  /** What is left of a provider's share, for an asker that goes away with the signal. */
  share(provider: Provider, signal: AbortSignal): Share;
};

/** One provider's time for one asker. */
export type Share = {
  /** Aborted when the asker has gone or the time is over. */
  readonly signal: AbortSignal;
  /** How much of the time has gone by, 0 to 1. */
  spent(): number;
  /**
   * Waits for an answer, and no longer than the share: also for one who does not listen to the signal. What fails is a
   * ProviderError; when the asker has gone, its signal's reason is thrown. `what` completes "asked for".
   */
  ask<Value>(what: string, answer: () => PromiseLike<Value>): Promise<Value>;
};

/** Makes the deadlines of one request. */
export function createDeadlines(notice: DeadlineNotice = NO_NOTICE): Deadlines {
  const clocks = new Map<string, Clock>();
  return {
    share(provider, asker) {
      const clock = clocks.get(provider.key) ?? createClock(provider.deadlineMs, notice);
      clocks.set(provider.key, clock);
      const signal = AbortSignal.any([asker, clock.over]);
      notice.announce(signal, () => performance.now() + provider.deadlineMs - clock.spentMs());
      return {
        signal,
        spent: () => Math.min(1, clock.spentMs() / provider.deadlineMs),
        async ask(what, answer) {
          asker.throwIfAborted();
          // A question that nobody can wait for is not asked.
          if (clock.spentMs() >= provider.deadlineMs) throw timedOut(provider, what);
          clock.start();
          try {
            return await untilAborted(answer(), signal);
          } catch (error) {
            asker.throwIfAborted();
            throw toProviderError(provider, what, error, signal.aborted);
          } finally {
            clock.stop();
          }
        },
      };
    },
  };
}

const NO_NOTICE: DeadlineNotice = {
  announce: () => {},
  reasonAfter: (ms) => new DOMException(`${ms} ms have passed`, 'TimeoutError'),
};

/** Runs while at least one question is open, and ends them all when the time is used up. */
type Clock = {
  readonly over: AbortSignal;
  spentMs(): number;
  start(): void;
  stop(): void;
};

function createClock(limitMs: number, { reasonAfter }: DeadlineNotice): Clock {
  const ending = new AbortController();
  let open = 0;
  let spentBefore = 0;
  let startedAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const running = (): number => (open > 0 ? performance.now() - startedAt : 0);
  return {
    over: ending.signal,
    // A timer may be a moment early by this clock.
    spentMs: () => (ending.signal.aborted ? limitMs : spentBefore + running()),
    start() {
      open += 1;
      if (open > 1) return;
      startedAt = performance.now();
      timer = setTimeout(() => ending.abort(reasonAfter(limitMs)), Math.ceil(limitMs - spentBefore)).unref();
    },
    stop() {
      spentBefore += open === 1 ? running() : 0;
      open -= 1;
      if (open === 0) clearTimeout(timer);
    },
  };
}

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
