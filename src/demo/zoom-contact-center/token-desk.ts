import { randomBytes } from 'node:crypto';
import type { Instant } from '../../time/instant.ts';
import type { DemoReply, DemoRequest } from '../demo-http.ts';
import { refuse } from './refusals.ts';

/** Who may ask for tokens. */
export type App = { readonly accountId: string; readonly clientId: string; readonly clientSecret: string };

/** Hands out access tokens and tells whether one is good. */
export type TokenDesk = {
  /** Answers POST /oauth/token. */
  issue(request: DemoRequest, apiUrl: string): DemoReply;
  /** Null when the request's token is good, else the refusal. */
  refusalOf(request: DemoRequest): DemoReply | null;
  /** Every token that was ever handed out. */
  readonly issued: readonly string[];
};

const LIFE_SECONDS = 3599;
const SCOPES =
  'contact_center_voice_call:read:admin contact_center_report:read:admin contact_center_user:read:admin ' +
  'contact_center_queue:read:admin contact_center_recording:read:admin';

/** Opens a desk for the apps of an account. With `endsOldTokens` a new token makes the app's one before it invalid at once. */
export function createTokenDesk(apps: readonly App[], now: () => Instant, endsOldTokens: boolean): TokenDesk {
  const issued: string[] = [];
  const grants = new Map<string, { readonly app: App; readonly endsAt: Instant }>();
  const ofOtherGrants = new Set<string>();

  return {
    issued,
    issue(request, apiUrl) {
      const app = apps.find((one) => request.headers.authorization === `Basic ${basicOf(one)}`);
      if (app === undefined) return oauthError('invalid_client', 'Invalid client_id or client_secret');
      // Parameters in the query have met HTTP 400: they belong in the body.
      const parameters = new URLSearchParams(request.body);
      const grant = parameters.get('grant_type');
      if (grant !== 'account_credentials' && grant !== 'client_credentials')
        return oauthError('unsupported_grant_type', 'Unsupported grant type');
      if (grant === 'account_credentials' && parameters.get('account_id') !== app.accountId)
        return oauthError('invalid_request', 'Bad Request');
      if (endsOldTokens) for (const [token, { app: holder }] of grants) if (holder === app) grants.delete(token);
      const token = randomBytes(48).toString('base64url');
      grants.set(token, { app, endsAt: now() + LIFE_SECONDS * 1000 });
      issued.push(token);
      // The wrong grant still yields a token, which no endpoint takes.
      if (grant === 'client_credentials') ofOtherGrants.add(token);
      const body = {
        access_token: token,
        token_type: 'bearer',
        expires_in: LIFE_SECONDS,
        scope: SCOPES,
        api_url: apiUrl,
      };
      return { body };
    },
    refusalOf(request) {
      const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
      if (ofOtherGrants.has(token)) return refuse(400, 200, 'Invalid api key or secret.');
      if ((grants.get(token)?.endsAt ?? 0) > now()) return null;
      // Users answer an ended token with a body of another shape.
      const isOdd = request.path.includes('/contact_center/users') && issued.includes(token);
      return isOdd
        ? { status: 401, body: { status: false, errorCode: 401 } }
        : refuse(401, 124, 'Invalid access token.');
    },
  };
}

/** An app's name and secret as Basic authentication writes them. */
export const basicOf = ({ clientId, clientSecret }: App): string => btoa(`${clientId}:${clientSecret}`);

const oauthError = (error: string, reason: string): DemoReply => ({ status: 400, body: { reason, error } });
