import { type CallSource, DEMO_AGENTS, DEMO_QUEUES, type DemoCall } from '../../../src/demo/call-source.ts';
import type { DemoVendor, DemoVendorOptions } from '../../../src/demo/demo-vendor.ts';
import { quote } from '../../../src/demo/quote.ts';
import { type DemoReply, type DemoRequest, type Vendor, startVendorServer } from '../../../src/demo/vendor-server.ts';

const API_KEY = 'larkspur-demo-key-9f3b61c7d2e84a05';
const MAX_PAGE = 100;
const RESULTS: Readonly<Partial<Record<DemoCall['outcome'], string>>> = { ABANDONED: 'gave_up' };

/** Starts Larkspur, a small phone system: calls in pages that end with a cursor, and the people who take them. */
export async function startLarkspur({ source, now, id = 'front-desk', port }: DemoVendorOptions): Promise<DemoVendor> {
  const rows = Array.from({ length: source.count }, (_, index) => toRow(source, index));
  const ended = () => rows.filter(({ ended_at: endedAt }) => Date.parse(endedAt) <= now());

  const vendor: Vendor = {
    name: 'Larkspur',
    describe: ({ path }) => ({ operation: path.replace('/v1', 'GET '), purpose: 'data' }),
    handle(request) {
      if (request.headers.authorization !== `Bearer ${API_KEY}`) return vendor.refused();
      if (request.path === '/v1/calls') return listCalls(ended(), request.query);
      if (request.path === '/v1/calls/count') return { body: { count: select(ended(), request.query).length } };
      if (request.path === '/v1/users') return { body: { data: USERS, next: null } };
      return refuse(404, 'not_found', 'No such endpoint.');
    },
    rateLimited: (seconds) => ({
      ...refuse(429, 'slow_down', 'Too many requests.'),
      headers: seconds === undefined ? {} : { 'retry-after': String(seconds) },
    }),
    refused: () => refuse(401, 'bad_key', 'The key is not known.'),
    forbidden: () => refuse(403, 'not_allowed', 'The key may not read this.'),
    echo: (request: DemoRequest, status) => refuse(status, quote(request), `Refused: ${quote(request)}`),
    withBadRow({ body, ...reply }) {
      const page = structuredClone(body) as { data?: { started_at: string }[] };
      if (page.data?.[1]) page.data[1].started_at = 'no such time';
      return { ...reply, body: page };
    },
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
  const { startedAt, durationSeconds, outcome } = call;
  return {
    id: `c${100_000 + index}`,
    started_at: new Date(startedAt).toISOString(),
    ended_at: new Date(startedAt + durationSeconds * 1000).toISOString(),
    direction: call.direction === 'INBOUND' ? 'in' : 'out',
    result: RESULTS[outcome] ?? outcome.toLowerCase(),
    customer_number: call.customerNumber,
    customer_name: call.customerName,
    line_number: call.lineNumber,
    user_id: call.agent === null ? null : `u${call.agent}`,
    talk_seconds: call.talkSeconds,
    price: call.cost,
    stars: call.rating,
    desk: call.queue === null ? null : (DEMO_QUEUES[call.queue] ?? null),
    comment: call.note,
  };
}

const USERS = DEMO_AGENTS.map(({ name, email, extension, isActive }, index) => ({
  id: `u${index}`,
  name,
  email,
  extension,
  active: isActive,
}));

/** A cursor is the place of the next row. Calls of one second come in an order that nobody promised. */
function listCalls(rows: readonly Row[], query: URLSearchParams): DemoReply {
  const selected = select(rows, query).sort(
    (a, b) => a.started_at.localeCompare(b.started_at) || b.id.localeCompare(a.id),
  );
  const ordered = query.get('order') === 'desc' ? selected.reverse() : selected;
  const start = Number(atob(query.get('cursor') ?? btoa('0')));
  const end = start + Math.min(Number(query.get('limit') ?? MAX_PAGE), MAX_PAGE);
  return { body: { data: ordered.slice(start, end), next: end < ordered.length ? btoa(String(end)) : null } };
}

/** Every column can be asked for by its values; a range of starts has its end left out. */
function select(rows: readonly Row[], query: URLSearchParams): Row[] {
  const [since, until] = [query.get('since') ?? '', query.get('until') ?? '9'];
  const columns = [...new Set(query.keys())].filter((name): name is keyof Row => name in (rows[0] ?? {}));
  const wanted = columns.map((name) => [name, new Set(query.getAll(name))] as const);
  return rows.filter(
    (row) =>
      row.started_at >= since &&
      row.started_at < until &&
      wanted.every(([name, values]) => values.has(String(row[name]))),
  );
}

const refuse = (status: number, code: string, message: string): DemoReply => ({
  status,
  body: { error: { code, message } },
});
