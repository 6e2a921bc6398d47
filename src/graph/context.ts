import type { Instant } from '../domain/instant.ts';
import type { MediaKey } from '../domain/media.ts';
import type { Provider } from '../domain/provider.ts';

/** What resolvers know of one request. They read nothing else: no header, no setting, no environment. */
export type GraphContext = {
  /** By key, in the order of the settings. */
  readonly providers: ReadonlyMap<string, Provider>;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
  readonly now: () => Instant;
  /** A link on this server to something with bytes at a vendor; null where this server has none to give. */
  readonly linkTo: (provider: string, key: MediaKey) => MediaLink | null;
};

/** An absolute, signed link, and when it stops working. */
export type MediaLink = { readonly url: string; readonly expiresAt: Instant };
