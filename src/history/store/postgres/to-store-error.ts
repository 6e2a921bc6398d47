import { StoreError, type StoreErrorKind } from '../store-error.ts';

/** A failure of Postgres, or on the way to it, in the words of the store. */
export function toStoreError(error: unknown): Error {
  if (error instanceof StoreError) return error;
  const { code = '', message = '' } = error as { code?: string; message?: string };
  if (isLostConnection(code, message)) return new StoreError('away', 'Postgres cannot be reached.', error);
  if (!/^[0-9A-Z]{5}$/.test(code)) return error as Error;
  const kind = BY_STATE[code] ?? BY_STATE[code.slice(0, 2)];
  // A statement of ours is wrong. Postgres repeats values in its words, which may be a customer's.
  if (kind === undefined) return new Error(`Postgres refused a statement of the store (SQLSTATE ${code}).`);
  return new StoreError(kind, MESSAGES[kind]!, error);
}

const isLostConnection = (code: string, message: string): boolean =>
  /^(?:E[A-Z]+|ERR_(?:TLS|SSL|SOCKET)\w*)$/.test(code) ||
  /^(?:Connection terminated|timeout e|Query read timeout|Client has encountered a connection error)/.test(message);

/** Single states, and classes of all others: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const BY_STATE: Readonly<Record<string, StoreErrorKind>> = {
  '57014': 'slow',
  '55P03': 'busy',
  '53100': 'full',
  '25006': 'away',
  '3D000': 'misconfigured',
  '3F000': 'misconfigured',
  '42501': 'misconfigured',
  '08': 'away',
  '28': 'misconfigured',
  '40': 'busy',
  '53': 'away',
  '57': 'away',
  '58': 'away',
  XX: 'corrupt',
};

const MESSAGES: Partial<Record<StoreErrorKind, string>> = {
  slow: 'Postgres did not answer in time.',
  busy: 'Postgres is held up by another transaction.',
  full: 'The disk of Postgres is full: nothing more is kept until there is room.',
  away: 'Postgres takes no questions right now.',
  corrupt: 'Postgres finds its data damaged: its operator must look.',
  misconfigured: 'store.url: Postgres refuses this user or database. Check the name, the password and the rights.',
};
