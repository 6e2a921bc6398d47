/** What is told of a span: never a query, a variable, a number, an address or a secret. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

export type SpanOptions = {
  /** Whether it answers somebody, asks somebody, or neither. */
  readonly kind?: 'server' | 'client' | 'internal';
  readonly attributes?: SpanAttributes;
};

/** A span that has begun. */
export type Span = {
  /** Names the trace it belongs to. */
  readonly traceId: string;
  /** Runs the function within it: spans that begin there are its children. */
  within<Result>(run: () => Result): Result;
  set(attributes: SpanAttributes): void;
  /** Says that it failed, and by which kind of failure. */
  fail(kind: string): void;
  end(): void;
};

/** What makes spans, and sends them somewhere. */
export type SpanMaker = {
  /** Begins a span within the one that is active here, or behind the caller's own, where its headers name one. */
  start(name: string, options: SpanOptions & { readonly startedAt?: number; readonly headers?: Headers }): Span;
  /** The span that is active here; null for none. */
  active(): Span | null;
  /** Headers that name the active span to whoever is asked (https://www.w3.org/TR/trace-context/). */
  headers(): Headers;
};

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

let maker: SpanMaker | null = null;

/** Makes spans from now on: one maker for the process, as in OpenTelemetry. Null: none, and nothing here costs anything. */
export function makeSpansWith(made: SpanMaker | null): void {
  maker = made;
}

/** Begins the span of a request that somebody sends us; null while nobody traces. */
export const startRequestSpan = (name: string, headers: Headers, attributes: SpanAttributes): Span | null =>
  maker?.start(name, { kind: 'server', headers, attributes }) ?? null;

/** Begins a part of what is traced here; null where nothing is. */
export const startSpan = (name: string, options: SpanOptions = {}): Span | null =>
  maker?.active() ? maker.start(name, options) : null;

/** Runs a part of what is traced here in a span of its own. What runs in the background for nobody has none. */
export async function inSpan<Value>(name: string, options: SpanOptions, run: () => Promise<Value>): Promise<Value> {
  const span = startSpan(name, options);
  if (span === null) return run();
  try {
    return await span.within(run);
  } catch (error) {
    span.fail(kindOf(error));
    throw error;
  } finally {
    span.end();
  }
}

/** A wait that nobody would see in a trace. */
const SHORT_WAIT_MS = 1;

/** Notes a wait that has just ended, and began at a moment of performance.now(). */
export function noteWait(name: string, startedAt: number, attributes: SpanAttributes = {}): void {
  if (maker?.active() && performance.now() - startedAt >= SHORT_WAIT_MS)
    maker.start(name, { attributes, startedAt: performance.timeOrigin + startedAt }).end();
}

/** Names the trace that is active here; null for none. */
export const activeTraceId = (): string | null => maker?.active()?.traceId ?? null;

/** Adds to the span that is active here. */
export const describeSpan = (attributes: SpanAttributes): void => maker?.active()?.set(attributes);

/** Headers for whoever is asked within the active span; none while nobody traces. */
export const traceHeaders = (): Readonly<Record<string, string>> =>
  (maker?.headers() as Record<string, string> | undefined) ?? NONE;

const NONE: Readonly<Record<string, string>> = {};

/** Our errors say what kind they are; their messages stay out of traces. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'kind' in error && typeof error.kind === 'string' ? error.kind : error.name;
}
