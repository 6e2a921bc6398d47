import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  DelegateBackoff,
  circuitBreaker,
  handleWhen,
} from 'cockatiel';
import { untilAborted } from '../time/until-aborted.ts';
import { DeadlinePassed } from '../time/with-deadline.ts';

/** Stops asking a vendor that keeps failing, and lets one question through now and then to see whether it is back. */
export type Breaker = {
  run<Value>(ask: () => Promise<Value>, signal: AbortSignal): Promise<Value>;
  state(): 'closed' | 'open' | 'half-open';
};

/** Not asked: the vendor has failed too often just now. The cause is its last failure. */
export class BreakerOpen extends Error {
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number, lastFailure: unknown) {
    super(`not asked: it failed repeatedly, next try in ${retryAfterMs} ms`, { cause: lastFailure });
    this.name = 'BreakerOpen';
    this.retryAfterMs = retryAfterMs;
  }
}

/** Makes the breaker of one vendor account, closed. */
export function createBreaker({
  isFailure,
  failures = 5,
  reopenAfterMs = 5_000,
  vendorWaitMs = () => null,
}: {
  /** Which errors say that the vendor is not there, rather than that it refuses this question. */
  isFailure: (error: unknown) => boolean;
  failures?: number;
  reopenAfterMs?: number;
  /** How long the vendor itself asks to wait. */
  vendorWaitMs?: (error: unknown) => number | null;
}): Breaker {
  let opensAt = 0;
  const backoff = new DelegateBackoff(({ result }: { result: object }) => {
    const ms = ('error' in result ? vendorWaitMs(result.error) : null) ?? reopenAfterMs;
    opensAt = Date.now() + ms;
    return ms;
  });
  const policy = circuitBreaker(
    // An asker that leaves tells nothing of the vendor; a probe without an answer must not close the circuit, though.
    handleWhen((error) => (error instanceof AskerLeft ? policy.state === CircuitState.HalfOpen : isFailure(error))),
    { halfOpenAfter: backoff, breaker: new ConsecutiveBreaker(failures) },
  );
  let lastFailure: unknown = null;
  const refusal = (): BreakerOpen => new BreakerOpen(Math.max(0, opensAt - Date.now()), lastFailure);

  return {
    async run(ask, signal) {
      signal.throwIfAborted();
      const asked = Promise.withResolvers<void>();
      const attempt = policy.execute(() => {
        asked.resolve();
        return ask().catch((error: unknown) => {
          if (isFailure(error)) lastFailure = error;
          throw signal.aborted && !isFailure(error) ? new AskerLeft(error) : error;
        });
      }, signal);
      try {
        // Behind a probe the policy waits for its outcome, deaf to the signal. What is asked hears the signal itself.
        await untilAborted(Promise.race([asked.promise, attempt]), signal);
      } catch (error) {
        if (error instanceof BrokenCircuitError || error instanceof DeadlinePassed) throw refusal();
        throw error instanceof AskerLeft ? error.cause : error;
      }
      return attempt.catch((error: unknown) => {
        throw error instanceof AskerLeft ? error.cause : error;
      });
    },
    state: () => STATES[policy.state],
  };
}

const STATES = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.HalfOpen]: 'half-open',
  [CircuitState.Open]: 'open',
  [CircuitState.Isolated]: 'open',
} as const;

class AskerLeft extends Error {
  constructor(reason: unknown) {
    super('the asker left', { cause: reason });
  }
}
