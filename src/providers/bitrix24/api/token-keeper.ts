import { setTimeout as delay } from 'node:timers/promises';
import { ProviderError, toLogFields } from '../../../domain/provider-error.ts';
import type { Log } from '../../../transport/log.ts';
import { toSentence } from '../../vendor-words.ts';
import { type KeptTokens, createTokenFile } from './token-file.ts';

/** Tokens in their file; in memory for as long as that does not work. */
export type TokenKeeper = {
  /** The newest tokens; null while there are none. Throws where the file cannot be understood. */
  newest(): Promise<KeptTokens | null>;
  /** Throws where new tokens would have no place. */
  prepare(): Promise<void>;
  /** Never throws: what has no place after all is put there as soon as that works. */
  keep(tokens: KeptTokens): Promise<void>;
};

/** Keeps the tokens of one provider in the file at the path. */
export function createTokenKeeper(provider: string, path: string, log: Log): TokenKeeper {
  const file = createTokenFile(path);
  let unkept: KeptTokens | null = null;

  const keepSoon = async (): Promise<void> => {
    while (unkept !== null) {
      await delay(KEPT_AGAIN_MS, undefined, { ref: false });
      const tokens: KeptTokens | null = unkept;
      if (tokens === null) break;
      const isKept = await file.keep(tokens).then(
        () => true,
        () => false,
      );
      if (isKept && unkept === tokens) unkept = null;
    }
    log.info({ provider }, 'the refresh token is in its file again');
  };

  return {
    newest: async () => unkept ?? onFile(provider, 'read', path, () => file.read()),
    async prepare() {
      // With the newest tokens in memory alone, newer ones put nothing more at risk.
      if (unkept === null) await onFile(provider, 'written', path, () => file.prepare());
    },
    async keep(tokens) {
      const isTold = unkept !== null;
      unkept = tokens;
      try {
        await onFile(provider, 'written', path, () => file.keep(tokens));
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

async function onFile<Value>(
  provider: string,
  verb: 'read' | 'written',
  path: string,
  act: () => Promise<Value>,
): Promise<Value> {
  try {
    return await act();
  } catch (error) {
    const what = toSentence(`The tokenFile of Bitrix24 cannot be ${verb}: ${reasonOf(error)}`);
    const detail = `tokenFile "${path}": ${String(error)}`;
    throw new ProviderError(provider, 'misconfigured', `${what} ${REMEDIES[verb]}`, { detail, cause: error });
  }
}

const REMEDIES = {
  read:
    'Make it readable, or replace it by {"refreshToken": "…"}. Or delete it: then the refreshToken of the settings is ' +
    'used, which has to be a new one if the file was ever written.',
  written:
    'Its folder must exist and have space left, and the user that runs this process must be allowed to write to it.',
};

/** The system's own words name the path. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'it failed';
  if (!('code' in error)) return error.message;
  return SYSTEM_WORDS[String(error.code)] ?? `the system says ${String(error.code)}`;
}

const SYSTEM_WORDS: Readonly<Partial<Record<string, string>>> = {
  EACCES: 'this user may not do that',
  EDQUOT: 'the disk quota is used up',
  EISDIR: 'it is a folder',
  ENOENT: 'its folder is not there',
  ENOSPC: 'the disk is full',
  EPERM: 'this user may not do that',
  EROFS: 'the disk is read-only',
};
