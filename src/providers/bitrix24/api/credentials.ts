import { setTimeout as delay } from 'node:timers/promises';
import type { Http } from '../../../transport/http.ts';
import { createTokenSource } from '../../../transport/token-source.ts';
import type { ProviderTools } from '../../provider-kinds.ts';
import { createVendorWords } from '../../vendor-words.ts';
import { isPortalMove } from '../media/media-hosts.ts';
import { createFilePlace } from './file-place.ts';
import { refreshTokens } from './refresh-token.ts';
import { createSharedPlace } from './shared-place.ts';
import { withMemory } from './with-memory.ts';
import type { Bitrix24OauthSettings, Bitrix24Settings } from '../settings.ts';

/** Where a method is called, and with what. */
type Access = {
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
  /** Lets an exchange of tokens end that is on its way: cut off, it would use up a token and bring none. */
  close(): Promise<void>;
};

/** What credentials are made with, and the way to the OAuth server. */
type CredentialsTools = Pick<ProviderTools, 'log' | 'shared'> & { readonly sendToken: Http };

/** Credentials as the settings have them. */
export function createCredentials(settings: Bitrix24Settings, tools: CredentialsTools): Credentials {
  const { oauth, webhookUrl = '' } = settings;
  if (oauth !== undefined) return createOauth(settings.id, oauth, tools);
  const address = createAddress(webhookUrl);
  const code = new URL(address.baseUrl()).pathname.split('/').at(-2) ?? '';
  return {
    isWebhook: true,
    get: async () => ({ baseUrl: address.baseUrl(), token: null }),
    refuse: () => {},
    move: (location) => address.move(location),
    origin: address.origin,
    secrets: () => [code],
    close: async () => {},
  };
}

/** Tokens are replaced every hour or so: those of the last few hours may still turn up in somebody's words. */
const TOKENS_KEPT_SECRET = 12;

/** What a vendor that answers at all needs for an exchange, when everything else has ended. */
const LAST_EXCHANGE_MS = 2000;

function createOauth(provider: string, oauth: Bitrix24OauthSettings, tools: CredentialsTools): Credentials {
  const shared = tools.shared?.token(oauth.clientSecret) ?? null;
  const file = oauth.tokenFile === undefined ? null : createFilePlace(provider, oauth.tokenFile);
  const place = shared === null ? file : createSharedPlace(provider, shared, file);
  if (place === null) throw new Error(`provider ${provider}: without a tokenFile, tokens are kept in Postgres alone`);
  const address = createAddress(oauth.endpoint);
  let recent: readonly string[] = [];
  let refused: readonly string[] = [];
  let refreshing: Promise<unknown> = Promise.resolve();
  const secrets = () => [oauth.clientSecret, oauth.refreshToken, ...recent];
  const parts = {
    provider,
    oauth,
    send: tools.sendToken,
    place: withMemory(provider, place, tools.log),
    shared,
    words: createVendorWords(secrets),
    noteSecret: (token: string) => {
      recent = [...recent.filter((known) => known !== token), token].slice(-TOKENS_KEPT_SECRET);
    },
  };
  const tokens = createTokenSource({
    async fetch(signal) {
      const refreshed = refreshTokens(parts, refused, signal);
      refreshing = refreshed.catch(() => {});
      const { accessToken, clientEndpoint } = await refreshed;
      if (clientEndpoint !== null) address.adopt(clientEndpoint);
      // The vendor may block an application that refreshes by the clock: a token lives until it is refused.
      return { token: accessToken, expiresAt: null };
    },
  });
  return {
    isWebhook: false,
    async get(signal) {
      const token = await tokens.get(signal);
      return { baseUrl: address.baseUrl(), token };
    },
    refuse(token) {
      refused = [...refused, token].slice(-TOKENS_KEPT_SECRET);
      tokens.invalidate(token);
    },
    move: (location) => address.move(location),
    origin: address.origin,
    secrets,
    async close() {
      await Promise.race([refreshing, delay(LAST_EXCHANGE_MS, undefined, { ref: false })]);
    },
  };
}

/** A portal's address: its host may change, its path stays. */
function createAddress(url: string) {
  let baseUrl = url.endsWith('/') ? url : `${url}/`;
  const goTo = (place: string): void => {
    baseUrl = new URL(new URL(baseUrl).pathname, new URL(place).origin).href;
  };
  return {
    baseUrl: () => baseUrl,
    origin: () => new URL(baseUrl).origin,
    move(location: string): boolean {
      if (!isPortalMove(baseUrl, location)) return false;
      goTo(location);
      return true;
    },
    /** The OAuth server knows where the portal is, a domain of the company's own included. */
    adopt(endpoint: string): void {
      if (URL.parse(endpoint)?.protocol === 'https:' || isPortalMove(baseUrl, endpoint)) goTo(endpoint);
    },
  };
}
