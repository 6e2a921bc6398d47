import { readCurrency } from '../../../domain/money.ts';
import type { Account } from './account.ts';
import type { Client } from './client.ts';
import type { CallgearSettings } from '../settings.ts';
import { isClosed } from './to-error.ts';

/**
 * Reads the currency of charges: out of the settings, else asked once. An account without the component that tells its
 * currency keeps its costs to itself; anything else passes.
 */
export function createReadCurrency({ currency }: CallgearSettings, client: Client): Account['currency'] {
  let known: string | null | undefined = currency;
  return async (signal) => {
    if (known !== undefined) return known;
    try {
      known = readCurrency(await client.reportCurrency(signal));
      return known;
    } catch (error) {
      if (!isClosed(error)) throw error;
      known = null;
      return null;
    }
  };
}
