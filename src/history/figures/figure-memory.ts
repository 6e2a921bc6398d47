import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type CallFilter, fieldsOf } from '../../domain/call-filter.ts';
import { type JoinedPart, joinsOf } from '../../domain/filter-parts.ts';
import type { CallGroup, GroupQuestion } from '../../domain/call-groups.ts';
import type { Instant } from '../../time/instant.ts';
import type { Account } from '../store/account.ts';
import type { FilterKnowledge } from '../store/kept-page.ts';

/** The groups of a day, good for as long as its newest change is that one. */
type KnownDay = { readonly change: number; readonly groups: readonly CallGroup[] };

/** Groups of whole days of UTC. */
export type FigureMemory = {
  /** What is remembered of one question's days. */
  of(account: Account, filter: CallFilter, question: GroupQuestion, beyond: FilterKnowledge): DayMemory;
};

export type DayMemory = {
  /** Whether it keeps anything at all. */
  readonly remembers: boolean;
  /** `cells` are the borders within the day, which are those of its zone. */
  recall(day: number, cells: readonly Instant[], change: number): readonly CallGroup[] | undefined;
  keep(day: number, cells: readonly Instant[], known: KnownDay): void;
};

/** What calls of other days decide: what is remembered of a day says nothing under it. */
const DECIDED_BY_OTHERS: JoinedPart = 'isReturned';

/** A group takes some hundred bytes. */
const MAX_GROUPS = 100_000;

/**
 * Remembers the figures of days. A day is named by all that its groups depend on, and a change of any of its calls makes
 * what is remembered of it worthless; so it needs no term, and losing it costs no more than computing it again.
 */
export function createFigureMemory(): FigureMemory {
  const known = new LRUCache<string, KnownDay>({
    maxSize: MAX_GROUPS,
    sizeCalculation: ({ groups }) => groups.length + 1,
  });
  return {
    of({ id }, filter, { by, figures }, { agentsByWord = new Map<string, readonly string[]>(), searchesTranscripts }) {
      if (joinsOf(filter, fieldsOf(filter)).includes(DECIDED_BY_OTHERS)) return NOTHING_KNOWN;
      // A transcript that comes later is no change of its call.
      if (searchesTranscripts) return NOTHING_KNOWN;
      // A search also finds calls by names that no row holds: who has them now is part of the question.
      const named = [...agentsByWord].map(([word, ids]) => [word, sorted(ids)]);
      const shape = createHash('sha256')
        .update(JSON.stringify([id, sorted(Object.entries(filter)), sorted(by), sorted(figures), sorted(named)]))
        .digest('base64url');
      const keyOf = (day: number, cells: readonly Instant[]): string => `${shape} ${day} ${cells.join()}`;
      return {
        remembers: true,
        recall(day, cells, change) {
          const found = known.get(keyOf(day, cells));
          return found?.change === change ? found.groups : undefined;
        },
        keep: (day, cells, found) => void known.set(keyOf(day, cells), found),
      };
    },
  };
}

const NOTHING_KNOWN: DayMemory = { remembers: false, recall: () => undefined, keep() {} };

const sorted = (values: Iterable<unknown>): string[] => [...values].map((value) => JSON.stringify(value)).sort();
