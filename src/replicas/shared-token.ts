import { randomUUID } from 'node:crypto';
import { type Engine, statement } from '../history/store/engine.ts';
import { type Lease, releaseLease, takeLease } from '../history/store/lease.ts';
import { StoreError } from '../history/store/store-error.ts';
import { wait } from '../time/wait.ts';
import { type SharedToken, SharedPlaceAway } from '../transport/shared/shared-token.ts';
import { createSeal } from './seal.ts';

/** The turn of a process that was killed ends after so long; whoever works keeps it. */
const TURN_MS = 5000;
const LOOK_MS = 50;

/** A token in a row of Postgres, sealed with a secret that all replicas have in their settings. */
export function createPostgresToken(engine: Engine, name: string, secret: string): SharedToken {
  const seal = createSeal(secret, name);
  return {
    read: () =>
      reach(async () => {
        const sql = 'SELECT sealed FROM shared_tokens WHERE name = $1';
        const [[row] = []] = await engine.read([statement(sql, [name])]);
        return row === undefined ? null : seal.open(String(row['sealed']));
      }),
    keep: (text) =>
      reach(() =>
        engine.write(async ({ run }) => {
          await run(
            `INSERT INTO shared_tokens (name, sealed) VALUES ($1, $2)
             ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed`,
            [name, seal.close(text)],
          );
        }),
      ),
    async inTurn(work, signal) {
      const lease = await takeTurn(engine, `token ${name}`, signal);
      const keeping = setInterval(() => {
        takeLease(engine, lease.name, lease.holder, TURN_MS).catch(() => {});
      }, TURN_MS / 3).unref();
      try {
        return await work();
      } finally {
        clearInterval(keeping);
        // What is not let go of now ends by itself.
        await releaseLease(engine, lease).catch(() => {});
      }
    },
  };
}

async function takeTurn(engine: Engine, name: string, signal: AbortSignal): Promise<Lease> {
  const holder = randomUUID();
  for (;;) {
    const lease = await reach(() => takeLease(engine, name, holder, TURN_MS));
    if (lease !== null) return lease;
    await wait(LOOK_MS * (1 + Math.random()), signal);
  }
}

async function reach<Value>(act: () => Promise<Value>): Promise<Value> {
  try {
    return await act();
  } catch (error) {
    throw error instanceof StoreError ? new SharedPlaceAway(error) : error;
  }
}
