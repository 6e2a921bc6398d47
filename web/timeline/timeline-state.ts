import type { CombinedError } from '@urql/core';
import type { FragmentType } from '../graph/generated/index.ts';
import type { Problem } from '../parts/problems-note.tsx';
import type { FollowState } from './follow-changes.ts';
import type { Call } from './queries.ts';

export type MissingPart = FragmentType<typeof Problem>;

/** Whether there is more on one side of the rows. */
export type Side =
  { readonly state: 'more' | 'reading' | 'end' } | { readonly state: 'failed'; readonly error: CombinedError };

export type TimelineState = {
  /** Newest first. */
  readonly calls: readonly Call[];
  readonly older: Side;
  /** `end`: the first row is the newest call there is. */
  readonly newer: Side;
  /** Whether the first page is there. Without it there may be calls of the systems that have answered. */
  readonly isRead: boolean;
  /** Names of systems that the first page waits for, once it has become slow. */
  readonly waitedFor: readonly string[];
  /** New calls that wait above, so that nothing moves under somebody's eyes. */
  readonly waiting: readonly Call[];
  /** How often the list was sent to its top. */
  readonly timesToTop: number;
  /** Those that came in place a moment ago. */
  readonly fresh: ReadonlySet<string>;
  /** The oldest reading that the newest calls rest on. */
  readonly asOf: string | null;
  readonly problems: readonly MissingPart[];
  /** Fields that the key may not see. */
  readonly hidden: ReadonlySet<string>;
  readonly follow: FollowState;
  /** Reading everything anew failed: what is shown is what was read before. */
  readonly isNotRenewed: boolean;
};
