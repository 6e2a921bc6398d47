import type { ProviderErrorKind } from '../../../domain/provider-error.ts';
import type { VendorRefusal } from '../api/to-error.ts';

/** Codes that the vendor documents for its external calls, each our word too. */
const DOCUMENTED = {
  WRONG_AUTH_TYPE: 'The method needs an application: a webhook may not call it.',
  NO_AUTH_FOUND: 'Wrong authorization data: an invalid access token or webhook code.',
  EXPIRED_TOKEN: 'The access token has expired, and the one it was replaced by was refused too.',
  INSUFFICIENT_SCOPE: 'The request requires higher privileges than the token provides.',
  INVALID_CREDENTIALS: 'The user behind the access token lacks permissions.',
  USER_ACCESS_ERROR: 'The user does not have access to the application.',
  ACCESS_DENIED: 'The REST API is available only on commercial plans, or the user may not do this.',
  QUERY_LIMIT_EXCEEDED: 'The portal was asked too often. Try again later.',
  OVERLOAD_LIMIT: 'The REST API of the portal is blocked due to overload: only the support of Bitrix24 can lift that.',
  INVALID_REQUEST: 'The methods must be called using the HTTPS protocol.',
  ERROR_BATCH_METHOD_NOT_ALLOWED: 'The method is not allowed to be called in a batch.',
  ERROR_BATCH_LENGTH_EXCEEDED: 'The maximum length of a batch has been exceeded.',
  ERROR_MANIFEST_IS_NOT_AVAILABLE: 'The manifest is not available.',
  PORTAL_DELETED: 'The portal is closed.',
} as const;

/** Most refusals of the methods share a code, or have none: their words tell them apart. */
const TOLD_BY_WORDS = {
  USER_NOT_GIVEN: ['USER_ID or USER_PHONE_INNER should be set.', /USER_ID or USER_PHONE_INNER should be set/i],
  USER_NOT_FOUND: ['User is not found or is not active.', /User is not found or is not active/i],
  CALL_NOT_FOUND: [
    'Call is not found: it should be registered prior to finishing.',
    /Call is not found(?! in the statistic)/i,
  ],
  DATABASE_ERROR: ['Unexpected database error: the statistics could not be saved.', /Unexpected database error/i],
  UNKNOWN_TYPE: ['Unknown TYPE: an invalid type of call.', /Unknown TYPE/i],
  INVALID_CALL_START_DATE: ['CALL_START_DATE should be in the ISO-8601 format.', /CALL_START_DATE should be/i],
  UNSUPPORTED_PHONE_NUMBER: ['Unsupported phone number format.', /Unsupported phone number/i],
  CALL_NOT_FINISHED: [
    'Call is not found in the statistics: it looks like it is not finished yet.',
    /Call is not found in the statistic/i,
  ],
  RECORDING_NOT_GIVEN: [
    'The request should contain either RECORD_URL or FILENAME.',
    /should contain either URL or FILENAME/i,
  ],
  EMPTY_FILENAME: ['File name is empty.', /File name is empty/i],
  WRONG_FILE_EXTENSION: ['Wrong file extension: only wav and mp3 are allowed.', /Wrong file extension/i],
  EMPTY_FILE_CONTENT: ['File content is empty.', /File content is empty/i],
  INVALID_FILE_CONTENT: [
    'File content is not properly encoded: Base64 is expected.',
    /File content is not properly encoded/i,
  ],
  RECORD_URL_FAILED: [
    'The server behind RECORD_URL answered Bitrix24 with an HTTP error.',
    /Server returns HTTP error/i,
  ],
  RECORD_URL_BLOCKED: ['RECORD_URL leads to a non-public address and was blocked.', /non-public address/i],
} as const satisfies Record<string, readonly [description: string, words: RegExp]>;

type ToldByWords = keyof typeof TOLD_BY_WORDS;
const TOLD = Object.entries(TOLD_BY_WORDS) as [ToldByWords, readonly [string, RegExp]][];

/** Why a write was refused, by our word for it: every error that Bitrix24 documents for its external calls, and our own. */
export const REFUSALS = {
  INVALID_INPUT: 'The input is wrong; the message names the field. Nothing was sent.',
  INVALID_ARGUMENT: 'CALL_ID must be a string.',
  ...(Object.fromEntries(TOLD.map(([code, [description]]) => [code, description])) as Record<ToldByWords, string>),
  ...DOCUMENTED,
  MISCONFIGURED: 'The settings of the provider do not fit the portal. Nothing was written.',
  UNAUTHORIZED: 'The portal or its OAuth server refused the credentials. Nothing was written.',
  FORBIDDEN: 'The application may not do this. Nothing was written.',
  RATE_LIMITED: 'The portal has been asked too often. Nothing was written: try again later.',
  UNAVAILABLE: 'The portal could not be reached. Nothing was written: try again later.',
  TIMED_OUT: 'The time was over before anything could be sent. Nothing was written: try again later.',
  UNREADABLE: 'What is needed to send it could not be read. Nothing was written.',
  UNSUPPORTED: 'The provider takes no external calls. Nothing was written.',
} as const;

/** A refusal, as the graph names it. */
export type RefusalCode = keyof typeof REFUSALS;

/**
 * The refusal that the vendor's answer amounts to; null where it does not say for sure that nothing was done, which is
 * so for its own stumbling (5xx) and for words that it does not document.
 */
export function refusalCodeOf(
  { status, code, description }: Pick<VendorRefusal, 'status' | 'code' | 'description'>,
  kind: ProviderErrorKind,
): RefusalCode | null {
  const name = code?.toUpperCase() ?? null;
  if (name === '' || name === 'ERROR_CORE')
    return TOLD.find(([, [, words]]) => words.test(description ?? ''))?.[0] ?? null;
  if (name !== null && Object.hasOwn(DOCUMENTED, name)) return name as keyof typeof DOCUMENTED;
  if (name !== null && Object.hasOwn(OTHER_CODES, name)) return OTHER_CODES[name] ?? null;
  // Refused before any method ran, or by the web server before it: 408 alone may mean that something had begun.
  const isAtDoor = [401, 403, 404, 405, 413, 414, 415, 429, 431].includes(status) || (status >= 300 && status < 400);
  return isAtDoor ? ofKind(kind) : null;
}

/** The refusal that a kind of failure amounts to, where nothing was sent. */
export const ofKind = (kind: ProviderErrorKind): RefusalCode =>
  kind.toUpperCase().replace('-', '_') as Uppercase<Underscored<ProviderErrorKind>>;

type Underscored<Kind extends string> = Kind extends `${infer Head}-${infer Tail}` ? `${Head}_${Tail}` : Kind;

/** Codes that the pages of these methods do not list; each is sent before a method runs. */
const OTHER_CODES: Readonly<Partial<Record<string, RefusalCode>>> = {
  INVALID_ARGUMENT: 'INVALID_ARGUMENT',
  ERROR_ARGUMENT: 'INVALID_ARGUMENT',
  INVALID_TOKEN: 'UNAUTHORIZED',
  METHOD_CONFIRM_WAITING: 'FORBIDDEN',
  METHOD_CONFIRM_DENIED: 'FORBIDDEN',
  OPERATION_TIME_LIMIT: 'RATE_LIMITED',
  ERROR_METHOD_NOT_FOUND: 'MISCONFIGURED',
};
