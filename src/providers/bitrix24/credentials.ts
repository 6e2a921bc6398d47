import { ProviderError } from '../../domain/provider-error.ts';
import type { Http } from '../../transport/http.ts';
import { readJson } from '../../transport/read-json.ts';
import { recordOf, textOrNull } from '../../transport/read-wire.ts';
import { createTokenSource } from '../../transport/token-source.ts';
import { wait } from '../../transport/wait.ts';
import { isPortalMove } from './portal-hosts.ts';
import type { Bitrix24OauthSettings, Bitrix24Settings } from './settings.ts';
import { toError } from './to-error.ts';
import { readTokenFile, writeTokenFile } from './token-file.ts';

/** Where a method is called, and with what. */
export type Access = {
  /** Ends with a slash; the method's name follows. A webhook's address is a secret. */
  readonly baseUrl: string;
  /** Null with a webhook. */
  readonly token: string | null;
};

/** A portal's address and the right to use it. */
export type Credentials = {
  readonly isWebhook: boolean;
  get(signal: AbortSignal): Promise<Access>;
  /** Forgets an access token that was refused. */
  refuse(token: string): void;
  /** Follows a portal to its new host; false where that is no host to follow to. */
  move(location: string): boolean;
  /** Where the portal is, as far as is known now: "https://example.bitrix24.com". */
  origin(): string;
  /** What must never be shown. */
  secrets(): readonly string[];
};

/** Credentials as the settings have them. `sendToken` is the way to the OAuth server. */
export function createCredentials(settings: Bitrix24Settings, sendToken: Http): Credentials {
  const { oauth, webhookUrl } = settings;
  if (oauth !== undefined) return createOauth(settings.id, oauth, sendToken);
  let baseUrl = withSlash(webhookUrl ?? '');
  const code = new URL(baseUrl).pathname.split('/').at(-2) ?? '';
  return {
    isWebhook: true,
    get: async () => ({ baseUrl, token: null }),
    refuse: () => {},
    move(location) {
      if (!isPortalMove(baseUrl, location)) return false;
      baseUrl = withOriginOf(baseUrl, location);
      return true;
    },
    origin: () => new URL(baseUrl).origin,
    secrets: () => [code],
  };
}

function createOauth(provider: string, oauth: Bitrix24OauthSettings, sendToken: Http): Credentials {
  let baseUrl = withSlash(oauth.endpoint);
  let refreshToken: string | null = null;
  const secrets = new Set([oauth.clientSecret, oauth.refreshToken]);

  const follow = (location: string): boolean => {
    if (!isPortalMove(baseUrl, location)) return false;
    baseUrl = withOriginOf(baseUrl, location);
    return true;
  };

  const tokens = createTokenSource({
    // The vendor may block an application that refreshes by the clock: a token lives until it is refused.
    async fetch(signal) {
      refreshToken ??= (await readKeptToken(provider, oauth.tokenFile)) ?? oauth.refreshToken;
      secrets.add(refreshToken);
      const pair = await exchangeNewest(provider, oauth, refreshToken, sendToken, signal);
      secrets.add(pair.accessToken).add(pair.refreshToken);
      await keepToken(provider, oauth.tokenFile, pair.refreshToken);
      refreshToken = pair.refreshToken;
      if (pair.clientEndpoint !== null) follow(pair.clientEndpoint);
      return { token: pair.accessToken, expiresAt: null };
    },
  });

  return {
    isWebhook: false,
    get: async (signal) => {
      const token = await tokens.get(signal);
      return { baseUrl, token };
    },
    refuse: (token) => tokens.invalidate(token),
    move: follow,
    origin: () => new URL(baseUrl).origin,
    secrets: () => [...secrets],
  };
}

type TokenPair = {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly clientEndpoint: string | null;
};

/** Another process that shares the file may just have used the token up: the one it got is then on its way there. */
async function exchangeNewest(
  provider: string,
  oauth: Bitrix24OauthSettings,
  refreshToken: string,
  send: Http,
  signal: AbortSignal,
): Promise<TokenPair> {
  try {
    return await exchangeToken(provider, oauth, refreshToken, send, signal);
  } catch (error) {
    if (!(error instanceof ProviderError) || error.code?.toLowerCase() !== 'invalid_grant') throw error;
    for (let reads = 0; reads < REREADS; reads += 1) {
      await wait(REREAD_MS, signal);
      const newest = await readKeptToken(provider, oauth.tokenFile);
      if (newest !== null && newest !== refreshToken) return exchangeToken(provider, oauth, newest, send, signal);
    }
    throw error;
  }
}

const REREADS = 3;
const REREAD_MS = 100;

async function exchangeToken(
  provider: string,
  { tokenUrl, clientId, clientSecret }: Bitrix24OauthSettings,
  refreshToken: string,
  send: Http,
  signal: AbortSignal,
): Promise<TokenPair> {
  const url = new URL(tokenUrl);
  url.search = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: clientId,
    client_secret: clientSecret,
    refresh_token: refreshToken,
  }).toString();
  const operation = 'oauth/token';
  const response = await send({ method: 'GET', url: url.href, operation, purpose: 'token' }, signal);
  const body = recordOf(tryReadJson(response.text));
  const [accessToken, nextToken] = [textOrNull(body.access_token), textOrNull(body.refresh_token)];
  if (response.status === 200 && accessToken !== null && nextToken !== null)
    return { accessToken, refreshToken: nextToken, clientEndpoint: textOrNull(body.client_endpoint) };
  const code = textOrNull(body.error);
  if (response.status === 200 && code === null)
    throw new ProviderError(provider, 'unreadable', `Bitrix24 answered ${operation} without the tokens asked for.`);
  // The description is left out: the server may quote what it was sent.
  throw toError({ provider, operation, status: response.status, code, description: null, isWebhook: false });
}

async function readKeptToken(provider: string, path: string): Promise<string | null> {
  try {
    return await readTokenFile(path);
  } catch (error) {
    throw toFileError(provider, 'read', path, error);
  }
}

async function keepToken(provider: string, path: string, refreshToken: string): Promise<void> {
  try {
    await writeTokenFile(path, refreshToken);
  } catch (error) {
    throw toFileError(provider, 'written', path, error);
  }
}

function toFileError(provider: string, verb: string, path: string, error: unknown): ProviderError {
  const reason = error instanceof Error ? error.message : String(error);
  const message = `The refresh token of Bitrix24 cannot be ${verb}: tokenFile "${path}": ${reason}.`;
  return new ProviderError(provider, 'misconfigured', message, { cause: error });
}

function tryReadJson(text: string): unknown {
  try {
    return readJson(text);
  } catch {
    // An answer that is no JSON has no tokens, which is what the caller looks for.
    return null;
  }
}

const withSlash = (url: string): string => (url.endsWith('/') ? url : `${url}/`);

function withOriginOf(url: string, location: string): string {
  const { pathname } = new URL(url);
  return new URL(pathname, new URL(location).origin).href;
}
