import { ProviderError } from '../../../domain/provider-error.ts';
import { type SharedToken, SharedPlaceAway } from '../../../transport/shared/shared-token.ts';
import { type TokenPlace, readTokens } from './token-file.ts';

/**
 * The place of tokens that several processes use. While it is empty, the tokens of a file count, where the settings name
 * one: those of a process that was alone until now.
 */
export function createSharedPlace(provider: string, shared: SharedToken, file: TokenPlace | null): TokenPlace {
  const reach = async <Value>(act: () => Promise<Value>): Promise<Value> => {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof SharedPlaceAway)) throw error;
      const message =
        'The access token of Bitrix24 cannot be renewed now: the database that keeps the new one for all replicas cannot ' +
        'be reached, and a token that is lost would have to be asked for by hand.';
      throw new ProviderError(provider, 'unavailable', message, { cause: error });
    }
  };
  return {
    async read() {
      const text = await reach(() => shared.read());
      return text === null ? ((await file?.read()) ?? null) : readTokens(JSON.parse(text));
    },
    // Whoever has the turn has just written that it is theirs.
    prepare: async () => {},
    keep: (tokens) => reach(() => shared.keep(JSON.stringify(tokens))),
  };
}
