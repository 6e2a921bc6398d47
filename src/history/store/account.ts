import { randomInt } from 'node:crypto';
import { type Engine, type Row, type Transaction, readRows } from './engine.ts';
import { renewHistoryId } from './migrate.ts';
import { StoreError } from './store-error.ts';

/** Who stands behind a provider, as far as it matters to what is kept. */
export type AccountRequest = {
  readonly key: string;
  readonly kind: string;
  /** A fingerprint of the account at the vendor: the same after a key was rotated, another for another account. */
  readonly identity: string;
  readonly timeZone: string;
  readonly defaultCountry: string | null;
  /** A name for the way rows are mapped to calls: another name asks for `remap`. */
  readonly mapper: string;
  /** Keys that the provider had before. */
  readonly was?: readonly string[];
};

/** An account that the store knows. Plain data, good until the store is begun anew. */
export type Account = Omit<AccountRequest, 'was'> & { readonly id: number };

export type OpenedAccount = {
  readonly account: Account;
  /** Not known until now. */
  readonly isNew: boolean;
  /** The account had another key. */
  readonly renamedFrom: string | null;
  /** Another account had the key: what is kept of it stays, without a key, until it is purged. */
  readonly replaced: Account | null;
  /** Its times meant something else: nothing of what was read counts any more. */
  readonly hasDroppedCoverage: boolean;
  /** Its calls were made by another mapper, or under another default country. */
  readonly needsRemapping: boolean;
};

export type AccountStatus = { readonly account: Account; readonly isCurrent: boolean; readonly calls: number };

/** Finds or begins the account behind a key; see `HistoryStore.openAccount`. */
export function openAccount(engine: Engine, request: AccountRequest): Promise<OpenedAccount> {
  const { was: _was, ...own } = request;
  return engine.write(async (transaction) => {
    const { run, words } = transaction;
    // Two replicas that start together must not both begin the account.
    if (words.lockSchema !== '') await run(words.lockSchema);
    const rows = await run('SELECT * FROM accounts');
    const holder = rows.find((row) => row['provider_key'] === own.key);
    const known = findAccount(rows, request);
    const replaced = holder !== undefined && holder !== known ? holder : null;
    if (replaced) await run('UPDATE accounts SET provider_key = NULL WHERE account = $1', [idOf(replaced)]);

    const found = known ?? (await insertAccount(transaction, own));
    const account: Account = { ...own, id: idOf(found) };
    const hasMoved = found['provider_key'] !== own.key;
    const hasDroppedCoverage = found['time_zone'] !== own.timeZone;
    if (hasMoved) await run('UPDATE accounts SET provider_key = $2 WHERE account = $1', [account.id, own.key]);
    if (hasDroppedCoverage) await dropBelief(transaction, account);
    // The feed names calls by their provider's key: a copy of it under the old key cannot be brought up to date.
    if (hasMoved || replaced) await renewHistoryId(transaction);
    return {
      account,
      isNew: known === undefined,
      renamedFrom: hasMoved ? (found['provider_key'] as string | null) : null,
      replaced: replaced && toAccount(replaced),
      hasDroppedCoverage,
      needsRemapping: found['mapper'] !== own.mapper || found['default_country'] !== own.defaultCountry,
    };
  });
}

/**
 * Locks an account until the transaction ends: whoever else writes for it waits. Gives the second from which on its calls
 * are kept.
 */
export async function lockAccount(transaction: Transaction, account: Account): Promise<number> {
  const [row] = await transaction.run('SELECT retained_from FROM accounts WHERE account = $1 FOR UPDATE', [account.id]);
  if (row === undefined)
    throw new StoreError(
      'begun-anew',
      `The store does not know the account of "${account.key}" any more: open it again.`,
    );
  return row['retained_from'] as number;
}

/** Adds to the number of calls that an account keeps. */
export const addCalls = (transaction: Transaction, account: Account, calls: number): Promise<unknown> =>
  transaction.run('UPDATE accounts SET calls = calls + $2 WHERE account = $1', [account.id, calls]);

export const finishRemapping = (engine: Engine, account: Account): Promise<void> =>
  engine.write(async ({ run }) => {
    await run('UPDATE accounts SET mapper = $2, default_country = $3 WHERE account = $1', [
      account.id,
      account.mapper,
      account.defaultCountry,
    ]);
  });

export async function listAccounts(engine: Engine): Promise<AccountStatus[]> {
  const rows = await readRows(engine, 'SELECT * FROM accounts ORDER BY account');
  return rows.map((row) => ({
    account: toAccount(row),
    isCurrent: row['provider_key'] !== null,
    calls: row['calls'] as number,
  }));
}

/** The account with this key; or one that had a key of before; or one whose key another account had meanwhile. */
function findAccount(rows: readonly Row[], { key, kind, identity, was = [] }: AccountRequest): Row | undefined {
  const own = rows.filter((row) => row['kind'] === kind && row['identity'] === identity);
  return (
    own.find((row) => row['provider_key'] === key) ??
    own.find((row) => was.includes(row['provider_key'] as string)) ??
    own.find((row) => row['provider_key'] === null)
  );
}

async function insertAccount({ run }: Transaction, own: Omit<Account, 'id'>): Promise<Row> {
  // Never the number of an account of an earlier store: who still holds that one is told to open it again.
  const id = randomInt(1, 2 ** 31);
  const [row] = await run(
    `INSERT INTO accounts
       (account, provider_key, kind, identity, time_zone, default_country, mapper, calls, believed_from, retained_from)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, $8) RETURNING *`,
    [id, own.key, own.kind, own.identity, own.timeZone, own.defaultCountry, own.mapper, EVER],
  );
  return row!;
}

/** A second before any call. */
const EVER = -1e11;

async function dropBelief({ run, words }: Transaction, account: Account): Promise<void> {
  await run(`UPDATE accounts SET time_zone = $2, believed_from = ${words.now} WHERE account = $1`, [
    account.id,
    account.timeZone,
  ]);
  await run('DELETE FROM spans WHERE account = $1', [account.id]);
}

const idOf = (row: Row): number => row['account'] as number;

const toAccount = (row: Row): Account => ({
  id: idOf(row),
  key: (row['provider_key'] as string | null) ?? '',
  kind: row['kind'] as string,
  identity: row['identity'] as string,
  timeZone: row['time_zone'] as string,
  defaultCountry: row['default_country'] as string | null,
  mapper: row['mapper'] as string,
});
