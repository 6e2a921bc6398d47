import { fieldsOf } from '../../../domain/call-filter.ts';
import { SECOND_MS } from '../../../time/instant.ts';
import { type Seconds, selectSpans, spansBetween, toCoverage, toSeconds } from '../coverage/read-coverage.ts';
import { type Engine, type Statement, statement } from '../engine.ts';
import type { Account } from '../account.ts';
import type { CallsQuestion, KeptCall, KeptCount, KeptPage, PageQuestion } from '../kept-page.ts';
import type { CallPart } from '../vendor-reading.ts';
import { toOrderText } from '../order-text.ts';
import type { CallMemory } from './call-memory.ts';
import { readCalls } from './read-calls.ts';
import {
  type NarrowContext,
  UNINDEXED,
  allOf,
  createContext,
  isDecidedByColumns,
  narrow,
  rangeConditions,
  returnedOf,
} from './narrow.ts';
import { type SearchPlan, planSearch } from './plan-search.ts';
import { findScanBorder } from './scan-border.ts';

/** More calls in one page are a search or a count: remembering them would push everybody's pages out. */
const MOST_REMEMBERED = 500;

/** Reads one page; see `HistoryStore.readPage`. */
export async function readPage(engine: Engine, memory: CallMemory, question: PageQuestion): Promise<KeptPage> {
  const { account, direction, limit, parts, filter = {} } = question;
  const isDescending = direction === 'DESC';
  const asked = toSeconds(question.range);
  const search = await planSearch(engine, question);
  const isBounded = fieldsOf(filter).length === 0 || search.isLed;
  const span = isBounded ? asked : await findScanBorder(engine, question, asked);

  const remembered = limit > MOST_REMEMBERED ? null : memory;
  const { rows, calls, beside } = await readCalls(account, parts, remembered, (select) =>
    engine.read([selectPage(engine, question, { span, search }, select), selectPageSpans(engine, question, span)]),
  );
  const last = rows.length < limit ? undefined : (rows.at(-1)?.['start_second'] as number | undefined);
  // The calls of one second come together: a page that is full ends where its last second does.
  const page: Seconds = isDescending
    ? { from: last ?? span.from, to: span.to }
    : { from: span.from, to: last === undefined ? span.to : last + 1 };
  const end = isDescending ? 'from' : 'to';
  return {
    calls,
    through: page[end] === asked[end] ? question.range[end] : page[end] * SECOND_MS,
    coverage: toCoverage(beside, page, parts),
  };
}

/** Finds calls by id; see `HistoryStore.getCalls`. */
export async function getCalls(
  engine: Engine,
  memory: CallMemory,
  account: Account,
  ids: readonly string[],
  parts: readonly CallPart[],
): Promise<(KeptCall | null)[]> {
  const texts = ids.map(toOrderText);
  const isOneOfThem = engine.words.among('c.native_id', engine.words.texts('$2'));
  const { calls } = await readCalls(account, parts, memory, (select) =>
    engine.read([
      statement(
        `${select} JOIN accounts a ON a.account = c.account
         WHERE c.account = $1 AND ${isOneOfThem} AND c.read_at >= a.believed_from`,
        [account.id, JSON.stringify(texts)],
      ),
    ]),
  );
  const byId = new Map(calls.map((kept) => [kept.call.nativeId, kept]));
  return ids.map((id) => byId.get(id) ?? null);
}

/** Counts calls; see `HistoryStore.countCalls`. */
export async function countCalls(
  engine: Engine,
  { account, range, filter = {}, beyond }: CallsQuestion,
): Promise<KeptCount> {
  const span = toSeconds(range);
  const context = createContext(engine, account, span, beyond);
  const conditions = [...rangeConditions(context), ...narrow(filter, context)];
  const [[counted] = [], spans = []] = await engine.read([
    statement(
      `SELECT COUNT(*) AS calls, COUNT(*) - COUNT(has_recording) AS unread,
         COUNT(CASE WHEN ${returnedOf(filter, context).unclear} THEN 1 END) AS unclear
       FROM calls WHERE ${allOf(conditions)}`,
      context.values.list,
    ),
    selectSpans(account, span),
  ]);
  const { isReturned, ...others } = filter;
  const isReturnedClear = isReturned === undefined || (beyond?.answersIn !== undefined && counted?.['unclear'] === 0);
  const isDecided =
    isReturnedClear && isDecidedByColumns(others) && (filter.hasRecording === undefined || counted?.['unread'] === 0);
  return {
    count: isDecided ? (counted?.['calls'] as number) : null,
    coverage: toCoverage(spans, span, filter.hasRecording === undefined ? [] : ['recordings']),
  };
}

/**
 * The spans that a page lies in. A page with a filter looks at a bounded stretch of time, or is led to its calls wherever
 * they are; one without knows where it ends, and needs none of the thousands that may lie beyond.
 */
function selectPageSpans(engine: Engine, question: PageQuestion, span: Seconds): Statement {
  const { account, direction, filter = {} } = question;
  if (fieldsOf(filter).length > 0) return selectSpans(account, span);
  const context = createContext(engine, account, span);
  const end = lastSecond(question, context, rangeConditions(context));
  const [from, to] =
    direction === 'DESC'
      ? [end, `CAST(${context.to()} AS BIGINT)`]
      : [`CAST(${context.from()} AS BIGINT)`, `${end} + 1`];
  return statement(spansBetween(context.account(), from, to), context.values.list);
}

/** The second of the last call of a page; where fewer are left, the last second of its span. */
function lastSecond(
  { direction, limit }: Pick<PageQuestion, 'direction' | 'limit'>,
  { from, to }: NarrowContext,
  conditions: readonly string[],
  start = 'start_second',
): string {
  return `COALESCE(
      (SELECT start_second FROM calls WHERE ${allOf(conditions)} ORDER BY ${start} ${direction} LIMIT 1 OFFSET ${limit - 1}),
      ${direction === 'DESC' ? `CAST(${from()} AS BIGINT)` : `CAST(${to()} AS BIGINT) - 1`})`;
}

/**
 * A page: from its first call to the one at the limit, and what else starts in the same second. The second of that one
 * is found first, along an index and without bodies.
 */
function selectPage(
  engine: Engine,
  question: PageQuestion,
  { span, search }: { readonly span: Seconds; readonly search: SearchPlan },
  select: string,
): Statement {
  const { account, direction, filter = {}, beyond } = question;
  const context = createContext(engine, account, span, beyond);
  const own = [...narrow(filter, context), ...search.conditions(context)];
  const sign = search.isLed ? UNINDEXED : '';
  const start = `${sign}start_second`;
  const [bound, other] =
    direction === 'DESC' ? ['>=', `${start} < ${context.to()}`] : ['<=', `${start} >= ${context.from()}`];
  const page = `SELECT call FROM calls WHERE ${allOf([`${sign}account = ${context.account()}`, other, ...own])}
    AND ${start} ${bound} ${lastSecond(question, context, [...rangeConditions(context, sign), ...own], start)}`;
  return statement(
    `${select}
     WHERE ${engine.words.among('c.call', page)}
     ORDER BY c.start_second ${direction}, c.native_id ${direction}`,
    context.values.list,
  );
}
