import type { CallSession } from '../../../domain/call-session.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import { recordOf } from '../../../transport/read-wire.ts';
import { type Account, NO_LINE_NAMES } from './account.ts';
import type { CallsQuery } from './client.ts';
import { type CallContext, toCallSession } from '../calls/to-call-session.ts';

/** A row of a page: the call it is, or why it is none. */
export type ReadRow = { readonly call: CallSession } | { readonly problem: ProviderError };

/** Reads the rows of a page in the order they came, an id that comes again left out. */
export function readRows(rows: readonly unknown[], context: CallContext, account: Account): ReadRow[] {
  const seen = new Set<string>();
  return rows.flatMap((row): ReadRow[] => {
    const call = toCallSession(recordOf(row), context);
    if ('unreadable' in call) {
      const message = `CallGear sent a row of get.calls_report that cannot be read (${call.unreadable}): it is left out.`;
      account.log.warn({ provider: account.provider }, message);
      return [{ problem: new ProviderError(account.provider, 'unreadable', message) }];
    }
    if (seen.has(call.nativeId)) return [];
    seen.add(call.nativeId);
    return [{ call }];
  });
}

/** Asks for a page and, where they are selected, for the names of lines at the same time. */
export async function readPage(
  query: CallsQuery,
  context: CallContext,
  account: Account,
  signal: AbortSignal,
): Promise<{ readonly rows: readonly ReadRow[]; readonly sent: number; readonly total: number | null }> {
  const isNamed = context.selection.fields.has('lineName');
  const [{ rows, total }, { byNumber, problem }] = await Promise.all([
    account.client.callsReport(query, signal),
    isNamed ? account.lineNames(signal) : NO_LINE_NAMES,
  ]);
  const read = readRows(rows, { ...context, lineNames: byNumber }, account);
  if (problem) account.log.warn({ provider: account.provider, kind: problem.kind }, problem.message);
  return { rows: problem ? [{ problem }, ...read] : read, sent: rows.length, total };
}

/** The calls among rows. */
export const callsOf = (rows: readonly ReadRow[]): CallSession[] =>
  rows.flatMap((row) => ('call' in row ? row.call : []));

/** The problems among rows. */
export const problemsOf = (rows: readonly ReadRow[]): ProviderError[] =>
  rows.flatMap((row) => ('problem' in row ? row.problem : []));
