import { ProviderError } from '../../../domain/provider-error.ts';
import { textOrNull } from '../../../transport/read-wire.ts';
import type { Account } from './account.ts';
import { type AccountZone, accountZone } from './account-zone.ts';
import type { Client } from './client.ts';
import type { CallgearSettings } from '../settings.ts';
import { isClosed } from './to-error.ts';

/** Reads the account's zone: out of the settings, else asked once. */
export function createReadZone({ id, timeZone }: CallgearSettings, client: Client): Account['zone'] {
  let zone: AccountZone | null = timeZone === undefined ? null : accountZone(timeZone);
  const misconfigured = (said: string, cause: unknown) =>
    new ProviderError(id, 'misconfigured', `CallGear, asked for the zone of the account: ${said}. Set timeZone.`, {
      cause,
    });
  return async (signal) => {
    if (zone !== null) return zone;
    const { timezone } = await client.account(signal).catch((error: unknown) => {
      // An agent's key may not read the account.
      throw isClosed(error) ? misconfigured(error.message, error) : error;
    });
    const name = textOrNull(timezone);
    if (name === null) throw misconfigured('it names none', undefined);
    try {
      zone = accountZone(name);
      return zone;
    } catch (cause) {
      throw misconfigured(`${JSON.stringify(name)} is not known here`, cause);
    }
  };
}
