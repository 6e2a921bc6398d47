/** What replicas have in common beside the history. Only in Postgres are there several. */
export const REPLICAS = `
CREATE TABLE replicas (
  id TEXT PRIMARY KEY,
  seen_at BIGINT NOT NULL,
  -- A connection of its, which is gone when the process is.
  backend TEXT NOT NULL
);

-- A limit-book.ts as JSON for each label of an account.
CREATE TABLE shared_limits (name TEXT PRIMARY KEY, book TEXT NOT NULL);

-- Sealed with a secret of the settings.
CREATE TABLE shared_tokens (name TEXT PRIMARY KEY, sealed TEXT NOT NULL);

-- Hashes of keys that somebody took out of a settings file.
CREATE TABLE withdrawn_keys (hash TEXT PRIMARY KEY, withdrawn_at BIGINT NOT NULL);
`;
