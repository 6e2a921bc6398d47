import { ProviderError, type ProviderErrorKind } from '../../../domain/provider-error.ts';
import { kindOfStatus } from '../../kind-of-status.ts';
import { toSentence } from '../../vendor-words.ts';

/** A refusal as the vendor sent it. */
export type VendorFailure = {
  readonly provider: string;
  /** What was asked: "GET /contact_center/voice_calls". */
  readonly operation: string;
  readonly status: number;
  /** Null where the reply held no error body. Codes belong to one product of Zoom: the status comes first. */
  readonly code?: string | null;
  readonly message?: string | null;
  readonly retryAfterSeconds?: number | null;
};

/** Tells what a refusal means: by its status, then by its code. */
export function toError(failure: VendorFailure): ProviderError {
  const { provider, operation, status, code = null, message = null, retryAfterSeconds = null } = failure;
  const kind = kindOf(failure);
  const said = [code, message].filter((part) => part !== null && part !== '').join(': ');
  const answer = said === '' ? `HTTP ${status}` : `HTTP ${status} ${said.slice(0, 300)}`;
  const remedy = remedyOf(failure, kind);
  const text = [toSentence(`Zoom refused ${operation}: ${answer}`), remedy].filter(Boolean).join(' ');
  return new ProviderError(provider, kind, text, { code, retryAfterSeconds });
}

/** A refusal of the token endpoint. */
export type TokenFailure = {
  readonly provider: string;
  readonly status: number;
  readonly error: string | null;
  readonly reason: string | null;
  readonly retryAfterSeconds: number | null;
};

/** Tells what a refusal of the token endpoint means; `error` and `reason` are its fields. */
export function toTokenError({ provider, status, error, reason, retryAfterSeconds }: TokenFailure): ProviderError {
  const said = [error, reason].filter((part) => part !== null && part !== '').join(': ');
  const answer = `HTTP ${status}${said === '' ? '' : ` ${said.slice(0, 300)}`}`;
  const kind = status === 429 ? 'rate-limited' : status >= 500 ? 'unavailable' : 'unauthorized';
  const remedy =
    kind === 'unauthorized'
      ? 'Check accountId, clientId and clientSecret, and that the Server-to-Server OAuth app is activated.'
      : null;
  const code = error === '' ? null : error;
  const text = [toSentence(`Zoom gave no access token: ${answer}`), remedy].filter(Boolean).join(' ');
  return new ProviderError(provider, kind, text, { code, retryAfterSeconds });
}

/** An answer of another shape than documented. */
export function toShapeError(provider: string, operation: string, missing: string): ProviderError {
  const text = `Zoom answered ${operation} with JSON of another shape: it has no ${missing}.`;
  return new ProviderError(provider, 'unreadable', text);
}

/** Whether a refusal is that of the day, which no wait of seconds ends. */
export const isDailyLimit = (headers: Readonly<Record<string, string>>, message: string | null): boolean =>
  /daily/i.test(headers['x-ratelimit-type'] ?? '') || /daily rate limit/i.test(message ?? '');

const SCOPES =
  'contact_center_voice_call:read:admin, contact_center_report:read:admin, contact_center_user:read:admin, ' +
  'contact_center_queue:read:admin, contact_center_recording:read:admin (granular: contact_center:read:voice_call_log:admin, ' +
  'list_engagements, engagement, list_users, user, list_queues, queue, list_recordings)';

const lacksScope = ({ code, message }: VendorFailure): boolean =>
  code === '4711' || /does not contain scopes/i.test(message ?? '');

function kindOf(failure: VendorFailure): ProviderErrorKind {
  const { status, code = null } = failure;
  if (lacksScope(failure) && status >= 400 && status <= 403) return 'forbidden';
  // Contact Center once sent this code of an ended token with status 400.
  if (status === 400 && code === '124') return 'unauthorized';
  if ((status === 400 && code === '200') || (status === 404 && code === null)) return 'misconfigured';
  return kindOfStatus(status) ?? 'unsupported';
}

function remedyOf(failure: VendorFailure, kind: ProviderErrorKind): string | null {
  if (lacksScope(failure)) return `The app needs the scopes ${SCOPES}.`;
  if (kind === 'unauthorized') return 'The app needs Contact Center scopes, and must be activated.';
  if (kind === 'forbidden') return "The role of the app's owner needs access to Contact Center.";
  if (failure.code === '200' && kind === 'misconfigured') return 'The app must be of the type Server-to-Server OAuth.';
  if (kind === 'misconfigured') return 'Check baseUrl: it ends with /v2.';
  return null;
}
