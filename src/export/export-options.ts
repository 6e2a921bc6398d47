import type { Ask } from '../domain/ask.ts';
import type { Instant } from '../time/instant.ts';
import type { Timer } from '../time/timer.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Row, Table } from './columns.ts';
import type { Sink } from './sink.ts';

/** What is exported, and whereto. */
export type ExportOptions = {
  readonly ask: Ask;
  readonly table: Table;
  readonly filter: Readonly<Record<string, unknown>>;
  readonly sink: Sink;
  readonly encode: (row: Row) => string;
  /** Where it goes on; `question` and `begunAt` are those of this export. */
  readonly checkpoint: Checkpoint;
  /** Called when everything up to a place is written. */
  readonly save: (checkpoint: Checkpoint) => Promise<void>;
  readonly tell: (place: ExportPlace) => void;
  /** Called with what happened that a person should know of. */
  readonly note: (message: string) => void;
  /** Whether it goes on with what is noticed afterwards, until it is stopped. */
  readonly follows: boolean;
  /** How many calls a page may have. */
  readonly pageSize: number;
  readonly timer: Timer;
  readonly signal: AbortSignal;
};

/** How far it has come. */
export type ExportPlace = {
  readonly rows: Readonly<Record<string, number>>;
  readonly total: number | null;
  readonly at: Instant | null;
};
