import type { CallSelection } from '../../../domain/call-selection.ts';
import type { CallSession } from '../../../domain/call-session.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import { columnsFor } from '../calls/columns-for.ts';
import { toCallSession } from '../calls/to-call-session.ts';
import { type Account, NO_LINE_NAMES } from './account.ts';
import type { CallsQuery } from './client.ts';

/** A row of a page: the call it is, or why it is none. */
export type ReadRow = CallSession | ProviderError;

/** The rows of a page in the order they came, an id that comes again left out; and how many rows were sent. */
export type ReadPage = { readonly rows: readonly ReadRow[]; readonly sent: number; readonly total: number | null };

/** Asks for a page and, where they are selected, for the names of lines at the same time. */
export async function readPage(
  { selection, ...query }: Omit<CallsQuery, 'columns'> & { readonly selection: CallSelection },
  account: Account,
  signal: AbortSignal,
): Promise<ReadPage> {
  const { client, provider, defaultCountry, log } = account;
  const [{ rows, total }, { byNumber, problem }] = await Promise.all([
    client.callsReport({ ...query, columns: columnsFor(selection, client.lacking) }, signal),
    selection.fields.has('lineName') ? account.lineNames(signal) : NO_LINE_NAMES,
  ]);
  const context = { provider, zone: query.zone, defaultCountry, selection, lineNames: byNumber };
  const seen = new Set<string>();
  const read = rows.flatMap((row): ReadRow | [] => {
    const call = toCallSession(row, context);
    if (call instanceof ProviderError) log.warn({ provider }, call.message);
    else if (seen.has(call.nativeId)) return [];
    else seen.add(call.nativeId);
    return call;
  });
  if (problem) log.warn({ provider, kind: problem.kind }, problem.message);
  return { rows: problem ? [problem, ...read] : read, sent: rows.length, total };
}

/** The calls among rows. */
export const callsOf = (rows: readonly ReadRow[]): CallSession[] =>
  rows.filter((row) => !(row instanceof ProviderError));
