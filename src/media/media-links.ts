import { HOUR_MS, type Instant, SECOND_MS } from '../time/instant.ts';
import type { MediaKey } from '../domain/media.ts';
import type { MediaTokens } from './media-tokens.ts';

/** An absolute, signed link on this server, and when it stops working. */
export type SignedLink = { readonly url: string; readonly expiresAt: Instant };

/** Where media are served, below the origin. */
export const MEDIA_PATH = '/media/';

/** Makes links to what has bytes at a vendor. */
export type MediaLinks = {
  /** `origin` is what the link starts with: the public URL of the settings, or the request's own. */
  linkTo(origin: string, provider: string, key: MediaKey, durationSeconds: number | null): SignedLink;
};

const BUCKET_MS = HOUR_MS / 2;

/**
 * A link lives an hour at least, and twice as long as the recording plays. Ends are rounded up to the half hour, so that
 * a query asked again soon gives the same link and the client's cache stays warm.
 */
export function createMediaLinks(tokens: MediaTokens, now: () => Instant): MediaLinks {
  return {
    linkTo(origin, provider, key, durationSeconds) {
      const lifeMs = Math.max(HOUR_MS, 2 * (durationSeconds ?? 0) * SECOND_MS);
      const expiresAt = Math.ceil((now() + lifeMs) / BUCKET_MS) * BUCKET_MS;
      return { url: `${origin}${MEDIA_PATH}${tokens.sign({ provider, key, expiresAt })}`, expiresAt };
    },
  };
}
