import { setTimeout as delay } from 'node:timers/promises';
import { toLogFields } from '../../../domain/provider-error.ts';
import type { Log } from '../../../transport/log.ts';
import type { KeptTokens } from './token-file.ts';

/** Where tokens are kept. What it throws is a ProviderError. */
export type TokenPlace = {
  read(): Promise<KeptTokens | null>;
  /** Throws where new tokens would have no place. */
  prepare(): Promise<void>;
  keep(tokens: KeptTokens): Promise<void>;
};

/** Tokens in their place; in memory for as long as that does not work. */
export type TokenKeeper = {
  /** The newest tokens; null while there are none. Throws where their place cannot be read. */
  newest(): Promise<KeptTokens | null>;
  /** Throws where new tokens would have no place. */
  prepare(): Promise<void>;
  /** Never throws: what has no place after all is put there as soon as that works. */
  keep(tokens: KeptTokens): Promise<void>;
};

/** Keeps the tokens of one provider. */
export function createTokenKeeper(provider: string, place: TokenPlace, log: Log): TokenKeeper {
  let unkept: KeptTokens | null = null;

  const keepSoon = async (): Promise<void> => {
    while (unkept !== null) {
      await delay(KEPT_AGAIN_MS, undefined, { ref: false });
      const tokens: KeptTokens | null = unkept;
      if (tokens === null) break;
      const isKept = await place.keep(tokens).then(
        () => true,
        () => false,
      );
      if (isKept && unkept === tokens) unkept = null;
    }
    log.info({ provider }, 'the refresh token is in its place again');
  };

  return {
    newest: async () => unkept ?? place.read(),
    async prepare() {
      // With the newest tokens in memory alone, newer ones put nothing more at risk.
      if (unkept === null) await place.prepare();
    },
    async keep(tokens) {
      const isTold = unkept !== null;
      unkept = tokens;
      try {
        await place.keep(tokens);
        unkept = null;
      } catch (error) {
        if (isTold) return;
        log.error({ provider, ...toLogFields(error) }, 'the new refresh token is in memory alone: do not stop now');
        void keepSoon();
      }
    },
  };
}

const KEPT_AGAIN_MS = 1000;
