import type { Instant } from '../../time/instant.ts';
import { type Engine, type Transaction, readRows } from './engine.ts';
import { StoreError } from './store-error.ts';

/** The right to write for an account, until somebody else has it: every write checks the epoch. */
export type Lease = {
  readonly name: string;
  readonly holder: string;
  readonly epoch: number;
  readonly expiresAt: Instant;
};

/**
 * Takes a lease by the engine's own clock. Whoever takes it over raises its epoch, so that its former holder, who may
 * only have been slow, writes nothing any more.
 */
export const takeLease = (engine: Engine, name: string, holder: string, ttlMs: number): Promise<Lease | null> =>
  engine.write(async ({ run, words: { now } }) => {
    const [row] = await run(
      `INSERT INTO leases (name, holder, epoch, expires_at) VALUES ($1, $2, 1, ${now} + $3)
       ON CONFLICT (name) DO UPDATE SET
         epoch = CASE WHEN leases.holder = excluded.holder THEN leases.epoch ELSE leases.epoch + 1 END,
         holder = excluded.holder,
         expires_at = excluded.expires_at
       WHERE leases.holder = excluded.holder OR leases.expires_at <= ${now}
       RETURNING epoch, expires_at`,
      [name, holder, ttlMs],
    );
    return row === undefined
      ? null
      : { name, holder, epoch: row['epoch'] as number, expiresAt: row['expires_at'] as number };
  });

/** Whether anybody has a lease, by the same clock. */
export async function isLeased(engine: Engine, name: string): Promise<boolean> {
  const sql = `SELECT 1 AS held FROM leases WHERE name = $1 AND expires_at > ${engine.words.now}`;
  return (await readRows(engine, sql, [name])).length > 0;
}

/** Lets go of a lease, and tells whoever waits for it. The row stays, since its epoch must never begin again. */
export const releaseLease = (engine: Engine, { name, epoch }: Lease): Promise<void> =>
  engine.write(async ({ run, words }) => {
    await run("UPDATE leases SET holder = '', expires_at = 0 WHERE name = $1 AND epoch = $2", [name, epoch]);
    if (words.tellOthers !== '') await run(words.tellOthers);
  });

/** Makes sure that a lease is still its holder's, and keeps it so until the transaction ends. */
export async function checkLease({ run }: Transaction, { name, holder, epoch }: Lease): Promise<void> {
  const [row] = await run('SELECT holder, epoch FROM leases WHERE name = $1 FOR UPDATE', [name]);
  if (row?.['epoch'] !== epoch || row['holder'] !== holder)
    throw new StoreError(
      'stale-lease',
      `The lease "${name}" was taken over: this process does not write for it any more.`,
    );
}
