import { RateLimiterMemory } from 'rate-limiter-flexible';

/** Decides whether one more retry may be sent, so that an outage is not amplified. */
export type RetryBudget = {
  /** A first attempt: it earns a share of a retry. */
  earn(): void;
  /** Takes one retry, if there is one to take. */
  spend(): Promise<boolean>;
};

/**
 * At most `ratio` retries per request, over time; besides, `floor` retries in every `floorSeconds`, so that a provider
 * that is seldom asked can retry at all.
 */
export function createRetryBudget({ ratio = 0.2, most = 20, floor = 5, floorSeconds = 10 } = {}): RetryBudget {
  const always = new RateLimiterMemory({ points: floor, duration: floorSeconds });
  let earned = 0;
  return {
    earn() {
      earned = Math.min(most, earned + ratio);
    },
    async spend() {
      if (earned >= 1) {
        earned -= 1;
        return true;
      }
      return always.consume('retries').then(
        () => true,
        () => false,
      );
    },
  };
}
