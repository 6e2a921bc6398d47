import { StoreError, type StoreErrorKind } from '../store-error.ts';

/** What crosses from a thread when a statement fails. */
export type SqliteFailure = { readonly message: string; readonly errcode: number | null };

/** What SQLite says of a failure, as far as it says anything: https://sqlite.org/rescode.html */
export function readFailure(error: unknown): SqliteFailure {
  const { message, errcode } = error as { message?: unknown; errcode?: unknown };
  return { message: String(message ?? error), errcode: typeof errcode === 'number' ? errcode : null };
}

/** A failure of SQLite in the words of the store. */
export function toStoreError({ message, errcode }: SqliteFailure): Error {
  const known = errcode === null ? undefined : MEANINGS[errcode & 0xff];
  // Neither the disk nor the file: a statement of ours is wrong.
  if (known === undefined) return new Error(`SQLite refused a statement of the store: ${message}`);
  return new StoreError(known.kind, known.message, new Error(`${message} (SQLite ${errcode})`));
}

const MEANINGS: Readonly<Record<number, { readonly kind: StoreErrorKind; readonly message: string }>> = {
  3: { kind: 'misconfigured', message: 'The store may not be opened: check who owns its file and folder.' },
  5: { kind: 'busy', message: 'The store is locked by another process.' },
  6: { kind: 'busy', message: 'The store is locked.' },
  7: { kind: 'busy', message: 'There is no memory left for the store.' },
  8: { kind: 'misconfigured', message: 'The store may be read, but not written: check who owns its file and folder.' },
  10: { kind: 'away', message: 'The disk of the store does not answer as it should.' },
  11: { kind: 'corrupt', message: 'The file of the store is damaged.' },
  13: { kind: 'full', message: 'The disk of the store is full: nothing more is kept until there is room.' },
  14: { kind: 'misconfigured', message: 'The store cannot be opened: check that its folder exists and who owns it.' },
  26: { kind: 'corrupt', message: 'The file of the store is no database.' },
};
