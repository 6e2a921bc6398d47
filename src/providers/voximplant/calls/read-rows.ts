import type { CallSession } from '../../../domain/call-session.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import type { Log } from '../../../transport/log.ts';
import { idOrNull, objectsOf, textOrNull } from '../../../transport/read-wire.ts';
import type { UserDirectory } from '../directory/directory.ts';
import type { HistoryPage } from '../api/history.ts';
import { NO_USERS, type RowContext, type RowParts } from './row.ts';
import { toCallSession } from './to-call-session.ts';
import type { CallRow, SessionRow } from '../api/wire.ts';

/** The calls of a page, and what stood in the way of more. */
export type RowsRead = {
  /** Each once; in no order. */
  readonly calls: readonly CallSession[];
  readonly problems: readonly ProviderError[];
};

/** Turns a page of rows into calls; names users where agents are wanted and rows mention users by name. */
export type ReadRows = ReturnType<typeof createReadRows>;

/** Makes the reader of one account's rows. */
export function createReadRows(
  account: Pick<RowContext, 'provider' | 'currency' | 'defaultCountry'>,
  directory: UserDirectory,
  log: Log,
) {
  return async (
    { rows, clock }: Pick<HistoryPage, 'rows' | 'clock'>,
    parts: RowParts,
    signal: AbortSignal,
  ): Promise<RowsRead> => {
    directory.notice(rows);
    const problems: ProviderError[] = [];
    let findUser = NO_USERS;
    const applications = parts.has('agents') ? applicationsOf(rows) : [];
    if (applications.length > 0) {
      const users = await directory.readUsers(applications, signal);
      findUser = users.find;
      // The rows stand without the names; what could not be asked is said beside them.
      problems.push(...users.problems);
    }
    const context: RowContext = { ...account, clock, findUser };
    const calls = new Map<string, CallSession>();
    for (const row of rows) {
      const call = toCallSession(row, context, parts);
      if (call) calls.set(call.nativeId, call);
      else problems.push(toProblem(row, account.provider));
    }
    for (const problem of problems) log.warn({ provider: account.provider, kind: problem.kind }, problem.message);
    return { calls: [...calls.values()], problems };
  };
}

/** Applications whose users are mentioned by name. */
function applicationsOf(rows: readonly SessionRow[]): string[] {
  const applications = new Set<string>();
  for (const row of rows) {
    const id = textOrNull(row.application_id);
    const calls = objectsOf(row.calls) as readonly CallRow[];
    if (id !== null && calls.some((call) => call.remote_number_type === 'user')) applications.add(id);
  }
  return [...applications];
}

function toProblem(row: SessionRow, provider: string): ProviderError {
  const id = idOrNull(row.call_session_history_id);
  const which = id === null ? 'A session without an id' : `Session ${id.slice(0, 30)}`;
  const what = id === null ? 'cannot be told from others' : 'has no start_date that can be read';
  return new ProviderError(provider, 'unreadable', `${which} ${what}; Voximplant's row is left out.`);
}
