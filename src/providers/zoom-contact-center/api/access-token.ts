import type { Http, Send } from '../../../transport/http.ts';
import { readJson } from '../../../transport/read-json.ts';
import { numberOrNull, recordOf, textOrNull } from '../../../transport/read-wire.ts';
import { type TokenSource, createTokenSource } from '../../../transport/token-source.ts';
import type { VendorWords } from '../../vendor-words.ts';
import type { ZoomContactCenterSettings } from '../settings.ts';
import { toProviderError, toShapeError, toTokenError } from './to-error.ts';

const OPERATION = 'POST /oauth/token';

/**
 * The one access token of the app. A new one may end the one before it at once, so there is never a second: all askers
 * share a fetch, and it is renewed a minute before its end.
 */
export function createAccessToken(
  settings: ZoomContactCenterSettings,
  send: Http,
  now: () => number,
  { noteToken, words }: { readonly noteToken: (token: string) => void; readonly words: VendorWords },
): TokenSource {
  const { id, accountId, clientId, clientSecret, tokenUrl } = settings;
  return createTokenSource({
    now,
    async fetch(signal) {
      const askedAt = now();
      const reply = await send(
        {
          method: 'POST',
          url: tokenUrl,
          headers: {
            authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
            'content-type': 'application/x-www-form-urlencoded',
            accept: 'application/json',
          },
          // In the query the same parameters have met HTTP 400.
          body: new URLSearchParams({ grant_type: 'account_credentials', account_id: accountId }).toString(),
          operation: OPERATION,
          purpose: 'token',
        },
        signal,
      ).catch((error: unknown) => {
        throw toProviderError(id, OPERATION, error);
      });
      if (reply.status >= 300) {
        const refusal = recordOf(readOrNull(reply.text));
        throw toTokenError(id, reply.status, words(refusal.error), words(refusal.reason));
      }
      const body = recordOf(readOrNull(reply.text));
      const token = textOrNull(body.access_token);
      if (token === null) throw toShapeError(id, OPERATION, 'access_token');
      noteToken(token);
      const lifeSeconds = numberOrNull(body.expires_in);
      return { token, expiresAt: lifeSeconds === null ? null : askedAt + lifeSeconds * 1000 };
    },
  });
}

/** Sends with the token; a refused one is replaced and the question asked once more, never again after that. */
export function withAccessToken<Reply>(
  send: Send<Reply>,
  tokens: TokenSource,
  isRefused: (reply: Reply) => boolean,
  discard: (reply: Reply) => void = () => {},
): Send<Reply> {
  const sendWith = async (token: string, ...[request, signal]: Parameters<Send<Reply>>): Promise<Reply> =>
    send({ ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } }, signal);
  return async (request, signal) => {
    const token = await tokens.get(signal);
    const reply = await sendWith(token, request, signal);
    if (!isRefused(reply)) return reply;
    discard(reply);
    tokens.invalidate(token);
    return sendWith(await tokens.get(signal), request, signal);
  };
}

function readOrNull(text: string): unknown {
  try {
    return readJson(text);
  } catch {
    return null;
  }
}
