import {
  type CallFigures,
  type FigureName,
  NUMBER_FIGURES,
  type NumberFigure,
  type NumberFigureName,
  UNKNOWN,
} from '../../../domain/call-figures.ts';
import { type CallGroup, GROUPINGS, type GroupKey, type Grouping } from '../../../domain/call-groups.ts';
import { type Money, toDecimal } from '../../../domain/money.ts';
import { SECOND_MS } from '../../../time/instant.ts';
import type { Row } from '../engine.ts';
import { UNANSWERED_LIST } from '../returned/narrow-returned.ts';
import { NUMBER_COLUMNS } from '../rows/call-columns.ts';
import { toLineParty, toMentions } from '../rows/mention-columns.ts';

/** The columns that make groups, and those that say something of each. */
type GroupColumns = { readonly keys: readonly string[]; readonly sums: readonly string[] };

/** Which columns a question takes; `at` says of which cell a row is. */
export function groupColumns(by: ReadonlySet<Grouping>, figures: ReadonlySet<FigureName>, at: string): GroupColumns {
  const numbers = NUMBER_FIGURES.filter((name) => figures.has(name)).map((name) => NUMBER_COLUMNS[name]);
  return {
    keys: [
      at,
      ...GROUPINGS.filter((grouping) => by.has(grouping)).map((grouping) => KEYS[grouping].column),
      // Integers of one scale are summed together. An amount of more digits than an integer holds is a group of its own.
      ...(figures.has('cost') ? ['cost_currency', 'cost_places', 'cost_text'] : []),
    ],
    sums: [
      'COUNT(*) AS calls',
      // Only names grow old.
      ...(NAMED.some((grouping) => by.has(grouping)) ? ['MAX(start_second) AS newest'] : []),
      ...(figures.has('answered')
        ? [
            `COUNT(*) FILTER (WHERE outcome = 'ANSWERED') AS answered`,
            `COUNT(*) FILTER (WHERE direction = 'INBOUND' AND outcome IN (${UNANSWERED_LIST})) AS unanswered`,
          ]
        : []),
      ...numbers.flatMap((column) => [
        `COUNT(${column}) AS ${column}_known`,
        `CAST(SUM(${column}) AS BIGINT) AS ${column}_total`,
        `MIN(${column}) AS ${column}_min`,
        `MAX(${column}) AS ${column}_max`,
      ]),
      // In two halves: neither engine's integers overflow, and neither half has more digits than a number here.
      ...(figures.has('cost')
        ? [
            `CAST(SUM(cost_units / ${HALF}) AS BIGINT) AS cost_high`,
            `CAST(SUM(cost_units % ${HALF}) AS BIGINT) AS cost_low`,
          ]
        : []),
    ],
  };
}

/** What came of the columns. */
export function toGroup(row: Row): CallGroup {
  const count = (name: string): number => (row[name] as number | undefined) ?? 0;
  const numberOf = (name: NumberFigureName): NumberFigure => {
    const known = count(`${NUMBER_COLUMNS[name]}_known`);
    if (known === 0) return UNKNOWN;
    const [total, min, max] = ['total', 'min', 'max'].map((part) => count(`${NUMBER_COLUMNS[name]}_${part}`));
    return { known, total: total!, min: min!, max: max! };
  };
  const figures: CallFigures = {
    calls: count('calls'),
    answered: count('answered'),
    unanswered: count('unanswered'),
    durationSeconds: numberOf('durationSeconds'),
    talkSeconds: numberOf('talkSeconds'),
    waitSeconds: numberOf('waitSeconds'),
    rating: numberOf('rating'),
    cost: costOf(row),
  };
  return { at: count('at_second') * SECOND_MS, newest: count('newest') * SECOND_MS, ...keyOf(row), figures };
}

const NAMED: readonly Grouping[] = ['AGENT', 'QUEUE', 'LINE'];

/** What is grouped by, and what a group has of it. */
export const KEYS = {
  DIRECTION: { column: 'direction', name: 'direction', read: (text: string | null) => text },
  KIND: { column: 'kind', name: 'kind', read: (text: string | null) => text },
  OUTCOME: { column: 'outcome', name: 'outcome', read: (text: string | null) => text },
  AGENT: { column: 'agent_mentions', name: 'agents', read: toMentions },
  QUEUE: { column: 'queue_mentions', name: 'queues', read: toMentions },
  LINE: { column: 'line_party', name: 'line', read: toLineParty },
} as const satisfies Record<Grouping, { column: string; name: keyof GroupKey; read: (text: string | null) => unknown }>;

const HALF = 1_000_000;

const keyOf = (row: Row): GroupKey =>
  Object.fromEntries(
    Object.values(KEYS)
      .filter(({ column }) => column in row)
      .map(({ column, name, read }) => [name, read(row[column] as string | null)]),
  );

function costOf(row: Row): readonly Money[] {
  const currency = row['cost_currency'] as string | null;
  if (row['cost_text'] != null)
    return Array.from({ length: row['calls'] as number }, () => ({ currency, amount: row['cost_text'] as string }));
  if (row['cost_places'] == null) return [];
  const units = BigInt(row['cost_high']!) * BigInt(HALF) + BigInt(row['cost_low']!);
  return [{ currency, amount: toDecimal(units, row['cost_places'] as number) }];
}
