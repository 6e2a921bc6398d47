/** Decides whether one more retry may be sent, so that an outage is not amplified. */
export type RetryBudget = {
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
