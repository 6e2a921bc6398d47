import type { HttpRequest } from './http.ts';

/**
 * `not-connected`: nothing was sent. `reset`: the connection ended early. `timed-out`: the vendor fell silent.
 * `too-large`: the reply passes the size cap. `unreadable`: not HTTP, or not what its headers say. `closed`: we are stopping.
 */
export type HttpErrorKind = 'not-connected' | 'reset' | 'timed-out' | 'too-large' | 'unreadable' | 'closed';

/** An exchange that brought no whole reply. Its message names the operation, nothing else of the request. */
export class HttpError extends Error {
  readonly kind: HttpErrorKind;
  /** The host that was asked, for the operator alone. */
  readonly host: string;
  /** False only when surely nothing was sent: a write may then be tried again. */
  readonly mayHaveReachedVendor: boolean;

  constructor(
    kind: HttpErrorKind,
    message: string,
    options: { host: string; mayHaveReachedVendor: boolean; cause?: unknown },
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'HttpError';
    this.kind = kind;
    this.host = options.host;
    this.mayHaveReachedVendor = options.mayHaveReachedVendor;
  }
}

/** Turns what undici, the socket or zlib threw into an HttpError. */
export function toHttpError(error: unknown, request: HttpRequest, wasSent: boolean): HttpError {
  if (error instanceof HttpError) return error;
  const code = codeOf(error);
  const kind = kindOf(error, code, wasSent);
  const what = `${request.operation}: ${PHRASES[kind]}${code === null ? '' : ` (${code})`}`;
  const cause = withoutBytes(error, code);
  return new HttpError(kind, what, { host: hostOf(request), mayHaveReachedVendor: wasSent, cause });
}

/** The error of a reply that is larger than the cap. */
export function tooLarge(request: HttpRequest, maxBytes: number): HttpError {
  const what = `${request.operation}: the reply is larger than ${sizeOf(maxBytes)}, reading stopped`;
  return new HttpError('too-large', what, { host: hostOf(request), mayHaveReachedVendor: true });
}

const sizeOf = (bytes: number): string => (bytes < 2 ** 20 ? `${bytes} bytes` : `${Math.round(bytes / 2 ** 20)} MiB`);

const PHRASES: Readonly<Record<HttpErrorKind, string>> = {
  'not-connected': 'no connection',
  reset: 'the connection ended before the whole reply had come',
  'timed-out': 'the vendor fell silent',
  'too-large': 'the reply is too large',
  unreadable: 'what came back is not a readable HTTP reply',
  closed: 'connections are being closed',
};

const CODES: Readonly<Record<string, HttpErrorKind>> = {
  UND_ERR_HEADERS_TIMEOUT: 'timed-out',
  UND_ERR_BODY_TIMEOUT: 'timed-out',
  ETIMEDOUT: 'timed-out',
  UND_ERR_HEADERS_OVERFLOW: 'unreadable',
  UND_ERR_DESTROYED: 'closed',
  UND_ERR_CLOSED: 'closed',
  ERR_BUFFER_TOO_LARGE: 'too-large',
};

function kindOf(error: unknown, code: string | null, wasSent: boolean): HttpErrorKind {
  const known = code === null ? undefined : CODES[code];
  if (known === 'closed') return known;
  if (!wasSent) return 'not-connected';
  if (known) return known;
  if (error instanceof Error && error.name === 'HTTPParserError') return 'unreadable';
  // zlib names its complaints Z_*, brotli ERR_*.
  return code !== null && /^(Z_|ERR_)/.test(code) ? 'unreadable' : 'reset';
}

const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;

const hostOf = (request: HttpRequest): string => URL.parse(request.url)?.host ?? 'an address that is not a URL';

/** The parser's error carries bytes of the reply, a URL error the URL: only what was said stays. */
function withoutBytes(error: unknown, code: string | null): unknown {
  if (!(error instanceof Error) || !('data' in error || 'input' in error)) return error;
  return new Error(code === 'ERR_INVALID_URL' ? 'not a URL' : error.message);
}
