import { ProviderError, type ProviderErrorKind } from '../../../domain/provider-error.ts';
import { lookUp } from '../../../transport/read-wire.ts';
import type { Verdict } from '../../connection/verdict.ts';
import { kindOfStatus } from '../../kind-of-status.ts';
import { toSentence } from '../../vendor-words.ts';

/** A refusal as the vendor sent it. */
export type VendorFailure = {
  readonly provider: string;
  /** What was asked: "voximplant.statistic.get". */
  readonly operation: string;
  readonly status: number;
  /** "" where the vendor sent only words, null where it sent no error body at all. */
  readonly code?: string | null;
  readonly description?: string | null;
  readonly isWebhook?: boolean;
  readonly retryAfterSeconds?: number | null;
};

/** A refusal in the vendor's own words: the cause of the error that tells what it means. */
export class VendorRefusal extends Error {
  readonly status: number;
  readonly code: string | null;
  readonly description: string | null;

  constructor(status: number, code: string | null, description: string | null) {
    super(`HTTP ${status}${code === null ? '' : ` ${code}`}${description === null ? '' : `: ${description}`}`);
    this.name = 'VendorRefusal';
    this.status = status;
    this.code = code;
    this.description = description;
  }
}

/** Tells what a refusal means: by its code, then by its status, since 503 means two things and 403 many. */
export function toError(failure: VendorFailure): ProviderError {
  const { provider, operation, status, code = null, description = null, retryAfterSeconds = null } = failure;
  const known = meaningOf(failure);
  // An address without the API has no code either.
  const isElsewhere = status === 404 && code === null;
  const kind = known?.kind ?? kindOfStatus(status) ?? (isElsewhere ? 'misconfigured' : 'unsupported');
  const said = [code, description].filter((part) => part !== null && part !== '').join(': ');
  const answer = said === '' ? `HTTP ${status}` : `HTTP ${status} ${said.slice(0, 300)}`;
  const remedy = known?.remedy ?? REMEDIES[kind];
  const message = [toSentence(`Bitrix24 refused ${operation}: ${answer}`), remedy].filter(Boolean).join(' ');
  const cause = new VendorRefusal(status, code, description);
  return new ProviderError(provider, kind, message, { code: code === '' ? null : code, retryAfterSeconds, cause });
}

/** Whether a refusal means that the access token has to be renewed. */
export const isTokenRefusal = (code: string | null): boolean =>
  code !== null && ['expired_token', 'invalid_token'].includes(code.toLowerCase());

/** How long an overflown bucket is left alone, so that a few requests have drained from it. */
const DRAIN_MS = 1_500;

/** What follows from the refusals that are an exception. */
export function bitrix24Verdict({ code, retryAfterSeconds }: ProviderError): Verdict | undefined {
  switch (code?.toLowerCase()) {
    // The working time of a method comes back in minutes, and says nothing of the bucket.
    case 'operation_time_limit':
      return { retry: null };
    case 'query_limit_exceeded':
      return retryAfterSeconds === null ? { holdMs: DRAIN_MS, retry: { afterMs: 0 } } : undefined;
    default:
      return undefined;
  }
}

type Meaning = { readonly kind: ProviderErrorKind; readonly remedy?: string };

const CODES: Readonly<Partial<Record<string, Meaning>>> = {
  query_limit_exceeded: { kind: 'rate-limited' },
  operation_time_limit: { kind: 'rate-limited', remedy: 'The method has used up its working time for now.' },
  overload_limit: {
    kind: 'forbidden',
    remedy: 'Bitrix24 has blocked this portal by hand: only its support can lift that.',
  },
  internal_server_error: { kind: 'unavailable' },
  error_unexpected_answer: { kind: 'unavailable' },
  expired_token: { kind: 'unauthorized' },
  invalid_token: { kind: 'unauthorized' },
  no_auth_found: { kind: 'unauthorized', remedy: 'Check the webhook address or the OAuth application.' },
  method_confirm_waiting: { kind: 'forbidden', remedy: 'An administrator of the portal has to confirm the method.' },
  method_confirm_denied: { kind: 'forbidden' },
  access_denied: {
    kind: 'forbidden',
    remedy: 'The user behind the webhook or application needs the right "Call Statistics: View".',
  },
  invalid_credentials: { kind: 'forbidden' },
  insufficient_scope: { kind: 'forbidden', remedy: 'It needs the scopes telephony, user and disk.' },
  user_access_error: { kind: 'forbidden', remedy: 'The application is not open to this user.' },
  wrong_auth_type: { kind: 'forbidden', remedy: 'The method needs an OAuth application: a webhook may not call it.' },
  invalid_request: { kind: 'misconfigured', remedy: 'The portal must be addressed with https.' },
  error_method_not_found: {
    kind: 'misconfigured',
    remedy: 'The portal has no telephony module, or is another portal.',
  },
  error_manifest_is_not_available: { kind: 'misconfigured' },
  error_batch_length_exceeded: { kind: 'unsupported' },
  error_batch_method_not_allowed: { kind: 'unsupported' },
  portal_deleted: { kind: 'misconfigured', remedy: 'The portal is closed.' },
  invalid_grant: {
    kind: 'unauthorized',
    remedy:
      'The refresh token is no longer good. Authorise the application again and put its new refreshToken into the ' +
      'settings. Delete the tokenFile if there is one, or replace it: while it exists, it wins over the settings.',
  },
  invalid_client: { kind: 'misconfigured', remedy: 'Check clientId and clientSecret.' },
  wrong_client: { kind: 'misconfigured', remedy: 'Check clientId and clientSecret.' },
  invalid_scope: { kind: 'forbidden', remedy: 'It needs the scopes telephony, user and disk.' },
  payment_required: { kind: 'forbidden', remedy: 'The portal or the application has not been paid for.' },
};

const REMEDIES: Partial<Record<ProviderErrorKind, string>> = {
  unauthorized: 'Check the webhook address or the OAuth application.',
  forbidden: 'The user behind the webhook or application may not do this.',
};

function meaningOf({ code, description, isWebhook }: VendorFailure): Meaning | undefined {
  const name = code?.toLowerCase() ?? '';
  // A webhook is never renewed: its end is a matter of the settings.
  if (name === 'expired_token' && isWebhook)
    return {
      kind: 'misconfigured',
      remedy: 'The webhook has passed its end date: make a new one and change webhookUrl.',
    };
  // One code for two refusals, told apart by their words.
  if (name === 'access_denied' && /commercial plans/i.test(description ?? ''))
    return { kind: 'forbidden', remedy: 'The plan of the portal has no REST API.' };
  return lookUp(CODES, name);
}

/** The portal has moved: thrown by what sends, caught here. */
export class PortalMoved extends Error {
  readonly location: string;

  constructor(location: string) {
    super('the portal has moved to another host');
    this.name = 'PortalMoved';
    this.location = location;
  }
}
