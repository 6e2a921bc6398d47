import type { AccountStatus } from '../../history/store/account.ts';
import type { OpenedHistory } from './open-history.ts';

/** Accounts that are kept and that no provider of the settings leads to: it was taken out, or has another account now. */
export async function findAbandoned({ store, providerKeys }: OpenedHistory): Promise<readonly AccountStatus[]> {
  const known = new Set(providerKeys);
  return (await store.listAccounts()).filter(({ account, isCurrent }) => !isCurrent || !known.has(account.key));
}
