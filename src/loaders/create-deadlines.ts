import type { Deadlines } from '../domain/deadlines.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { Provider } from '../domain/provider.ts';
import { untilAborted } from '../time/until-aborted.ts';
import { DeadlinePassed, announceDeadline } from '../time/with-deadline.ts';

/** Makes the deadlines of one request. */
export function createDeadlines(): Deadlines {
  const clocks = new Map<string, ReturnType<typeof createClock>>();
  const wait = createWait();
  return {
    hold() {
      const resume = [...clocks.values()].map((clock) => clock.pause());
      const end = wait.begin();
      return () => {
        end();
        for (const each of resume) each();
      };
    },
    share(provider, caller) {
      const clock = clocks.get(provider.key) ?? createClock(provider.deadlineMs, wait.ms);
      clocks.set(provider.key, clock);
      const signal = AbortSignal.any([caller, clock.over]);
      announceDeadline(signal, () => performance.now() + provider.deadlineMs - clock.spentMs());
      return {
        signal,
        spent: () => Math.min(1, clock.spentMs() / provider.deadlineMs),
        async ask(what, answer) {
          caller.throwIfAborted();
          // A question that nobody can wait for is not asked.
          if (clock.spentMs() >= provider.deadlineMs) throw timedOut(provider, what);
          clock.start();
          try {
            const answering = Promise.resolve(answer());
            return await untilAborted(answering, signal).catch((error: unknown) => {
              if (!signal.aborted) throw error;
              return lastWord(answering, error);
            });
          } catch (error) {
            caller.throwIfAborted();
            throw toProviderError(provider, what, error, signal.aborted);
          } finally {
            clock.stop();
          }
        },
      };
    },
  };
}

/** One more turn of the loop, in which a provider that listens to the signal can say what was in the way. */
function lastWord<Value>(answering: Promise<Value>, reason: unknown): Promise<Value> {
  const { promise: over, reject } = Promise.withResolvers<never>();
  setImmediate(reject, reason);
  return Promise.race([answering, over]);
}

/** The part of a provider's time that a wait before it can take. */
const MOST_WAITED = 0.3;

/** How long a request has waited, before it was let begin. */
function createWait() {
  let total = 0;
  return {
    ms: () => total,
    begin() {
      const begunAt = performance.now();
      return () => void (total += performance.now() - begunAt);
    },
  };
}

/** Runs while at least one question is open, and ends them all when the time is used up. */
function createClock(limitMs: number, waitedMs: () => number) {
  const ending = new AbortController();
  let open = 0;
  let pauses = 0;
  let ranBefore = 0;
  let startedAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const isRunning = (): boolean => open > 0 && pauses === 0;
  const spentMs = (): number =>
    Math.min(waitedMs(), limitMs * MOST_WAITED) + ranBefore + (isRunning() ? performance.now() - startedAt : 0);
  const run = (): void => {
    if (!isRunning()) return;
    startedAt = performance.now();
    timer = setTimeout(() => ending.abort(new DeadlinePassed(limitMs)), Math.ceil(limitMs - spentMs())).unref();
  };
  const halt = (): void => {
    clearTimeout(timer);
    ranBefore += isRunning() ? performance.now() - startedAt : 0;
  };
  return {
    over: ending.signal,
    // A timer may be a moment early by this clock.
    spentMs: (): number => (ending.signal.aborted ? limitMs : spentMs()),
    start(): void {
      open += 1;
      if (open === 1) run();
    },
    stop(): void {
      if (open === 1) halt();
      open -= 1;
    },
    /** Stands still until what comes back is called. */
    pause(): () => void {
      if (pauses === 0) halt();
      pauses += 1;
      return () => {
        pauses -= 1;
        run();
      };
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
