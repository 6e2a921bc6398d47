import type { CallFilter } from '../../../domain/call-filter.ts';
import { type Engine, type Statement, statement } from '../engine.ts';
import type { Account } from '../account.ts';
import type { PageQuestion } from '../kept-page.ts';
import type { Seconds } from '../coverage/read-coverage.ts';
import { type NarrowContext, allOf, createContext, linkCondition, narrow, rangeConditions } from './narrow.ts';

/**
 * So many rows are looked at for one page at most: some tens of milliseconds, since a statement cannot be interrupted.
 */
const PAGE_BOUNDS: ScanBounds = { scanned: 20_000, led: 2000 };

/** How many rows a statement looks at; fewer where an index leads to rows that lie far apart. */
type ScanBounds = { readonly scanned: number; readonly led: number };

/**
 * How far a page may look, when its filter may match few of many calls: a piece of the range that holds a bounded
 * number of rows which an index leads to. The whole range where it holds no more.
 */
export async function findScanBorder(
  engine: Engine,
  question: Pick<PageQuestion, 'account' | 'direction' | 'filter'>,
  span: Seconds,
  bounds = PAGE_BOUNDS,
): Promise<Seconds> {
  const isDescending = question.direction === 'DESC';
  const found = await engine.read(
    leadsOf(question.filter ?? {}, bounds).map((lead) => selectBorder(engine, question, span, lead)),
  );
  const borders = found.flatMap((rows) => (rows[0]?.['start_second'] as number | undefined) ?? []);
  if (borders.length === 0) return span;
  return isDescending
    ? { from: borders.reduce((a, b) => Math.max(a, b)), to: span.to }
    : { from: span.from, to: borders.reduce((a, b) => Math.min(a, b)) + 1 };
}

/** What an index can follow in order of time. */
type Lead = {
  readonly table: 'calls' | 'call_links';
  readonly max: number;
  readonly conditions: (context: NarrowContext) => string[];
};

/** The leads of a filter: a number may be the customer's or the line's. */
function leadsOf(filter: CallFilter, { scanned, led }: ScanBounds): Lead[] {
  const { agentIds, queueIds, customerNumber, number, lineNumber } = filter;
  const byColumn = (own: CallFilter): Lead => ({
    table: 'calls',
    max: led,
    conditions: (context) => narrow(own, context),
  });
  const byLink = (role: 'agent' | 'queue', ids: readonly string[]): Lead => ({
    table: 'call_links',
    max: led,
    conditions: (context) => [linkCondition(role, ids, context)],
  });
  if (customerNumber) return [byColumn({ customerNumber })];
  if (number) return [byColumn({ customerNumber: number }), byColumn({ lineNumber: number })];
  if (agentIds) return [byLink('agent', agentIds)];
  if (queueIds) return [byLink('queue', queueIds)];
  if (lineNumber) return [byColumn({ lineNumber })];
  return [leadOfAll(scanned)];
}

const leadOfAll = (max: number): Lead => ({ table: 'calls', max, conditions: () => [] });

function selectBorder(
  engine: Engine,
  { account, direction }: Pick<PageQuestion, 'account' | 'direction'>,
  span: Seconds,
  lead: Lead,
): Statement {
  const context = createContext(engine, account, span);
  const conditions = [...rangeConditions(context), ...lead.conditions(context)];
  return statement(
    `SELECT start_second FROM ${lead.table} WHERE ${allOf(conditions)}
     ORDER BY start_second ${direction} LIMIT 1 OFFSET ${lead.max}`,
    context.values.list,
  );
}

/** Whether a span holds no more than so many calls. */
export async function holdsFew(engine: Engine, account: Account, span: Seconds, most: number): Promise<boolean> {
  const [beyond = []] = await engine.read([selectBorder(engine, { account, direction: 'ASC' }, span, leadOfAll(most))]);
  return beyond.length === 0;
}
