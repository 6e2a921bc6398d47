import { ProviderError, type ProviderErrorKind } from '../../../domain/provider-error.ts';
import { kindOfStatus } from '../../kind-of-status.ts';
import { withoutNumbers } from '../../vendor-words.ts';

/** A refusal as the vendor sent it: a code in the body of an HTTP 200, or a bare HTTP status. */
export type VendorFailure = {
  readonly provider: string;
  /** What was asked: "GetCallHistory". */
  readonly operation: string;
  readonly status: number;
  readonly code?: number | null;
  readonly message?: string | null;
  readonly retryAfterSeconds?: number | null;
};

/** Tells what a refusal means: by its code, then by its HTTP status. */
export function toError(failure: VendorFailure): ProviderError {
  const { provider, operation, status, code = null, message = null } = failure;
  const known = code === null ? undefined : CODES.get(code);
  const kind = known?.kind ?? kindOf(status, code);
  const said = code === null ? `HTTP ${status}` : `error ${code}${message === null ? '' : ` "${toShown(message)}"`}`;
  const remedy = known?.remedy ?? REMEDIES[kind];
  return new ProviderError(
    provider,
    kind,
    `Voximplant refused ${operation}: ${said}.${remedy === undefined ? '' : ` ${remedy}`}`,
    {
      code: code === null ? null : String(code),
      retryAfterSeconds: failure.retryAfterSeconds ?? readWaitSeconds(code, message),
    },
  );
}

/** The date range is longer than the vendor answers: asked again in parts. */
export const isRangeTooLong = (error: unknown): error is ProviderError =>
  error instanceof ProviderError && error.code === '569';

/** The file that was asked for has been deleted. */
export const isGone = (code: number): boolean => code === 261 || code === 341 || code === 501;

/** The token has expired, or seemed to be from the future: a new one may work. */
export const isTokenEnded = (error: unknown): boolean =>
  error instanceof ProviderError && (error.code === '456' || error.code === '455');

/** The vendor takes a question for an automatic resend of another. */
export const isResend = (error: ProviderError): boolean => error.code === '484';

type Meaning = { readonly kind: ProviderErrorKind; readonly remedy?: string };

const FAULT: Meaning = { kind: 'unavailable' };
const LATER: Meaning = { kind: 'rate-limited' };
const REFUSED_KEY: Meaning = {
  kind: 'unauthorized',
  remedy: 'Check account_id, key_id and private_key of the service account.',
};
const MISSING_ROLE: Meaning = {
  kind: 'forbidden',
  remedy: 'Give the service account one of the roles Owner, Admin, Developer, Supervisor or Support.',
};
const CLOCK: Meaning = { kind: 'unauthorized', remedy: "Set this machine's clock: the token's times are refused." };
const OUR_REQUEST: Meaning = { kind: 'unsupported' };
const unknownTo = (what: string): Meaning => ({
  kind: 'unsupported',
  remedy: `The account has no such ${what}: check the value in the filter.`,
});
const NO_APPLICATION = unknownTo('application');
const ADDRESS: Meaning = {
  kind: 'forbidden',
  remedy: 'Allow the address of this machine in the settings of the Voximplant account.',
};

const CODES: ReadonlyMap<number, Meaning> = new Map([
  ...meaning(FAULT, 1, 2, 4, 5, 13, 19, 21),
  ...meaning(LATER, 162, 314, 340, 416, 484, 515),
  ...meaning(REFUSED_KEY, 100, 135, 137, 433, 447),
  ...meaning(CLOCK, 454, 455, 456),
  ...meaning(MISSING_ROLE, 104, 492),
  ...meaning({ kind: 'forbidden', remedy: 'The account is not activated.' }, 131),
  ...meaning(ADDRESS, 320, 321, 527),
  ...meaning({ kind: 'misconfigured', remedy: 'Check account_id of the service account.' }, 115),
  ...meaning(NO_APPLICATION, 116, 546, 558),
  ...meaning(unknownTo('user'), 117),
  ...meaning(unknownTo('session'), 150),
  ...meaning(unknownTo('rule'), 156),
  ...meaning(unknownTo('child account'), 194),
  ...meaning(unknownTo('queue'), 218),
  ...meaning(unknownTo('recording'), 261, 341, 501),
  ...meaning(OUR_REQUEST, 101, 102, 103, 105, 111, 123, 134, 371, 429, 458, 485, 496, 497, 569),
]);

const REMEDIES: Partial<Record<ProviderErrorKind, string>> = {
  unauthorized: 'Check the service account of this provider.',
  misconfigured: 'Check baseUrl: it is the address of the Management API, which ends in "platform_api".',
};

function meaning(what: Meaning, ...codes: number[]): [number, Meaning][] {
  return codes.map((code) => [code, what]);
}

function kindOf(status: number, code: number | null): ProviderErrorKind {
  // The vendor has said no in a way that its list of errors does not know.
  if (code !== null && status < 300) return 'unsupported';
  if (status === 403) return 'unauthorized';
  return kindOfStatus(status) ?? (status >= 300 ? 'misconfigured' : 'unreadable');
}

/** The vendor's words as they may be shown: no link, no token, no number, no novel. */
const toShown = (words: string): string =>
  // Cut last: half a link or half a token is not known for one.
  withoutNumbers(words.replace(/https?:\/\/\S+/g, '…').replace(/\bey[\w-]{8,}(\.[\w-]*)*/g, '…')).slice(0, 300);

/** Error 416 names its wait in its words only; other refusals speak of limits and accounts, which are no waits. */
export function readWaitSeconds(code: number | null, message: string | null): number | null {
  if (code !== 416) return null;
  const [, count, unit] = /\b(\d{1,9})\s*(s|secs?|seconds?|m|mins?|minutes?)\b/i.exec(message ?? '') ?? [];
  if (count === undefined || unit === undefined) return null;
  const seconds = Number(count) * (/^m/i.test(unit) ? 60 : 1);
  return Math.min(seconds, LONGEST_WAIT_SECONDS);
}

/** Nobody is held back for longer on the word of a message. */
const LONGEST_WAIT_SECONDS = 3600;
