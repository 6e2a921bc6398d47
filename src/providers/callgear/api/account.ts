import { type WallClock, wallClockOf } from '../../../time/wall-clock.ts';
import type { Instant } from '../../../time/instant.ts';
import type { VendorAccount } from '../../../domain/keeping.ts';
import { readCurrency } from '../../../domain/money.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import type { Log } from '../../../transport/log.ts';
import { textOrNull } from '../../../transport/read-wire.ts';
import type { CallgearSettings } from '../settings.ts';
import { fingerprint, hostOf } from '../../fingerprint.ts';
import type { Client } from './client.ts';
import { isClosed, nullIfClosed } from './to-error.ts';

/** One account, as the parts of this provider see it. */
export type Account = {
  readonly provider: string;
  readonly client: Client;
  readonly defaultCountry: string | null;
  readonly now: () => Instant;
  readonly log: Log;
  readonly mediaBaseUrl: string;
  /** Where searches without a date end. */
  historySince(): Instant;
  /** The account's zone: from the settings, else asked once. */
  zone(signal: AbortSignal): Promise<WallClock>;
  /** What the account calls its numbers; read when a query selects it. */
  lineNames(signal: AbortSignal): Promise<LineNames>;
  /** The currency of charges: from the settings, else asked once; null where nobody says. */
  currency(signal: AbortSignal): Promise<string | null>;
};

/** What the account calls its own numbers, and what stood in the way of knowing it. */
export type LineNames = {
  /** Every number; absent where nobody asked, and where the account does not open them to this key. */
  readonly numbers?: readonly { readonly number: string; readonly name: string | null }[];
  readonly byNumber: ReadonlyMap<string, string>;
  readonly problem: ProviderError | null;
};

/** Stands for names that nobody asked for. */
export const NO_LINE_NAMES: LineNames = { byNumber: new Map(), problem: null };

/** Reads the account's zone: out of the settings, else asked once. */
export function createReadZone({ id, timeZone }: CallgearSettings, client: Client): Account['zone'] {
  let zone: WallClock | null = timeZone === undefined ? null : wallClockOf(timeZone);
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
      zone = wallClockOf(name);
      return zone;
    } catch (cause) {
      throw misconfigured(`${JSON.stringify(name)} is not known here`, cause);
    }
  };
}

/**
 * Reads the currency of charges: out of the settings, else asked once. An account without the component that tells its
 * currency keeps its costs to itself; anything else passes.
 */
export function createReadCurrency({ currency }: CallgearSettings, client: Client): Account['currency'] {
  let known: string | null | undefined = currency;
  return async (signal) => {
    if (known === undefined) known = readCurrency(await client.reportCurrency(signal).catch(nullIfClosed));
    return known;
  };
}

/** Who stands behind a key: the vendor tells. An agent's key may not read the account, but names a customer's user. */
export async function readVendorAccount(
  { baseUrl, userId }: CallgearSettings,
  account: Account,
  signal: AbortSignal,
): Promise<VendorAccount> {
  const asked = account.client.account(signal);
  const [{ timeZone }, known] = await Promise.all([
    account.zone(signal),
    userId === undefined ? asked : asked.catch(nullIfClosed),
  ]);
  return { identity: fingerprint(hostOf(baseUrl), textOrNull(known?.app_id) ?? '', userId ?? ''), timeZone };
}

/** Of what leads to the account, no password. */
export const settingsPrintOf = ({ baseUrl, accessToken, login, userId }: CallgearSettings): string =>
  fingerprint(hostOf(baseUrl), accessToken ?? login ?? '', userId ?? '');
