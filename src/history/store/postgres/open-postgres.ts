import { type Engine, readRows } from '../engine.ts';
import { migrate } from '../migrate.ts';
import { StoreError } from '../store-error.ts';
import { type PostgresOptions as EngineOptions, createPostgresEngine } from './create-postgres-engine.ts';

export type PostgresOptions = EngineOptions & {
  /** Hears of a database in which texts have no index: it has no pg_trgm, or its user may not create it. */
  readonly onNoTextIndex?: () => void;
};

const HAS_TEXT_INDEX = "SELECT CAST(to_regclass('call_texts_by_part') IS NOT NULL AS INT) AS has";

/**
 * Opens a Postgres database as the store. One that is away now is no reason not to start: its schema is brought up to
 * date before the first question that reaches it.
 */
export async function openPostgres({ onNoTextIndex, ...options }: PostgresOptions): Promise<Engine> {
  const engine = createPostgresEngine(options);
  let isReady = false;
  let migration: Promise<void> | null = null;
  const getReady = async (): Promise<void> => {
    migration ??= migrate(engine)
      .then(async () => {
        const [row] = await readRows(engine, HAS_TEXT_INDEX);
        if (row?.['has'] === 0) onNoTextIndex?.();
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
