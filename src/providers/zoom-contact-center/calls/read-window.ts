import type { CallSession } from '../../../domain/call-session.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import { type TimeRange, isWithin } from '../../../time/time-range.ts';
import type { WindowRead } from '../../../time/time-windows.ts';
import type { Log } from '../../../transport/log.ts';
import { recordOf, textOrNull } from '../../../transport/read-wire.ts';
import type { ProviderTools } from '../../provider-kinds.ts';
import { type Client, type UnknownIds, toWindow } from '../api/client.ts';
import type { Account } from '../api/read-fields.ts';
import { type View, toCallSession } from './to-call-session.ts';
import type { Page, Parameters } from '../api/wire.ts';

/** Rows of the largest page. It stays the same within a walk, or the walk breaks. */
export const PAGE_SIZE = 100;

/** A row as it could be read: a call, or why not. */
export type ReadRow = CallSession | ProviderError;

/** A window as it was read, and the part of the query that Zoom knows: nobody need ask for the rest again. */
export type QueryRead = WindowRead<ReadRow> & { readonly known: Parameters | 'nothing' };

/** Reads windows of the voice call log. */
export type WindowReader = {
  /** Reads the calls that start within a window, or says how many there are when they are more than `maxRows`. */
  read(window: TimeRange, parameters: Parameters, view: View, maxRows: number, signal: AbortSignal): Promise<QueryRead>;
};

/** A page token lives fifteen minutes; one that is older than this is not sent any more. */
const TOKEN_LIFE_MS = 14 * 60_000;
/** How often a slice is begun anew before the trouble is told. */
const MAX_WALKS = 3;

/**
 * Reads slices of the voice call log whole: no order is promised, so nothing of a slice is known before all of it is.
 * Both ends of a window count as included; what lies outside or comes twice is dropped.
 */
export function createWindowReader(
  client: Client,
  account: Account,
  { now, log }: Pick<ProviderTools, 'now' | 'log'>,
): WindowReader {
  const walk = async (query: Parameters, maxRows: number, signal: AbortSignal): Promise<Walk> => {
    const rows: unknown[] = [];
    const seen = new Set<string>();
    let token = '';
    let tokenIssuedAt = 0;
    do {
      if (token !== '' && now() - tokenIssuedAt > TOKEN_LIFE_MS) return { end: 'dead-token' };
      const parameters = token === '' ? query : { ...query, next_page_token: token };
      const page = await client.listVoiceCalls(parameters, signal).catch((error: unknown) => {
        if (token !== '' && isDeadToken(error)) return null;
        throw error;
      });
      if (page === null) return { end: 'dead-token' };
      if ('unknown' in page) return { end: 'unknown-id', ...page };
      if (token === '' && page.total !== null && page.total > maxRows) return { end: 'too-many', total: page.total };
      // A token whose query is not the same repeats one page for ever.
      for (const mark of marksOf(page)) {
        if (seen.has(mark)) return { end: 'repeated' };
        seen.add(mark);
      }
      rows.push(...page.rows);
      token = page.nextPageToken;
      tokenIssuedAt = now();
    } while (token !== '');
    return { end: 'whole', rows };
  };

  return {
    async read(window, parameters, view, maxRows, signal) {
      const page = {
        ...toWindow(window),
        page_size: String(PAGE_SIZE),
        ...(view === 'detail' ? { view_type: 'detail' } : {}),
      };
      let known = parameters;
      let trouble = '';
      for (let walks = 0; walks < MAX_WALKS;) {
        const result = await walk({ ...known, ...page }, maxRows, signal);
        if (result.end === 'whole') return { rows: toRows(result.rows, window, account, view, log), known };
        if (result.end === 'too-many') return { total: result.total, known };
        if (result.end === 'unknown-id') {
          const rest = withoutUnknown(known, result.unknown);
          if (rest === 'nothing') return { rows: [], known: 'nothing' };
          if (rest === 'unclear') throw new ProviderError(account.provider, 'unsupported', refusalOf(result.said));
          known = rest;
          continue;
        }
        walks += 1;
        trouble = result.end === 'repeated' ? 'repeats a page' : 'ends its page tokens before they are used';
      }
      const text = `Zoom ${trouble} of GET /contact_center/voice_calls: the calls of a window cannot be read whole.`;
      throw new ProviderError(account.provider, 'unreadable', text);
    },
  };
}

type Walk =
  | { readonly end: 'whole'; readonly rows: readonly unknown[] }
  | { readonly end: 'too-many'; readonly total: number }
  | ({ readonly end: 'unknown-id' } & UnknownIds)
  | { readonly end: 'dead-token' | 'repeated' };

const isDeadToken = (error: unknown): boolean =>
  error instanceof ProviderError && error.code === '300' && /page token/i.test(error.message);

/** What a page must not share with another of its walk: the token to the next, and the first id. */
function marksOf({ nextPageToken, rows }: Page): string[] {
  const firstId = textOrNull(recordOf(rows[0]).engagement_id);
  return [...(nextPageToken === '' ? [] : [`token ${nextPageToken}`]), ...(firstId === null ? [] : [`id ${firstId}`])];
}

const refusalOf = (message: string): string =>
  `Zoom refused GET /contact_center/voice_calls without saying which id it does not know: ${message.slice(0, 200)}`;

function toRows(rows: readonly unknown[], window: TimeRange, account: Account, view: View, log: Log): ReadRow[] {
  const calls = new Map<string, CallSession>();
  const problems: ProviderError[] = [];
  for (const row of rows) {
    const call = toCallSession(row, account, view);
    if (call instanceof ProviderError) problems.push(call);
    else if (isWithin(window, call.startedAt)) calls.set(call.nativeId, call);
  }
  for (const problem of problems) log.warn({ provider: account.provider, kind: problem.kind }, problem.message);
  return [...calls.values(), ...problems];
}

/** What remains of a query: parameters, nothing that any call could match, or no way to tell. */
export type Remainder = Parameters | 'nothing' | 'unclear';

const ID_LISTS = ['user_ids', 'cc_queue_ids', 'queue_ids'] as const;

/**
 * Takes out of a query the ids that Zoom's refusal names as unknown ("User does not exist: …"): one of them spoils the
 * whole list for the others.
 */
export function withoutUnknown(query: Parameters, message: string): Remainder {
  const named = new Set(message.split(/[^\w-]+/));
  const lists = ID_LISTS.filter((name) => query[name] !== undefined);
  for (const name of lists) {
    const ids = query[name]?.split(',') ?? [];
    const known = ids.filter((id) => !named.has(id));
    // A refusal that names nobody can only be about the one id there is.
    const isOnlyId = lists.length === 1 && ids.length === 1;
    if (known.length === 0 || isOnlyId) return 'nothing';
    if (known.length < ids.length) return { ...query, [name]: known.join(',') };
  }
  return 'unclear';
}
