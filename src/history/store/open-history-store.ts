import { createHistoryStore } from './create-history-store.ts';
import type { Engine } from './engine.ts';
import type { HistoryStore } from './history-store.ts';
import { migrate } from './migrate.ts';
import { openSqliteInMemory } from './sqlite/create-sqlite-engine.ts';
import { type SqliteOptions, openSqlite } from './sqlite/open-sqlite.ts';

/** Where what outlives a request is: `store` of the settings, with an absolute path. */
export type StoreSettings =
  | { readonly kind: 'memory' }
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgres'; readonly url: string; readonly maxConnections?: number };

/**
 * Opens the store and brings its schema up to date. Throws a StoreError that says what stands in the way, and what to
 * do. A Postgres that cannot be reached does not: the store answers as soon as it is there.
 */
export async function openHistoryStore(
  settings: StoreSettings,
  options: Omit<SqliteOptions, 'path'>,
): Promise<HistoryStore> {
  return createHistoryStore(await openEngine(settings, options));
}

/** The engine of a store, its schema up to date. */
export async function openEngine(settings: StoreSettings, options: Omit<SqliteOptions, 'path'>): Promise<Engine> {
  switch (settings.kind) {
    case 'memory':
      return openInMemory();
    case 'sqlite':
      return openSqlite({ ...options, path: settings.path });
    case 'postgres':
      // Whoever has no Postgres does not wait for its client to load.
      return (await import('./postgres/open-postgres.ts')).openPostgres(settings);
  }
}

async function openInMemory(): Promise<Engine> {
  const engine = openSqliteInMemory();
  await migrate(engine);
  return engine;
}
