import { HOUR_MS, type Instant, SECOND_MS } from '../time/instant.ts';
import type { Caller } from '../domain/caller.ts';
import type { MediaKey } from '../domain/media.ts';
import type { MediaTokens } from './media-tokens.ts';

/** An absolute, signed link on this server, and when it stops working. */
export type SignedLink = { readonly url: string; readonly expiresAt: Instant };

/** Where media are served, below the origin. */
export const MEDIA_PATH = '/media/';

/** Makes links to what has bytes at a vendor. */
export type MediaLinks = {
  /** `origin` is what the link starts with: the public URL of the settings, or the request's own. */
  linkTo(origin: string, media: LinkedMedia, owner: Pick<Caller, 'id' | 'endsAt'>): SignedLink;
};

/** What a link opens, and how long it plays. */
export type LinkedMedia = {
  readonly provider: string;
  readonly key: MediaKey;
  readonly durationSeconds: number | null;
};

const BUCKET_MS = HOUR_MS / 2;

/**
 * A link lives an hour at least, and twice as long as the recording plays; never longer than `longestMs`, nor than the key
 * of whoever asked for it. Ends are rounded to the half hour, or to less where links are short, so that a query asked again
 * soon gives the same link and the client's cache stays warm.
 */
export function createMediaLinks(tokens: MediaTokens, now: () => Instant, longestMs = Infinity): MediaLinks {
  const bucketMs = Math.min(BUCKET_MS, longestMs / 4);
  const endOf = (durationSeconds: number | null): Instant => {
    const end = now() + Math.max(HOUR_MS, 2 * (durationSeconds ?? 0) * SECOND_MS);
    const latest = now() + longestMs;
    return end < latest ? Math.ceil(end / bucketMs) * bucketMs : Math.floor(latest / bucketMs) * bucketMs;
  };
  return {
    linkTo(origin, { provider, key, durationSeconds }, { id: owner, endsAt }) {
      const expiresAt = Math.min(endOf(durationSeconds), endsAt ?? Infinity);
      return { url: `${origin}${MEDIA_PATH}${tokens.sign({ provider, key, expiresAt, owner })}`, expiresAt };
    },
  };
}
