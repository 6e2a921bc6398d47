/** What stands between a caller and the store, said by what the caller can do about it. */
export type StoreErrorKind =
  /** Another process holds the lock, or too many questions wait: read live, ask again later. */
  | 'busy'
  /** No answer in time: read live, ask again later. */
  | 'slow'
  /** The disk is full: nothing is kept, what is kept can be read. */
  | 'full'
  /** What was kept cannot be read. A file is set aside and begun anew, a database server needs its operator. */
  | 'corrupt'
  /** The database server cannot be reached: read live, it is tried again with every question. */
  | 'away'
  /** Somebody else has the lease by now: stop writing. */
  | 'stale-lease'
  /** The history is another one than the caller knows: open the account again, read the feed from the beginning. */
  | 'begun-anew'
  /** Written by a newer program: refused at start. */
  | 'newer'
  /** Another Trunkline has the file open: refused at start. */
  | 'in-use'
  /** The settings name a place that cannot hold a store: refused at start. */
  | 'misconfigured'
  /** The store was closed. */
  | 'closed';

const TRANSIENT: ReadonlySet<StoreErrorKind> = new Set(['busy', 'slow', 'full', 'corrupt', 'away']);

/** The one error a store throws. Its message names no path, no host and no secret; `cause` keeps the engine's own. */
export class StoreError extends Error {
  readonly kind: StoreErrorKind;

  constructor(kind: StoreErrorKind, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StoreError';
    this.kind = kind;
  }

  /** Whether the same question may be answered later: until then, the vendors are read live. */
  get isTransient(): boolean {
    return TRANSIENT.has(this.kind);
  }
}
