import { withoutPlaces } from './without-places.ts';

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

/** One slot of an answer to many keys: the value, null for what the vendor does not have, the error for what failed. */
export type Slot<Value> = Value | null | ProviderError;
