import { untilAborted } from '../time/until-aborted.ts';
import { DeadlinePassed } from '../time/with-deadline.ts';
import { createPause } from './pause.ts';

/** What an error says of the vendor: that it is not there, that it is there and refuses this question, or nothing. */
export type CountsAs = 'failure' | 'answer' | 'nothing';

/** Not asked: the vendor has failed too often just now. The cause is its last failure. */
export class BreakerOpen extends Error {
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number, lastFailure: unknown) {
    super(`not asked: it failed repeatedly, next try in ${Math.ceil(retryAfterMs)} ms`, { cause: lastFailure });
    this.name = 'BreakerOpen';
    this.retryAfterMs = retryAfterMs;
  }
}

const TRIED_AFTER_MS = 5_000;

/**
 * Stops asking a vendor account that keeps failing, and lets one question through now and then to see whether it is back.
 * It is closed at first.
 */
export function createBreaker({
  countsAs,
  failures = 5,
  vendorWaitMs = () => null,
}: {
  countsAs: (error: unknown) => CountsAs;
  failures?: number;
  /** How long the vendor itself asks to wait. */
  vendorWaitMs?: (error: unknown) => number | null;
}) {
  const pause = createPause();
  let inARow = 0;
  let lastFailure: unknown = null;
  let tryEnds: Promise<unknown> = Promise.resolve();
  const refusal = (): BreakerOpen => new BreakerOpen(pause.leftMs(), lastFailure);

  return {
    /** Asks, unless it is open. What waited in between calls `check` before it sends: the breaker may have opened since. */
    async run<Value>(ask: (check: () => void) => Promise<Value>, signal: AbortSignal): Promise<Value> {
      signal.throwIfAborted();
      // Behind one that tries, the others wait for what becomes of it.
      while (pause.isTried())
        await untilAborted(tryEnds, signal).catch((reason: unknown) => {
          throw reason instanceof DeadlinePassed ? refusal() : reason;
        });
      if (pause.leftMs() > 0) throw refusal();
      const attempt = pause.try();
      const ended = Promise.withResolvers<void>();
      if (attempt) tryEnds = ended.promise;
      const check = (): void => {
        if (attempt === null && pause.isOn()) throw refusal();
      };
      try {
        const value = await ask(check);
        inARow = 0;
        attempt?.succeed();
        return value;
      } catch (error) {
        const counted = countsAs(error);
        if (counted === 'answer') {
          inARow = 0;
          attempt?.succeed();
        } else if (counted === 'failure') {
          inARow += 1;
          lastFailure = error;
          if (attempt !== null || inARow >= failures) pause.start(vendorWaitMs(error) ?? TRIED_AFTER_MS);
        } else attempt?.giveUp();
        throw error;
      } finally {
        ended.resolve();
      }
    },
    state: (): 'closed' | 'open' | 'half-open' => (pause.isTried() ? 'half-open' : pause.isOn() ? 'open' : 'closed'),
  };
}
