import { randomBytes, randomUUID } from 'node:crypto';
import type { Engine, Transaction } from './engine.ts';
import { KEPT_HISTORY } from './migrations/0001-kept-history.ts';
import { addWhatFiguresAreMadeOf } from './migrations/0005-what-figures-are-made-of.ts';
import { addSearch } from './migrations/0006-search.ts';
import { LINES } from './migrations/0007-lines.ts';
import { REPLICAS } from './migrations/0008-replicas.ts';
import { addTranscripts } from './migrations/0009-transcripts.ts';
import { runScript } from './run-script.ts';
import { StoreError } from './store-error.ts';

/** Forward only: a migration that was released is never changed, the next one stands behind it. */
const MIGRATIONS: readonly Migration[] = [
  ...[KEPT_HISTORY, addWhatFiguresAreMadeOf, addSearch, LINES, REPLICAS, addTranscripts],
];

/** Statements; or work, where the engine has words of its own for it or what is kept has to be read. */
type Migration = string | ((transaction: Transaction) => Promise<void>);

/** The schema that this program reads and writes. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/** Brings a database to the schema of this program; refuses one that a newer program has written. */
export function migrate(engine: Engine, { mayChange = true }: { mayChange?: boolean } = {}): Promise<void> {
  return engine.write(async (transaction) => {
    const { words } = transaction;
    if (words.lockSchema !== '') await transaction.run(words.lockSchema);
    await transaction.run('CREATE TABLE IF NOT EXISTS store_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)');
    const version = Number((await readMeta(transaction, 'schema_version')) ?? 0);
    if (version > SCHEMA_VERSION)
      throw new StoreError(
        'newer',
        `The store has schema ${version} and was written by a newer Trunkline; this one knows schema ${SCHEMA_VERSION}. ` +
          'Run the newer program, or name another store in the settings.',
      );
    if (version < SCHEMA_VERSION && !mayChange)
      throw new StoreError(
        'in-use',
        `The store has the older schema ${version} and is open in another Trunkline. ` +
          'Stop that one, or run a command of its version.',
      );
    for (const migration of MIGRATIONS.slice(version))
      await (typeof migration === 'string' ? runScript(transaction, migration) : migration(transaction));
    // What the database did not let us make before, it may allow by now.
    await runScript(transaction, words.textIndex);
    await runScript(transaction, words.spokenIndex);
    if (version < SCHEMA_VERSION) await writeMeta(transaction, 'schema_version', String(SCHEMA_VERSION));
    if ((await readMeta(transaction, 'history_id')) === undefined) await renewHistoryId(transaction);
    if ((await readMeta(transaction, 'salt')) === undefined)
      await writeMeta(transaction, 'salt', randomBytes(16).toString('hex'));
  });
}

/** Gives the history another id: every cursor of the change feed ends here. */
export const renewHistoryId = (transaction: Transaction): Promise<void> =>
  writeMeta(transaction, 'history_id', randomUUID());

/** What the hashes of forgotten things are salted with. */
export const readSalt = async (transaction: Transaction): Promise<string> =>
  (await readMeta(transaction, 'salt')) ?? '';

async function readMeta(transaction: Transaction, name: string): Promise<string | undefined> {
  const [row] = await transaction.run('SELECT value FROM store_meta WHERE name = $1', [name]);
  return row === undefined ? undefined : String(row['value']);
}

async function writeMeta(transaction: Transaction, name: string, value: string): Promise<void> {
  await transaction.run(
    'INSERT INTO store_meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    [name, value],
  );
}
