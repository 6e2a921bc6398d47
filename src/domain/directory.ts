import type { Agent } from './agent.ts';
import type { Line } from './line.ts';
import type { Queue } from './queue.ts';
import type { Instant } from '../time/instant.ts';

/** What directories list, by sort. */
export type DirectoryEntries = { readonly agents: Agent; readonly queues: Queue; readonly lines: Line };
export type DirectorySort = keyof DirectoryEntries;

/** What is kept of a directory, with whom or what the kept calls name. */
export type KeptEntries<Entry> = {
  /** As the vendor listed them last, however long ago; null where it never did. */
  readonly listed: readonly Entry[] | null;
  /** Those that kept calls name, as the newest of them has them. */
  readonly named: readonly Entry[];
  /** Whether calls name more than there is room for. */
  readonly isCut: boolean;
  /** From when on all calls are kept; null while none are, or where a stretch is still missing up to now. */
  readonly keptFrom: Instant | null;
  /** Whether every call of the provider's history is kept, up to what is still open. */
  readonly isWhole: boolean;
};
