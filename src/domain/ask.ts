/** An answer of the graph. */
export type Answered = {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly GraphError[];
};

export type GraphError = {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: unknown; readonly retryAfterSeconds?: unknown };
};

/** Asks the graph as any client does: with somebody's rights, and behind every guard. The signal ends this one question. */
export type Ask = (
  document: string,
  variables: Readonly<Record<string, unknown>>,
  signal?: AbortSignal,
) => Promise<Answered>;
