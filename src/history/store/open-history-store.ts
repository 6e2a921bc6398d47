import { type HistoryStore, createHistoryStore } from './history-store.ts';
import type { Engine } from './engine.ts';
import { migrate } from './migrate.ts';
import type { PostgresOptions } from './postgres/open-postgres.ts';
import { openSqliteInMemory } from './sqlite/create-sqlite-engine.ts';
import { type SqliteOptions, openSqlite } from './sqlite/open-sqlite.ts';
import { type StoreWatch, withWatch } from './with-watch.ts';

/** Where what outlives a request is: `store` of the settings, with an absolute path. */
export type StoreSettings =
  | { readonly kind: 'memory' }
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgres'; readonly url: string; readonly maxConnections?: number };

/** How a store is opened, and who hears what about it. */
export type OpenOptions = Omit<SqliteOptions, 'path'> &
  Pick<PostgresOptions, 'onNoTextIndex'> & { readonly watch?: StoreWatch };

/**
 * Opens the store and brings its schema up to date. Throws a StoreError that says what stands in the way, and what to
 * do. A Postgres that cannot be reached does not: the store answers as soon as it is there.
 */
export async function openHistoryStore(
  settings: StoreSettings,
  { watch, ...options }: OpenOptions,
): Promise<HistoryStore> {
  const engine = await openEngine(settings, options);
  return createHistoryStore(watch === undefined ? engine : withWatch(engine, watch));
}

/** The engine of a store, its schema up to date. */
export async function openEngine(settings: StoreSettings, options: Omit<OpenOptions, 'watch'>): Promise<Engine> {
  const { onNoTextIndex, ...sqlite } = options;
  switch (settings.kind) {
    case 'memory':
      return openInMemory();
    case 'sqlite':
      return openSqlite({ ...sqlite, path: settings.path });
    case 'postgres':
      // Whoever has no Postgres does not wait for its client to load.
      return (await import('./postgres/open-postgres.ts')).openPostgres({
        ...settings,
        ...(onNoTextIndex && { onNoTextIndex }),
      });
  }
}

async function openInMemory(): Promise<Engine> {
  const engine = openSqliteInMemory();
  await migrate(engine);
  return engine;
}
