import type { CallFilter } from '../../domain/call-filter.ts';
import type { CallGroup, GroupQuestion } from '../../domain/call-groups.ts';
import type { Instant } from '../../time/instant.ts';
import type { Account } from './account.ts';
import type { FilterKnowledge, KeptSpan } from './kept-page.ts';

/** A day of UTC, counted from 1970, and the place of its newest change in the feed; 0 for none. */
export type KeptDays = {
  readonly coverage: readonly KeptSpan[];
  changeOf(day: number): number;
};

export type GroupsQuestion = GroupQuestion & {
  readonly account: Account;
  readonly filter: CallFilter;
  readonly beyond?: FilterKnowledge;
};

export type GroupsPage = {
  readonly groups: readonly CallGroup[];
  /** A border between two days of UTC, or the end of the question's range: all before it has been grouped. */
  readonly through: Instant;
};
