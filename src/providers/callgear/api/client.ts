import type { WallClock } from '../../../time/wall-clock.ts';
import type { Instant } from '../../../time/instant.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import type { TimeRange } from '../../../time/time-range.ts';
import type { FileHosts } from '../../../transport/file-hosts.ts';
import type { HttpStream } from '../../../transport/http.ts';
import { objectsOf, recordOf, textOrNull } from '../../../transport/read-wire.ts';
import type { MediaRequest } from '../../../domain/media.ts';
import { rangeHeaders } from '../../to-opened-media.ts';
import { LEG } from '../calls/columns.ts';
import { isNewer } from '../calls/columns-for.ts';
import type { Rpc } from './rpc.ts';
import { UnknownNames } from './to-error.ts';
import { type AccountRow, type CallRow, EMPLOYEE_FIELDS, type LegRow, type RowWith, type WireFilter } from './wire.ts';

/** Rows of one page, and how many there are in all; null where the vendor did not say. */
export type Rows<Row> = { readonly rows: readonly Row[]; readonly total: number | null };

/** A question for a report over a span of time. */
type ReportQuery = {
  readonly zone: WallClock;
  /** The calls wanted; more may come, from the seconds around it. */
  readonly span: TimeRange;
  readonly filter: WireFilter | null;
};

/** A page of a report. */
type PageQuery = ReportQuery & { readonly limit: number; readonly offset?: number };

/** A question to get.calls_report. */
export type CallsQuery = PageQuery & {
  readonly columns: readonly string[];
  readonly order: 'asc' | 'desc';
  readonly includesOngoing: boolean;
};

/** Asks for all of a report. */
export type Report<Row> = (query: ReportQuery, signal: AbortSignal) => Promise<readonly Row[]>;

/** The vendor's endpoints, one function each. */
export type Client = ReturnType<typeof createClient>;

/** The most rows of one page. */
export const MAX_PAGE = 10_000;

/** Makes the client of one account. */
export function createClient(rpc: Rpc, hosts: FileHosts) {
  /** Columns this account has refused: they are not asked for again. */
  const lacking = new Set<string>();

  const rowsOf = async <Row>(method: string, params: object, signal: AbortSignal): Promise<Rows<Row>> => {
    const { data, total } = await rpc.ask(method, params as Record<string, unknown>, signal);
    return { rows: objectsOf(data) as readonly Row[], total };
  };

  const report =
    <Field extends string>(method: string, fields: readonly Field[]): Report<RowWith<Field>> =>
    (query, signal) =>
      readWhole((offset) => {
        const page = paramsOf({ ...query, limit: MAX_PAGE, offset });
        return rowsOf(method, { ...page, sort: [{ field: 'start_time', order: 'asc' }], fields }, signal);
      });
  const directory =
    <Field extends string>(method: string, fields: readonly Field[]) =>
    (signal: AbortSignal, filter: WireFilter | null = null): Promise<readonly RowWith<Field>[]> =>
      readWhole((offset) => rowsOf(method, { limit: MAX_PAGE, offset, fields, ...(filter && { filter }) }, signal));

  return {
    lacking: lacking as ReadonlySet<string>,
    async callsReport(query: CallsQuery, signal: AbortSignal): Promise<Rows<CallRow>> {
      const { order, includesOngoing } = query;
      const read = (columns: readonly string[]) =>
        rowsOf<CallRow>(
          'get.calls_report',
          {
            ...paramsOf(query),
            sort: [{ field: 'start_time', order }],
            fields: columns,
            ...(includesOngoing ? { include_ongoing_calls: true } : {}),
          },
          signal,
        );
      // A refusal names one column, and costs no point: each time something is left out, so this ends.
      for (;;) {
        const columns = query.columns.filter((name) => !lacking.has(name));
        try {
          return await read(columns);
        } catch (error) {
          const unknown = unknownColumns(error, columns);
          if (unknown.length === 0) throw error;
          for (const name of unknown) lacking.add(name);
        }
      }
    },
    callLegsReport: report('get.call_legs_report', LEG_FIELDS),
    chargesReport: report('get.financial_call_legs_report', ['call_session_id', 'leg_id', 'total_charge']),
    employees: directory('get.employees', EMPLOYEE_FIELDS),
    virtualNumbers: directory('get.virtual_numbers', ['virtual_phone_number', 'name']),
    groups: directory('get.group_employees', ['id', 'name']),
    async account(signal: AbortSignal): Promise<AccountRow> {
      const { rows } = await rowsOf<AccountRow>('get.account', {}, signal);
      return rows[0] ?? {};
    },
    /** The currency of the account's reports; null where it names none. */
    async reportCurrency(signal: AbortSignal): Promise<string | null> {
      const { data } = await rpc.ask('getobj.account', {}, signal);
      return textOrNull(recordOf(data).report_currency);
    },
    /** Opens a recording: its link needs no key, so nothing of it is ever shown. */
    openFile(url: string, request: MediaRequest, signal: AbortSignal): Promise<HttpStream> {
      const file = { method: request.method, url, operation: 'recording', headersFor: () => rangeHeaders(request) };
      return rpc.openFile(file, hosts, signal);
    },
  };
}

/** Reads every page of an answer; a page may come short although more follow. */
async function readWhole<Row>(ask: (offset: number) => Promise<Rows<Row>>): Promise<readonly Row[]> {
  const all: Row[] = [];
  for (;;) {
    const { rows, total } = await ask(all.length);
    all.push(...rows);
    if (rows.length === 0 || total === null || all.length >= total) return all;
  }
}

/** Whether the ends of a range belong to it is not documented: one second more is asked, and the rest cut by the reader. */
const EDGE_MS = 1000;

function paramsOf({ zone, span, filter, limit, offset = 0 }: PageQuery): Record<string, unknown> {
  const wall = (instant: Instant) => zone.toWall(instant);
  return {
    date_from: wall(span.from - EDGE_MS),
    date_till: wall(span.to),
    limit,
    offset,
    ...(filter === null ? {} : { filter }),
  };
}

/** The asked columns that a refusal says the account does not know: only newer ones can be. */
function unknownColumns(error: unknown, asked: readonly string[]): string[] {
  if (!(error instanceof ProviderError) || !(error.cause instanceof UnknownNames)) return [];
  const { names } = error.cause;
  // A filter or an order by an unknown column stays wrong, whatever is left out of the reply.
  if (names.some((name) => /^(filter|sort)\b/.test(name))) return [];
  const newer = asked.filter(isNewer);
  const named = newer.filter((name) => names.some((said) => said.split('.').includes(name)));
  return named.length > 0 ? named : newer;
}

const LEG_FIELDS = Object.keys(LEG.columns) as (keyof LegRow)[];
