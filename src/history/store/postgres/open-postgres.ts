import type { Engine } from '../engine.ts';
import { migrate } from '../migrate.ts';
import { StoreError } from '../store-error.ts';
import { type PostgresOptions, createPostgresEngine } from './create-postgres-engine.ts';

/**
 * Opens a Postgres database as the store. One that is away now is no reason not to start: its schema is brought up to
 * date before the first question that reaches it.
 */
export async function openPostgres(options: PostgresOptions): Promise<Engine> {
  const engine = createPostgresEngine(options);
  let isReady = false;
  let migration: Promise<void> | null = null;
  const getReady = async (): Promise<void> => {
    migration ??= migrate(engine)
      .then(() => {
        isReady = true;
      })
      .finally(() => {
        migration = null;
      });
    await migration;
  };
  try {
    await getReady();
  } catch (error) {
    if (!(error instanceof StoreError && error.isTransient)) {
      await engine.close();
      throw error;
    }
  }
  return {
    ...engine,
    async read(statements) {
      if (!isReady) await getReady();
      return engine.read(statements);
    },
    async write(work) {
      if (!isReady) await getReady();
      return engine.write(work);
    },
  };
}
