/**
 * Writes to a vendor's call history for calls that ran elsewhere. Each is sent at most once. A caller that goes away
 * before it is sent ends it, with the signal's reason; from then on it runs to its end or to the provider's deadline,
 * whoever still listens. Whatever goes wrong is an outcome, not an error.
 */
export type ExternalCalls = {
  /** Makes a call known to the vendor, which gives it the id that the other two take. */
  register(input: ExternalCallInput, signal: AbortSignal): Promise<WriteOutcome>;
  /** Ends a registered call and writes it into the history. */
  finish(input: ExternalCallInput, signal: AbortSignal): Promise<WriteOutcome>;
  /** Adds a recording to a finished call. */
  attachRecording(input: ExternalCallInput, signal: AbortSignal): Promise<WriteOutcome>;
};

/** The vendor's parameters by the names its graph gives them, checked by the provider before anything is sent. */
export type ExternalCallInput = Readonly<Record<string, unknown>>;

/**
 * How a write ended. `done`: with the vendor's answer, which only the provider's own folder understands. `refused`: it
 * surely had no effect, and `code` says why in a word that the provider's graph publishes. `unknown`: it was sent, and
 * nobody can tell what came of it; the message says how to find out.
 */
export type WriteOutcome =
  | { readonly outcome: 'done'; readonly reply: unknown }
  | { readonly outcome: 'refused'; readonly code: string; readonly message: string }
  | { readonly outcome: 'unknown'; readonly message: string };
