import { randomBytes } from 'node:crypto';
import type { DemoReply, DemoRequest } from '../demo-http.ts';
import { type MethodError, errorReply, fail } from './reply.ts';
import type { Parameters } from './read-parameters.ts';

/** Who is asking: a webhook, or the application that holds the token. */
export type Caller = 'webhook' | 'application';

export type Authorization = {
  readonly webhookCode: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The refresh token an operator would put into the settings. */
  readonly refreshToken: string;
  /** Everything secret so far, tokens that were given out included. */
  secrets(): string[];
  /** Tells who may call, or how the call is refused. */
  identify(path: { webhook: { user: string; code: string } | null }, parameters: Parameters): Caller | MethodError;
  /** The token endpoint. */
  exchange(request: DemoRequest, portalUrl: string): DemoReply;
  /** Ends every access token, as an hour does. */
  expireAccessTokens(): void;
};

const NO_AUTH = fail(401, 'NO_AUTH_FOUND', 'Wrong authorization data').error;

/** A webhook and an OAuth application of the demo's portal. */
export function createAuthorization(): Authorization {
  const webhookCode = 'w3bh00k5ecretc0de';
  const clientId = 'local.5f0c1d2e3b4a59.87654321';
  const clientSecret = 'demo-client-secret-91c7e2';
  const firstRefreshToken = 'demo-refresh-token-first-4471';
  let refreshToken = firstRefreshToken;
  const accessTokens = new Map<string, { isExpired: boolean }>();
  const given: string[] = [];
  const createToken = (): string => {
    const token = randomBytes(24).toString('hex');
    given.push(token);
    return token;
  };

  return {
    webhookCode,
    clientId,
    clientSecret,
    refreshToken: firstRefreshToken,
    secrets: () => [webhookCode, clientSecret, firstRefreshToken, ...given],
    identify({ webhook }, parameters) {
      if (webhook !== null) return webhook.code === webhookCode && webhook.user === '1' ? 'webhook' : NO_AUTH;
      const token = typeof parameters.AUTH === 'string' ? accessTokens.get(parameters.AUTH) : undefined;
      if (token === undefined)
        return parameters.AUTH === undefined
          ? NO_AUTH
          : fail(401, 'invalid_token', 'Unable to get application by token').error;
      if (token.isExpired) return fail(401, 'expired_token', 'The access token provided has expired.').error;
      return 'application';
    },
    exchange(request, portalUrl) {
      // The vendor's pages show a query, its clients send a form as well: both are read.
      const asked = new URLSearchParams(request.method === 'POST' ? request.body : request.query);
      if (asked.get('grant_type') !== 'refresh_token')
        return errorReply(fail(400, 'invalid_request', 'Unsupported grant type').error);
      if (asked.get('client_id') !== clientId || asked.get('client_secret') !== clientSecret)
        return errorReply(fail(401, 'invalid_client', 'Invalid client').error);
      if (asked.get('refresh_token') !== refreshToken)
        return errorReply(fail(400, 'invalid_grant', 'Invalid refresh token').error);
      refreshToken = createToken();
      const accessToken = createToken();
      accessTokens.set(accessToken, { isExpired: false });
      return {
        body: {
          access_token: accessToken,
          refresh_token: refreshToken,
          client_endpoint: `${portalUrl}/rest/`,
          server_endpoint: `${portalUrl}/oauth/rest/`,
          domain: new URL(portalUrl).host,
          expires: Math.floor(Date.now() / 1000) + 3600,
          expires_in: 3600,
          member_id: 'd0e1f2a3b4c5d6e7f8091a2b3c4d5e6f',
          scope: 'telephony,user,disk',
          status: 'L',
          user_id: 1,
        },
      };
    },
    expireAccessTokens() {
      for (const token of accessTokens.values()) token.isExpired = true;
    },
  };
}
