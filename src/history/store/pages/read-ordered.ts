import type { OrderDirection } from '../../../domain/call-session.ts';
import type { ValueOrderField } from '../../../domain/value-order.ts';
import { type Seconds, toSeconds } from '../coverage/read-coverage.ts';
import { type Engine, type Row, readRows } from '../engine.ts';
import type { CallsQuestion, KeptCall, PageQuestion } from '../kept-page.ts';
import { toKeptCall } from '../rows/known-call.ts';
import { type NarrowContext, UNINDEXED, allOf, createContext, narrow, rangeConditions } from './narrow.ts';
import { type SearchLimits, type SearchPlan, planSearch } from './plan-search.ts';
import { columnsOf } from './read-calls.ts';
import { holdsFew } from './scan-border.ts';

/** A value that calls are ordered by, -1 where it is not known, and a second of their starts. */
export type OrderedPlace = { readonly value: number; readonly second: number };

export type OrderedQuestion = CallsQuestion &
  Pick<PageQuestion, 'limit' | 'parts'> & {
    readonly order: { readonly field: ValueOrderField; readonly direction: OrderDirection };
    /** Where it begins; `isAfter` leaves the calls of that value and second out. Null: at the beginning. */
    readonly from: (OrderedPlace & { readonly isAfter?: boolean }) | null;
  };

/** A piece, and the value and second of the last calls that were looked at; null at the end. */
export type OrderedPage = { readonly calls: readonly KeptCall[]; readonly through: OrderedPlace | null };

/** How much one statement may look at. */
export type OrderedLimits = { readonly scanned: number; readonly search?: SearchLimits };
const LIMITS: OrderedLimits = { scanned: 20_000 };

/** As the indexes have them: what is not known lies before all. */
const VALUES: Record<ValueOrderField, string> = {
  DURATION: 'COALESCE(duration_seconds, -1)',
  TALK_TIME: 'COALESCE(talk_seconds, -1)',
  WAIT_TIME: 'COALESCE(wait_seconds, -1)',
};

/** Reads a piece of a list by value; see `HistoryStore.readOrdered`. */
export async function readOrdered(
  engine: Engine,
  question: OrderedQuestion,
  limits: OrderedLimits = LIMITS,
): Promise<OrderedPage> {
  const { account, from } = question;
  const span = toSeconds(question.range);
  const search = await planSearch(engine, question, limits.search);
  const isShort = search.isLed || (await holdsFew(engine, account, span, limits.scanned));
  const asked = { ...question, search, isShort };
  const calls: OrderedPage['calls'][number][] = [];
  // First what has the same value, then what lies beyond it: an index leads to the beginning of each.
  const runs: Run[] =
    from === null
      ? [null]
      : [
          { ...from, isSame: true },
          { ...from, isSame: false },
        ];
  for (const run of runs) {
    const border = isShort ? null : await findPlace(engine, asked, null, run, null, limits.scanned);
    const limit = question.limit - calls.length;
    const last = await findPlace(engine, asked, span, run, border, limit - 1);
    calls.push(...(await readRun(engine, asked, span, run, last ?? border)));
    const through = last ?? border;
    if (through !== null) return { calls, through };
  }
  return { calls, through: null };
}

type Searched = OrderedQuestion & {
  readonly search: SearchPlan;
  /** Whether its calls are found and then sorted: the index of values is not followed. */
  readonly isShort: boolean;
};

const valueFor = ({ order: { field }, isShort }: Searched): string => `${isShort ? UNINDEXED : ''}${VALUES[field]}`;

/** Part of the list: calls with a value from a second on, or those whose value lies beyond; null: all. */
type Run = (OrderedPlace & { readonly isSame: boolean; readonly isAfter?: boolean | undefined }) | null;

/** The value and second of the call so many places behind the beginning of a run, up to a border; null where it ends before. */
async function findPlace(
  engine: Engine,
  question: Searched,
  span: Seconds | null,
  run: Run,
  border: OrderedPlace | null,
  offset: number,
): Promise<OrderedPlace | null> {
  const { direction } = question.order;
  const value = valueFor(question);
  const { context, conditions } = conditionsOf(engine, question, span, run, border);
  const [row] = await readRows(
    engine,
    `SELECT ${value} AS value, start_second FROM calls WHERE ${allOf(conditions)}
     ORDER BY ${value} ${direction}, start_second ${direction} LIMIT 1 OFFSET ${offset}`,
    context.values.list,
  );
  return row === undefined ? null : toPlace(row);
}

async function readRun(
  engine: Engine,
  question: Searched,
  span: Seconds,
  run: Run,
  border: OrderedPlace | null,
): Promise<OrderedPage['calls']> {
  const { account, order, parts } = question;
  const { context, conditions } = conditionsOf(engine, question, span, run, border);
  const rows = await readRows(
    engine,
    `SELECT ${columnsOf(parts)} FROM calls c JOIN bodies b ON b.call = c.call
     WHERE ${engine.words.among('c.call', `SELECT call FROM calls WHERE ${allOf(conditions)}`)}
     ORDER BY ${VALUES[order.field].replace('(', '(c.')} ${order.direction}, c.start_second ${order.direction},
       c.native_id ${order.direction}`,
    context.values.list,
  );
  return rows.map((row) => toKeptCall(row, account.key));
}

/** Conditions on calls of a run up to a border; of a span and its filter, where one is given. */
function conditionsOf(
  engine: Engine,
  question: Searched,
  span: Seconds | null,
  run: Run,
  border: OrderedPlace | null,
): { readonly context: NarrowContext; readonly conditions: string[] } {
  const { account, order, range, filter = {}, beyond, search } = question;
  const context = createContext(engine, account, span ?? toSeconds(range), beyond);
  const add = (given: number): string => context.values.add(given);
  const value = valueFor(question);
  const [beyondIt, notBeyond] = SIGNS[order.direction];
  const conditions =
    span === null
      ? [`account = ${context.account}`, ...UNUSED(context)]
      : [
          ...rangeConditions(context, search.isLed ? UNINDEXED : ''),
          ...narrow(filter, context),
          ...search.conditions(context),
        ];
  if (run?.isSame === true)
    conditions.push(
      `${value} = ${add(run.value)}`,
      `start_second ${beyondIt}${run.isAfter === true ? '' : '='} ${add(run.second)}`,
    );
  if (run?.isSame === false) conditions.push(`${value} ${beyondIt} ${add(run.value)}`);
  if (border !== null) {
    const end = add(border.value);
    conditions.push(
      `${value} ${notBeyond}= ${end}`,
      `(${value} ${notBeyond} ${end} OR start_second ${notBeyond}= ${add(border.second)})`,
    );
  }
  return { context, conditions };
}

const SIGNS: Record<OrderDirection, readonly [beyond: string, notBeyond: string]> = {
  ASC: ['>', '<'],
  DESC: ['<', '>'],
};

/** Postgres wants the type of every value that a statement is given. */
const UNUSED = ({ from, to }: NarrowContext): string[] => [
  `CAST(${from} AS BIGINT) IS NOT NULL`,
  `CAST(${to} AS BIGINT) IS NOT NULL`,
];

const toPlace = (row: Row): OrderedPlace => ({ value: row['value'] as number, second: row['start_second'] as number });
