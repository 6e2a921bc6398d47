import type { Http } from '../../../transport/http.ts';
import { numberOrNull, textOrNull } from '../../../transport/read-wire.ts';
import { type SharedToken, withSharedToken } from '../../../transport/shared/shared-token.ts';
import { type FetchToken, type TokenSource, createTokenSource } from '../../../transport/token-source.ts';
import { readFieldsOrNone, retryAfterSecondsIn } from '../../connection/read-reply.ts';
import type { VendorWords } from '../../vendor-words.ts';
import type { ZoomContactCenterSettings } from '../settings.ts';
import { toShapeError, toTokenError } from './to-error.ts';

const OPERATION = 'POST /oauth/token';

/**
 * The one access token of the app. A new one may end the one before it at once, so there is never a second: all callers
 * share a fetch, those of other processes too, and it is renewed a minute before its end.
 */
export function createAccessToken(
  settings: ZoomContactCenterSettings,
  send: Http,
  { noteToken, words, now, shared }: TokenParts,
): TokenSource {
  const { id, accountId, clientId, clientSecret, tokenUrl } = settings;
  const fetchOwn: FetchToken = async (signal) => {
    const askedAt = performance.now();
    const { status, headers, text } = await send(
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
    );
    const body = readFieldsOrNone(text);
    if (status >= 300) {
      const said = { code: words(body.error), message: words(body.reason) };
      throw toTokenError({ provider: id, status, ...said, retryAfterSeconds: retryAfterSecondsIn(headers, now()) });
    }
    const token = textOrNull(body.access_token);
    if (token === null) throw toShapeError(id, OPERATION, 'access_token');
    const lifeSeconds = numberOrNull(body.expires_in);
    return { token, expiresAt: lifeSeconds === null ? null : askedAt + lifeSeconds * 1000 };
  };
  const fetch = shared === null ? fetchOwn : withSharedToken(fetchOwn, shared);
  return createTokenSource({
    async fetch(signal, refused) {
      const fetched = await fetch(signal, refused);
      noteToken(fetched.token);
      return fetched;
    },
  });
}

/** What the token is fetched with. */
export type TokenParts = {
  /** Told of every token, before it goes anywhere. */
  readonly noteToken: (token: string) => void;
  readonly words: VendorWords;
  readonly now: () => number;
  /** Null where no other process uses the app. */
  readonly shared: SharedToken | null;
};
