import type { CallFilter } from '../../../domain/call-filter.ts';
import { type Engine, type Statement, statement } from '../engine.ts';
import type { PageQuestion } from '../history-store.ts';
import type { Seconds } from '../coverage/read-coverage.ts';
import { type NarrowContext, createValues, narrow } from './narrow.ts';

/** So many rows are looked at for one page at most: some tens of milliseconds, since a statement cannot be interrupted. */
const MAX_SCANNED = 20_000;

/**
 * How far a page may look, when its filter may match few of many calls: a piece of the range that holds a bounded number
 * of rows which an index leads to. The whole range where it holds no more.
 */
export async function findScanBorder(engine: Engine, question: PageQuestion, span: Seconds): Promise<Seconds> {
  const isDescending = question.direction === 'DESC';
  const found = await engine.read(
    leadsOf(question.filter ?? {}).map((lead) => selectBorder(engine, question, span, lead)),
  );
  const borders = found.flatMap((rows) => (rows[0]?.['start_second'] as number | undefined) ?? []);
  if (borders.length === 0) return span;
  return isDescending
    ? { from: borders.reduce((a, b) => Math.max(a, b)), to: span.to }
    : { from: span.from, to: borders.reduce((a, b) => Math.min(a, b)) + 1 };
}

/** The part of a filter that an index can follow in order of time; a number may be the customer's or the line's. */
function leadsOf(filter: CallFilter): CallFilter[] {
  const { agentIds, queueIds, customerNumber, number, lineNumber } = filter;
  if (customerNumber) return [{ customerNumber }];
  if (number) return [{ customerNumber: number }, { lineNumber: number }];
  if (agentIds) return [{ agentIds }];
  if (queueIds) return [{ queueIds }];
  if (lineNumber) return [{ lineNumber }];
  return [{}];
}

function selectBorder(
  { words }: Engine,
  { account, direction }: PageQuestion,
  { from, to }: Seconds,
  lead: CallFilter,
): Statement {
  const values = createValues();
  const context: NarrowContext = {
    words,
    values,
    defaultCountry: account.defaultCountry,
    account: values.add(account.id),
    from: values.add(from),
    to: values.add(to),
  };
  const conditions = [
    `account = ${context.account}`,
    `start_second >= ${context.from}`,
    `start_second < ${context.to}`,
    ...narrow(lead, context),
  ];
  return statement(
    `SELECT start_second FROM calls WHERE ${conditions.join(' AND ')}
     ORDER BY start_second ${direction} LIMIT 1 OFFSET ${MAX_SCANNED}`,
    values.list,
  );
}
