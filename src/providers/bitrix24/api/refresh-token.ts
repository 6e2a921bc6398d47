import { ProviderError } from '../../../domain/provider-error.ts';
import type { Http } from '../../../transport/http.ts';
import type { SharedToken } from '../../../transport/shared/shared-token.ts';
import { numberOrNull, textOrNull } from '../../../transport/read-wire.ts';
import { wait } from '../../../time/wait.ts';
import { readFieldsOrNone } from '../../connection/read-reply.ts';
import type { VendorWords } from '../../vendor-words.ts';
import type { Bitrix24OauthSettings } from '../settings.ts';
import { toError } from './to-error.ts';
import type { KeptTokens, TokenPlace } from './token-file.ts';

/** Tokens that can be used at once. */
type Tokens = KeptTokens & { readonly accessToken: string };

/** What a refresh needs. */
type RefreshParts = {
  readonly provider: string;
  readonly oauth: Bitrix24OauthSettings;
  readonly send: Http;
  readonly place: TokenPlace;
  /** What keeps other processes from exchanging these tokens meanwhile; null where nothing can. */
  readonly shared: SharedToken | null;
  /** Told of every token, before it goes anywhere. */
  readonly noteSecret: (token: string) => void;
  readonly words: VendorWords;
};

/**
 * Gives tokens whose access token has not been refused: those that are kept while they are good, also after a restart
 * or from another process; else new ones for the refresh token. The vendor ends the old refresh token with that, so
 * nothing is asked before it is sure that the new one can be kept, and it is kept before anybody uses it.
 */
export async function refreshTokens(
  parts: RefreshParts,
  refused: readonly string[],
  signal: AbortSignal,
): Promise<Tokens> {
  const { oauth, place, shared } = parts;
  const isGood = (kept: KeptTokens | null): kept is Tokens =>
    kept !== null && isUsable(kept, oauth) && !refused.includes(kept.accessToken);
  const kept = await place.read();
  if (isGood(kept)) return noted(kept, parts);
  const refresh = async (): Promise<Tokens> => {
    const newest = await place.read();
    if (isGood(newest)) return noted(newest, parts);
    await place.prepare();
    const tokens = noted(await exchangeNewest(newest?.refreshToken ?? oauth.refreshToken, parts, signal), parts);
    await place.keep(tokens);
    return tokens;
  };
  return shared === null ? refresh() : shared.inTurn(refresh, signal);
}

function noted(tokens: Tokens, { noteSecret }: RefreshParts): Tokens {
  noteSecret(tokens.accessToken);
  noteSecret(tokens.refreshToken);
  return tokens;
}

function isUsable(kept: KeptTokens, { clientId, endpoint }: Bitrix24OauthSettings): kept is Tokens {
  const isOurs = kept.clientId === clientId && kept.endpoint === endpoint;
  return isOurs && kept.accessToken !== null && Date.now() < (kept.accessTokenEndsAt ?? Infinity);
}

/** Another process that shares the file may just have used the token up: the one it got is then on its way there. */
async function exchangeNewest(first: string, parts: RefreshParts, signal: AbortSignal): Promise<Tokens> {
  try {
    return await exchange(first, parts, signal);
  } catch (error) {
    if (!(error instanceof ProviderError) || error.code?.toLowerCase() !== 'invalid_grant') throw error;
    for (let reads = 0; reads < REREADS; reads += 1) {
      await wait(REREAD_MS, signal);
      const newest = await parts.place.read();
      if (newest === null || newest.refreshToken === first) continue;
      return isUsable(newest, parts.oauth) ? newest : exchange(newest.refreshToken, parts, signal);
    }
    // Where what was kept has ended, the settings may have a new one by now. A file that is in the way is deleted by its
    // operator; nobody reaches for a row of a database.
    const { refreshToken } = parts.oauth;
    if (parts.shared !== null && first !== refreshToken) return exchange(refreshToken, parts, signal);
    throw error;
  }
}

const REREADS = 10;
const REREAD_MS = 100;

async function exchange(
  refreshToken: string,
  { provider, oauth, send, noteSecret, words }: RefreshParts,
  signal: AbortSignal,
): Promise<Tokens> {
  noteSecret(refreshToken);
  const { clientId, endpoint } = oauth;
  const operation = 'oauth/token';
  const response = await send(
    {
      method: 'POST',
      url: oauth.tokenUrl,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      // The vendor's pages show a query, which every proxy on the way writes down; its server reads a form as well.
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: clientId,
        client_secret: oauth.clientSecret,
        refresh_token: refreshToken,
      }).toString(),
      operation,
      purpose: 'token',
    },
    signal,
  );
  // An answer that is no JSON has no tokens.
  const body = readFieldsOrNone(response.text);
  const [accessToken, nextToken] = [textOrNull(body.access_token), textOrNull(body.refresh_token)];
  if (response.status === 200 && accessToken !== null && nextToken !== null) {
    const lifeSeconds = numberOrNull(body.expires_in);
    const accessTokenEndsAt = lifeSeconds === null ? null : Date.now() + lifeSeconds * 1000;
    const clientEndpoint = textOrNull(body.client_endpoint);
    return { refreshToken: nextToken, accessToken, accessTokenEndsAt, clientEndpoint, clientId, endpoint };
  }
  const code = words(body.error);
  if (response.status === 200 && code === null)
    throw new ProviderError(provider, 'unreadable', `Bitrix24 answered ${operation} without the tokens asked for.`);
  // The description is left out: the server may quote what it was sent.
  throw toError({ provider, operation, status: response.status, code });
}
