/**
 * SQL as Postgres spells it in SQLite's spelling. SQLite orders text by code point without being told, locks the whole
 * database for a transaction that writes, and numbers the rows of an INTEGER PRIMARY KEY by itself.
 */
export const toSqlite = (sql: string): string =>
  sql
    .replaceAll(' COLLATE "C"', '')
    .replaceAll(' FOR UPDATE', '')
    .replace(/BIGINT (?:GENERATED ALWAYS AS IDENTITY )?PRIMARY KEY/g, 'INTEGER PRIMARY KEY')
    .replace(/\$(\d+)/g, '?$1');
