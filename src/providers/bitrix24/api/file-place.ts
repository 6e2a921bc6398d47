import { ProviderError } from '../../../domain/provider-error.ts';
import { toSentence } from '../../vendor-words.ts';
import { type TokenPlace, createTokenFile } from './token-file.ts';

/** The file at a path as the place of tokens. What it throws is a ProviderError, told without the path. */
export function createFilePlace(provider: string, path: string): TokenPlace {
  const file = createTokenFile(path);
  return {
    read: () => onFile(provider, 'read', path, () => file.read()),
    prepare: () => onFile(provider, 'written', path, () => file.prepare()),
    keep: (tokens) => onFile(provider, 'written', path, () => file.keep(tokens)),
  };
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
