import { type CallSource, DEMO_AGENTS, DEMO_QUEUES } from '../../../src/demo/call-source.ts';
import type { DemoVendor, DemoVendorOptions } from '../../../src/demo/demo-vendor.ts';
import { quote } from '../../../src/demo/quote.ts';
import type { DemoReply } from '../../../src/demo/demo-http.ts';
import { type Vendor, startVendorServer } from '../../../src/demo/vendor-server.ts';

const API_KEY = 'larkspur-demo-key-9f3b61c7d2e84a05';
const MAX_PAGE = 100;

/** Starts Larkspur, a small phone system: calls in pages that end with a cursor, and the people who take them. */
export async function startLarkspur({ source, now, id = 'front-desk', port }: DemoVendorOptions): Promise<DemoVendor> {
  const rows = Array.from({ length: source.count }, (_, index) => toRow(source, index));
  const ended = () => rows.filter((row) => Date.parse(row.started_at) + row.seconds * 1000 <= now());
  const vendor: Vendor = {
    name: 'Larkspur',
    describe: ({ path }) => ({ operation: path.replace('/v1', 'POST '), purpose: 'data' }),
    handle({ path, body, headers }) {
      const query = new URLSearchParams(body);
      if (headers.authorization !== `Bearer ${API_KEY}`) return vendor.refused();
      if (path === '/v1/calls') return listCalls(ended(), query);
      if (path === '/v1/calls/count') return { body: { count: select(ended(), query).length } };
      return path === '/v1/users' ? { body: { data: USERS } } : refuse(404, 'not_found', 'No such endpoint.');
    },
    rateLimited: (seconds) =>
      refuse(429, 'slow_down', 'Too many requests.', seconds === undefined ? {} : { 'retry-after': String(seconds) }),
    refused: () => refuse(401, 'bad_key', 'The key is not known.'),
    forbidden: () => refuse(403, 'not_allowed', 'The key may not read this.'),
    echo: (request, status) => refuse(status, quote(request), `Refused: ${quote(request)}`),
    // The first row loses its start.
    withBadRow: ({ body }) => ({ body: JSON.stringify(body).replace('"started_at"', '"stopped_at"') }),
  };
  const server = await startVendorServer(vendor, port === undefined ? {} : { port });
  return {
    kind: 'larkspur',
    server,
    settings: { id, kind: 'larkspur', apiKey: API_KEY, baseUrl: `${server.url}/v1` },
    secrets: [API_KEY],
    truth: () => ended().map((row) => ({ nativeId: row.id, startedAt: Date.parse(row.started_at) })),
    close: () => server.close(),
  };
}

type Row = ReturnType<typeof toRow>;

function toRow(source: CallSource, index: number) {
  const call = source.at(index);
  return {
    id: `c${100_000 + index}`,
    started_at: new Date(call.startedAt).toISOString(),
    seconds: call.durationSeconds,
    direction: call.direction === 'INBOUND' ? 'in' : 'out',
    result: call.outcome === 'ABANDONED' ? 'gave_up' : call.outcome.toLowerCase(),
    customer: call.customerNumber,
    line: call.lineNumber,
    user_id: call.agent === null ? null : `u${call.agent}`,
    price: call.cost,
    stars: call.rating,
    desk: DEMO_QUEUES[call.queue ?? -1] ?? null,
  };
}

const USERS = DEMO_AGENTS.map(({ isActive, ...agent }, index) => ({ id: `u${index}`, ...agent, active: isActive }));

/** A cursor is the place of the next row. Calls of one second come in an order that nobody promised. */
function listCalls(rows: readonly Row[], query: URLSearchParams): DemoReply {
  const selected = select(rows, query);
  selected.sort((a, b) => a.started_at.localeCompare(b.started_at) || b.id.localeCompare(a.id));
  if (query.get('order') === 'desc') selected.reverse();
  const start = Number(atob(query.get('cursor') ?? ''));
  const end = start + Math.min(Number(query.get('limit') ?? MAX_PAGE), MAX_PAGE);
  return { body: { data: selected.slice(start, end), next: end < selected.length ? btoa(String(end)) : null } };
}

/** Every column can be asked for by its values; a range of starts has its end left out. */
function select(rows: readonly Row[], query: URLSearchParams): Row[] {
  const [since, until] = [query.get('since') ?? '', query.get('until') ?? '9'];
  const columns = Object.keys(rows[0] ?? {}).filter((name): name is keyof Row => query.has(name));
  const wanted = columns.map((name) => [name, new Set(query.getAll(name))] as const);
  const inRange = rows.filter(({ started_at: start }) => start >= since && start < until);
  return inRange.filter((row) => wanted.every(([name, values]) => values.has(String(row[name] ?? ''))));
}

const refuse = (status: number, code: string, message: string, headers: Record<string, string> = {}): DemoReply => ({
  status,
  headers,
  body: { error: { code, message } },
});
