import { ProviderError } from '../../../domain/provider-error.ts';
import type { Http } from '../../../transport/http.ts';
import { readJson } from '../../../transport/read-json.ts';
import { recordOf, textOrNull } from '../../../transport/read-wire.ts';
import { wait } from '../../../time/wait.ts';
import { toSentence } from '../../to-sentence.ts';
import type { VendorWords } from '../../vendor-words.ts';
import type { Bitrix24OauthSettings } from '../settings.ts';
import { toError } from './to-error.ts';
import { checkTokenFile, readTokenFile, writeTokenFile } from './token-file.ts';

/** What the OAuth server answers a refresh with. */
export type TokenPair = {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Where the portal is now. */
  readonly clientEndpoint: string | null;
};

/** What a refresh needs. */
export type RefreshParts = {
  readonly provider: string;
  readonly oauth: Bitrix24OauthSettings;
  readonly send: Http;
  /** Told of every token, before it goes anywhere. */
  readonly noteSecret: (token: string) => void;
  readonly words: VendorWords;
};

/**
 * Exchanges the refresh token for a new pair. The vendor ends the old one with that, so the new one is in its file
 * before anybody gets to use the pair, and nothing is asked while the file cannot be written.
 */
export function createRefresh(parts: RefreshParts): (signal: AbortSignal) => Promise<TokenPair> {
  const { provider, oauth, noteSecret } = parts;
  const path = oauth.tokenFile;
  let unkept: TokenPair | null = null;
  return async (signal) => {
    await onFile(provider, 'written', path, () => checkTokenFile(path));
    const pair = unkept ?? (await exchangeNewest(parts, signal));
    noteSecret(pair.accessToken);
    noteSecret(pair.refreshToken);
    // A disk that is full just now must not lose the only token that still works.
    unkept = pair;
    await onFile(provider, 'written', path, () => writeTokenFile(path, pair.refreshToken));
    unkept = null;
    return pair;
  };
}

/**
 * Exchanges the token of the file, or of the settings while there is no file. Another process that shares the file may
 * just have used the token up: the one it got is then on its way there.
 */
async function exchangeNewest(parts: RefreshParts, signal: AbortSignal): Promise<TokenPair> {
  const { provider, oauth } = parts;
  const readKept = () => onFile(provider, 'read', oauth.tokenFile, () => readTokenFile(oauth.tokenFile));
  const first = (await readKept()) ?? oauth.refreshToken;
  try {
    return await exchange(first, parts, signal);
  } catch (error) {
    if (!(error instanceof ProviderError) || error.code?.toLowerCase() !== 'invalid_grant') throw error;
    for (let reads = 0; reads < REREADS; reads += 1) {
      await wait(REREAD_MS, signal);
      const newest = await readKept();
      if (newest !== null && newest !== first) return exchange(newest, parts, signal);
    }
    throw error;
  }
}

const REREADS = 10;
const REREAD_MS = 100;

async function exchange(
  refreshToken: string,
  { provider, oauth, send, noteSecret, words }: RefreshParts,
  signal: AbortSignal,
): Promise<TokenPair> {
  noteSecret(refreshToken);
  const url = new URL(oauth.tokenUrl);
  url.search = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: oauth.clientId,
    client_secret: oauth.clientSecret,
    refresh_token: refreshToken,
  }).toString();
  const operation = 'oauth/token';
  const response = await send({ method: 'GET', url: url.href, operation, purpose: 'token' }, signal);
  const body = recordOf(tryReadJson(response.text));
  const [accessToken, nextToken] = [textOrNull(body.access_token), textOrNull(body.refresh_token)];
  if (response.status === 200 && accessToken !== null && nextToken !== null)
    return { accessToken, refreshToken: nextToken, clientEndpoint: textOrNull(body.client_endpoint) };
  const code = words(body.error);
  if (response.status === 200 && code === null)
    throw new ProviderError(provider, 'unreadable', `Bitrix24 answered ${operation} without the tokens asked for.`);
  // The description is left out: the server may quote what it was sent.
  throw toError({ provider, operation, status: response.status, code, description: null, isWebhook: false });
}

async function onFile<Value>(
  provider: string,
  verb: 'read' | 'written',
  path: string,
  act: () => Promise<Value>,
): Promise<Value> {
  try {
    return await act();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `${toSentence(`The refresh token of Bitrix24 cannot be ${verb}: tokenFile "${path}": ${reason}`)} ${REMEDIES[verb]}`;
    throw new ProviderError(provider, 'misconfigured', message, { cause: error });
  }
}

const REMEDIES = {
  read:
    'Make it readable, or replace it by {"refreshToken": "…"}. Or delete it: then the refreshToken of the settings is ' +
    'used, which has to be a new one if the file was ever written.',
  written: 'Its folder must exist, and the user that runs this process must be allowed to write to it.',
};

function tryReadJson(text: string): unknown {
  try {
    return readJson(text);
  } catch {
    // An answer that is no JSON has no tokens, which is what the caller looks for.
    return null;
  }
}
