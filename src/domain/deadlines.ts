import type { Provider } from './provider.ts';

/**
 * One request's deadlines: every provider has its own share of time, which runs while the provider is asked. What others
 * take is not taken from it.
 */
export type Deadlines = {
  /** What is left of a provider's share, for a caller that goes away with the signal. */
  share(provider: Provider, signal: AbortSignal): Share;
  /**
   * Stops the time of every provider while the request is not let begin; what comes back lets it go on. The wait counts
   * afterwards, as far as most of the time is left: what is begun is to be finished.
   */
  hold(): () => void;
};

/** One provider's time for one caller. */
export type Share = {
  /** Aborted when the caller has gone or the time is over. */
  readonly signal: AbortSignal;
  /** How much of the time has gone by, 0 to 1. */
  spent(): number;
  /**
   * Waits for an answer, and no longer than the share: also for one who does not listen to the signal. What fails is a
   * ProviderError; when the caller has gone, its signal's reason is thrown. `what` completes "asked for".
   */
  ask<Value>(what: string, answer: () => PromiseLike<Value>): Promise<Value>;
};
