import type { Instant } from '../time/instant.ts';
import type { TimeRange } from '../time/time-range.ts';
import { type CallFigures, type FigureName, figuresOf, sumFigures } from './call-figures.ts';
import type { CallField, CallSelection } from './call-selection.ts';
import type { CallSession } from './call-session.ts';
import type { CallDirection, CallKind, CallOutcome } from './outcome.ts';
import type { Party } from './party.ts';
import type { ProviderError } from './provider-error.ts';

/** What the calls of one provider can be grouped by, beside the time. */
export const GROUPINGS = ['DIRECTION', 'KIND', 'OUTCOME', 'AGENT', 'QUEUE', 'LINE'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** How calls are grouped, and which figures each group has. */
export type GroupQuestion = {
  /** Cuts time into cells: every call lies between two neighbours. Whole seconds, oldest first, two at least. */
  readonly borders: readonly Instant[];
  readonly by: ReadonlySet<Grouping>;
  readonly figures: ReadonlySet<FigureName>;
};

/** Who or what calls name: an agent, a queue. */
export type Mention = { readonly nativeId: string; readonly name: string | null };

/**
 * Calls that are the same in all that was asked for. Whoever puts groups together adds those that turn out to be one: a
 * cell, or a line in two spellings, may come in several.
 */
export type CallGroup = {
  /** A moment of its cell. */
  readonly at: Instant;
  /** When its newest call started: of two names, the newer one counts. */
  readonly newest: Instant;
  readonly figures: CallFigures;
} & GroupKey;

/** What calls of one group share; only what they are grouped by is there. */
export type GroupKey = {
  readonly direction?: CallDirection;
  readonly kind?: CallKind;
  readonly outcome?: CallOutcome;
  /** All that took part in each of the calls. */
  readonly agents?: readonly Mention[];
  readonly queues?: readonly Mention[];
  readonly line?: Party | null;
};

/** Figures over what is kept of a range. */
export type KeptGroups = {
  readonly groups: readonly CallGroup[];
  /** What of the range is not kept, oldest first, and what stands in the way of reading it, where that is known. */
  readonly gaps: readonly { readonly range: TimeRange; readonly problem: ProviderError | null }[];
  /** When the oldest of it was read; null where nothing of it is kept. */
  readonly asOf: Instant | null;
  /** Why gaps may be kept all the same: the store could not be asked. Null where it could. */
  readonly failure: ProviderError | null;
};

/** The whole time that a question is about. */
export const rangeOfGroups = ({ borders }: GroupQuestion): TimeRange => ({ from: borders[0]!, to: borders.at(-1)! });

/** Groups calls that were read, their agents, queues and costs joined. */
export function groupCalls(calls: readonly CallSession[], { borders, by, figures }: GroupQuestion): CallGroup[] {
  const groups = new Map<string, { at: Instant; newest: Instant; key: GroupKey; each: CallFigures[] }>();
  for (const call of calls) {
    const at = borders[cellOf(borders, call.startedAt)]!;
    const key = keyOf(call, by);
    const name = JSON.stringify([at, key]);
    const group = groups.get(name) ?? { at, newest: call.startedAt, key, each: [] };
    groups.set(name, group);
    group.newest = Math.max(group.newest, call.startedAt);
    group.each.push(figuresOf(call, figures));
  }
  return [...groups.values()].map(({ at, newest, key, each }) => ({ at, newest, ...key, figures: sumFigures(each) }));
}

/** The cell that a moment lies in: the index of the border at which it begins. */
export function cellOf(borders: readonly Instant[], instant: Instant): number {
  let low = 0;
  let high = borders.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (borders[middle]! <= instant) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** What has to be read of calls to group them. */
export const selectionForGroups = (by: Iterable<Grouping>, figures: Iterable<FigureName>): CallSelection => ({
  fields: new Set<CallField>([
    'provider',
    'nativeId',
    'startedAt',
    ...[...by].flatMap((grouping) => GROUPED_BY[grouping]),
    ...[...figures].flatMap((figure) => COUNTED[figure]),
  ]),
  details: new Set(),
  raw: false,
});

const GROUPED_BY: Record<Grouping, readonly CallField[]> = {
  DIRECTION: ['direction'],
  KIND: ['kind'],
  OUTCOME: ['outcome'],
  AGENT: ['agents'],
  QUEUE: ['queues'],
  LINE: ['line', 'lineName'],
};

const COUNTED: Record<FigureName, readonly CallField[]> = {
  answered: ['direction', 'outcome'],
  durationSeconds: ['durationSeconds'],
  talkSeconds: ['talkSeconds'],
  waitSeconds: ['waitSeconds'],
  rating: ['rating'],
  cost: ['cost'],
};

const keyOf = (call: CallSession, by: ReadonlySet<Grouping>): GroupKey => ({
  ...(by.has('DIRECTION') && { direction: call.direction }),
  ...(by.has('KIND') && { kind: call.kind }),
  ...(by.has('OUTCOME') && { outcome: call.outcome }),
  ...(by.has('AGENT') && {
    agents: (call.agents ?? []).map(({ nativeId, displayName = null }) => ({ nativeId, name: displayName })),
  }),
  ...(by.has('QUEUE') && { queues: (call.queues ?? []).map(({ nativeId, name }) => ({ nativeId, name })) }),
  ...(by.has('LINE') && { line: call.line }),
});
