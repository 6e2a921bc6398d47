import type { CallSession } from './call-session.ts';
import { onceFor } from './once-for.ts';

/**
 * The fields of a call that a query can select. `lineName` is the name of its line, which for some vendors is a question
 * of its own: without it `line` may come with its number alone.
 */
export type CallField = Exclude<keyof CallSession, 'row' | 'readAt' | 'isReturned' | 'spokenWords'> | 'lineName';

/**
 * What the caller will read of each call. A provider asks its vendor for no more than this needs, and may leave every
 * other part undefined or null.
 */
export type CallSelection = {
  readonly fields: ReadonlySet<CallField>;
  /** Names selected below `details`, as this provider's graph.ts spells them; "*" stands for all of them. */
  readonly details: ReadonlySet<string>;
  /** Whether the vendor's own row is shown as sent. */
  readonly raw: boolean;
};

const NOTHING: ReadonlySet<string> = new Set();

/** The plain columns of a timeline row: nothing that any vendor charges another request for. */
export const ROW_SELECTION: CallSelection = {
  fields: new Set<CallField>([
    'provider',
    'nativeId',
    'startedAt',
    'endedAt',
    'durationSeconds',
    'talkSeconds',
    'waitSeconds',
    'direction',
    'kind',
    'outcome',
    'outcomeDetail',
    'customer',
    'line',
    'rating',
    'note',
  ]),
  details: NOTHING,
  raw: false,
};

/** The least that places a call on the timeline. */
export const PLACE_SELECTION: CallSelection = {
  fields: new Set<CallField>(['provider', 'nativeId', 'startedAt']),
  details: NOTHING,
  raw: false,
};

/** Everything a list can bring. */
export const FULL_SELECTION: CallSelection = {
  fields: new Set<CallField>([...ROW_SELECTION.fields, 'agents', 'queues', 'legs', 'recordings', 'cost', 'references']),
  details: new Set(['*']),
  raw: true,
};

/** Everything there is to be kept of a call. */
export const KEPT_SELECTION: CallSelection = {
  ...FULL_SELECTION,
  fields: new Set<CallField>([...FULL_SELECTION.fields, 'lineName']),
};

/** Whether a selection leaves out nothing that is kept of a call. */
export const isWholeSelection = ({ fields, details, raw }: CallSelection): boolean =>
  raw && details.has('*') && KEPT_SELECTION.fields.isSubsetOf(fields);

/** A selection with further fields, for example those a filter reads. */
export const withFields = (selection: CallSelection, fields: Iterable<CallField>): CallSelection => ({
  ...selection,
  fields: new Set([...selection.fields, ...fields]),
});

/** All that any of several selections reads: what is asked together. Needs one at least. */
export function mergeSelections(each: readonly CallSelection[]): CallSelection {
  const selections = [...new Set(each)];
  const [only] = selections;
  if (selections.length === 1 && only) return only;
  return {
    fields: new Set(selections.flatMap(({ fields }) => [...fields])),
    details: new Set(selections.flatMap(({ details }) => [...details])),
    raw: selections.some(({ raw }) => raw),
  };
}

/** Names a selection for a map: equal selections have equal names. Two hundred ids of one query share one selection. */
export const selectionText = onceFor(({ fields, details, raw }: CallSelection): string =>
  JSON.stringify([[...fields].sort(), [...details].sort(), raw]),
);
