import type { VendorAccount } from '../../../domain/keeping.ts';
import { textOrNull } from '../../../transport/read-wire.ts';
import { fingerprint, hostOf } from '../../fingerprint.ts';
import type { CallgearSettings } from '../settings.ts';
import type { Account } from './account.ts';
import { isClosed } from './to-error.ts';

/** Who stands behind a key: the vendor tells. An agent's key may not read the account, but names a customer's user. */
export async function readVendorAccount(
  { baseUrl, userId }: CallgearSettings,
  account: Account,
  signal: AbortSignal,
): Promise<VendorAccount> {
  const [{ timeZone }, id] = await Promise.all([account.zone(signal), readAccountId(account.client, userId, signal)]);
  return { identity: fingerprint(hostOf(baseUrl), id, userId ?? ''), timeZone };
}

async function readAccountId(
  client: Account['client'],
  userId: string | undefined,
  signal: AbortSignal,
): Promise<string> {
  try {
    return textOrNull((await client.account(signal)).app_id) ?? '';
  } catch (error) {
    if (isClosed(error) && userId !== undefined) return '';
    throw error;
  }
}

/** Of what leads to the account, no password. */
export const settingsPrintOf = ({ baseUrl, accessToken, login, userId }: CallgearSettings): string =>
  fingerprint(hostOf(baseUrl), accessToken ?? login ?? '', userId ?? '');
