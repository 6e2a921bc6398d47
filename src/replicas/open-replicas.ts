import { randomUUID } from 'node:crypto';
import { openPostgres } from '../history/store/postgres/open-postgres.ts';
import type { Log } from '../transport/log.ts';
import type { SharedAccount } from '../transport/shared/shared-account.ts';
import { SEEN_MS, createMembership } from './membership.ts';
import { createPostgresBudget } from './shared-budget.ts';
import { createPostgresToken } from './shared-token.ts';
import { readSigningKey, signingSecretOf } from './signing-key.ts';
import type { SharedByReplicas } from '../server/lasting.ts';
import { createWithdrawnKeys } from './withdrawn-keys.ts';

/** What this process has in common with the others that have the same database. It knows none of them. */
export type Replicas = SharedByReplicas & {
  /** What they share of a vendor account, by its name. */
  readonly shareAccount: (account: string) => SharedAccount;
};

export type ReplicasOptions = {
  readonly url: string;
  readonly log: Log;
  /** How long a replica may show nothing of itself before it is missed. */
  readonly seenMs?: number;
};

/** Apart from those of the history: a draw does not wait behind a search. */
const CONNECTIONS = 3;

/** Joins the replicas of a database. One that cannot be reached now is no reason not to start. */
export async function openReplicas({ url, log, seenMs = SEEN_MS }: ReplicasOptions): Promise<Replicas> {
  const engine = await openPostgres({ url, maxConnections: CONNECTIONS, keepsConnections: true });
  const id = randomUUID();
  const withdrawnKeys = createWithdrawnKeys(engine);
  const secret = signingSecretOf(url);
  let signingKey: Buffer | null = null;
  const membership = createMembership(engine, {
    id,
    log,
    times: { seenMs },
    async onSeen() {
      if (secret !== null) signingKey ??= await readSigningKey(engine, secret);
      await withdrawnKeys.look();
    },
  });
  await membership.joined();
  return {
    withdrawnKeys,
    hasSecret: secret !== null,
    signingKey: () => signingKey,
    shareAccount: (account) => ({
      budget: createPostgresBudget(engine, { account, id, seenMs, membership }),
      token: (secret) => createPostgresToken(engine, account, secret),
    }),
    async close() {
      await membership.leave();
      await engine.close();
    },
  };
}
