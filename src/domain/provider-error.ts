/** What went wrong, said by what a caller can do about it. */
export type ProviderErrorKind =
  | 'misconfigured'
  | 'unauthorized'
  | 'forbidden'
  | 'rate-limited'
  | 'unavailable'
  | 'timed-out'
  | 'unreadable'
  | 'unsupported';

const TRANSIENT: ReadonlySet<ProviderErrorKind> = new Set(['rate-limited', 'unavailable', 'timed-out', 'unreadable']);

/**
 * The one error a provider may throw. Its message says what was asked, of whom and what arrived. It is for everybody, so
 * it holds no secret and no place: neither address nor host nor path. A caller that goes away is no ProviderError: the
 * signal's own reason is thrown then.
 */
export class ProviderError extends Error {
  readonly provider: string;
  readonly kind: ProviderErrorKind;
  /** The vendor's own code, where it sent one. */
  readonly code: string | null;
  /** How long the vendor asks to wait, in seconds; of one that is rate-limited, our own estimate where it does not say. */
  retryAfterSeconds: number | null;
  /** What the operator alone may read of it, in the log and in a check: the host, the path. Holds no secret either. */
  readonly detail: string | null;

  constructor(
    provider: string,
    kind: ProviderErrorKind,
    message: string,
    options: { code?: string | null; retryAfterSeconds?: number | null; detail?: string | null; cause?: unknown } = {},
  ) {
    const said = withoutPlaces(message);
    super(said, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ProviderError';
    this.provider = provider;
    this.kind = kind;
    this.code = options.code ?? null;
    const { retryAfterSeconds = null } = options;
    this.retryAfterSeconds = retryAfterSeconds === null ? null : Math.min(retryAfterSeconds, LONGEST_LIMIT_SECONDS);
    this.detail = options.detail ?? (said === message ? null : message);
  }

  /** Whether the same question may be answered later. */
  get isTransient(): boolean {
    return TRANSIENT.has(this.kind);
  }
}

/** No limit of a vendor counts for longer than a day: whoever names more has slipped, and a client would believe it. */
const LONGEST_LIMIT_SECONDS = 86_400;

/** A failure as the operator reads it: the log says what a client is not told. */
export function toLogFields(error: unknown): object {
  if (!(error instanceof ProviderError)) return { error: String(error) };
  const { kind, message, detail } = error;
  return { kind, error: message, ...(detail === null ? {} : { detail }) };
}

/** The same failure, with a sentence about what it left out. */
export function sayingAlso(error: ProviderError, sentence: string): ProviderError {
  const { provider, kind, message, code, retryAfterSeconds, detail } = error;
  return new ProviderError(provider, kind, `${message} ${sentence}`, { code, retryAfterSeconds, detail, cause: error });
}

/** What a provider failed with, to be an answer beside others; throws whatever else went wrong. */
export function asAnswer(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  throw error;
}

/** An answer that is needed: throws what stands in its place where the provider failed. */
export function orThrow<Value>(answer: Value | ProviderError): Value {
  if (answer instanceof ProviderError) throw answer;
  return answer;
}

/** One slot of an answer to many keys: the value, null for what the vendor does not have, the error for what failed. */
export type Slot<Value> = Value | null | ProviderError;

/**
 * A text without addresses, hosts and paths: where our vendors and files are concerns nobody but the operator. What we
 * say ourselves names no place; this is for what vendors and libraries say.
 */
export function withoutPlaces(text: string): string {
  return PLACES.reduce((left, place) => left.replace(place, '…'), text.slice(0, LONGEST));
}

/** Longer than any sentence of ours: what a vendor says may be of any length. */
const LONGEST = 2000;

const PLACES: readonly RegExp[] = [
  // An address of any scheme.
  /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s"'<>]*[^\s"'<>.,;:)]/gi,
  // A path of a machine. Names of a vendor's methods look like paths too: they have no file's ending and no such root.
  /(?<![\w.…/])\/(?:app|data|etc|home|mnt|opt|private|proc|root|run|srv|tmp|usr|var|Users|Volumes)\/[^\s"'<>,;]*/g,
  /(?<![\w.…/])(?:\/[\w.@+-]{1,100}){1,20}\.[a-z]{1,5}\b(?::\d{1,6})?/gi,
  /\b[a-z]:\\[^\s"'<>,;]+/gi,
  // IPv4 and IPv6, with a port or without.
  /\b\d{1,3}(?:\.\d{1,3}){3}\b(?::\d{1,5}\b)?/g,
  /\[[0-9a-f.]{0,4}:[0-9a-f:.]{1,45}\](?::\d{1,5}\b)?/gi,
  /(?<![\w:])(?=[0-9a-f:]{0,39}::|(?:[0-9a-f]{1,4}:){4})[0-9a-f:]{3,45}(?![\w:])/gi,
  // A host with its port.
  /\b(?:localhost|[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}):\d{2,5}\b/gi,
  /\b[a-z][a-z0-9-]{0,62}:\d{4,5}\b/gi,
];
