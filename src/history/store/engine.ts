/** What a statement takes and what a row has: integers up to 2^53, text, null. */
export type Value = string | number | null;
export type Row = Readonly<Record<string, Value>>;

/** A statement in Postgres's spelling, with `$1` for its values. */
export type Statement = { readonly sql: string; readonly values: readonly Value[] };

/** Runs statements one after the other, each seeing what the ones before it wrote. */
export type Transaction = {
  readonly run: (sql: string, values?: readonly Value[]) => Promise<readonly Row[]>;
  /** Those of the engine. */
  readonly words: EngineWords;
};

/**
 * A database that the store's SQL runs on. Every wait in it has an end; whatever fails is a StoreError. A statement
 * cannot be interrupted everywhere: whoever writes one bounds what it reads.
 */
export type Engine = {
  readonly kind: 'memory' | 'sqlite' | 'postgres';
  /** The few words that the engines spell differently. */
  readonly words: EngineWords;
  /** Runs statements that only read over one state of the database; their rows, statement by statement. */
  read(statements: readonly Statement[]): Promise<readonly (readonly Row[])[]>;
  /** Runs a transaction that writes: all of it or, when it throws, nothing. */
  write<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
  /** Overwrites what deleted rows left behind, in the file and beside it. Takes as long as copying the database. */
  scrub(): Promise<void>;
  /** Tells when another process has written, where that can be heard; what comes back ends it. */
  listen?(listening: Listening): () => void;
  close(): Promise<void>;
};

/** What is told to whoever listens. */
export type Listening = {
  /** Another process has written. */
  readonly heard: () => void;
  /** Whether what others write is heard from now on. Until it is, and whenever it is not, it has to be looked for. */
  readonly changed: (isHearing: boolean) => void;
};

export type EngineWords = {
  /** The engine's own clock in milliseconds since 1970: one clock for all replicas. */
  readonly now: string;
  /** The texts of a parameter that holds them as a JSON array, as rows. */
  texts(parameter: string): string;
  /** The integers of a parameter, likewise. */
  integers(parameter: string): string;
  /** Whether a column has one of the values that a SELECT brings, which runs once, before the column's index is asked. */
  among(column: string, select: string): string;
  /** The pairs of an integer and a text, or null, of a parameter, likewise, in two columns of these names. */
  pairs(parameter: string, integer: string, text: string): string;
  /** Makes the index of `call_texts`, where there is none and the database lets us; does nothing otherwise. */
  readonly textIndex: string;
  /** The calls in whose texts a part of three characters or more may stand, as rows; `textPattern` makes the parameter's value. */
  textSearch(parameter: string): string;
  textPattern(part: string): string;
  /** The same index and search of what was said in calls. */
  readonly spokenIndex: string;
  spokenSearch(parameter: string): string;
  /** Whether a text has a part. */
  contains(text: string, part: string): string;
  /** Keeps others from changing the schema until the transaction ends; empty where a transaction does so anyway. */
  readonly lockSchema: string;
  /** The bytes of the database, as one row. */
  readonly size: string;
  /** Tells other processes that the feed grows with this transaction, or that a lease is let go of; empty where they cannot listen. */
  readonly tellOthers: string;
};

/** A statement with its values. */
export const statement = (sql: string, values: readonly Value[] = []): Statement => ({ sql, values });

/** The rows of one statement that only reads. */
export async function readRows(engine: Engine, sql: string, values: readonly Value[] = []): Promise<readonly Row[]> {
  const [rows = []] = await engine.read([statement(sql, values)]);
  return rows;
}
