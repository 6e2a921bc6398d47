import { setTimeout as delay } from 'node:timers/promises';
import { toLogFields } from '../../../domain/provider-error.ts';
import type { Log } from '../../../transport/log.ts';
import type { KeptTokens, TokenPlace } from './token-file.ts';

/**
 * A place that never refuses tokens: what cannot be kept there is held in memory, and put into its place as soon as that
 * works.
 */
export function withMemory(provider: string, place: TokenPlace, log: Log): TokenPlace {
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
    read: async () => unkept ?? place.read(),
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
