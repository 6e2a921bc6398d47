import type { Instant } from '../../time/instant.ts';
import type { DemoPlace, DemoVendorOptions, PushingVendor } from '../demo-vendor.ts';
import { bareCredential, quote } from '../quote.ts';
import type { DemoReply, DemoRequest } from '../demo-http.ts';
import { type Vendor, startVendorServer } from '../vendor-server.ts';
import { compareText } from '../../domain/call-session.ts';
import { QUEUES, USERS } from './directory.ts';
import { showEngagement } from './engagement.ts';
import { EXAMPLE_CALLS } from './example-calls.ts';
import { SECRET_TOKEN, createHooks } from './hooks.ts';
import { readPlace, writeToken } from './page-token.ts';
import { type RateLabel, createRateLimits, refuseForASecond, refuseForTheDay } from './rate-limits.ts';
import { MEDIA_PATH, listRecordings, serveRecording } from './recordings.ts';
import { Refusal, refuse } from './refusals.ts';
import { type App, basicOf, createTokenDesk } from './token-desk.ts';
import { createVoiceCallBook } from './voice-call-book.ts';
import { readPageSize } from './voice-call-query.ts';
import { listVoiceCalls } from './voice-calls.ts';

/** How Zoom's contact centre differs from account to account, for tests that care. */
export type ZoomDemoOptions = DemoVendorOptions & {
  /** Whether a new token ends the one before it; the stricter of what is told of Zoom, and the default. */
  readonly endsOldTokens?: boolean;
  /** Whether the daily limit says when it ends. */
  readonly hasRetryAfter?: boolean;
  readonly heavyPerDay?: number;
  /** Whether view_type=detail brings legs; not every account has it. */
  readonly hasDetailView?: boolean;
};

/** An account whose limit is out of sight says so, or clients would hold themselves back. */
const NO_LIMIT = { 'x-ratelimit-type': 'QPS', 'x-ratelimit-limit': '100000' };
const APP: App = { accountId: 'demo-account', clientId: 'demo-client', clientSecret: 'zoom-demo-secret-7Qw2' };
const SECOND_APP: App = { ...APP, clientId: 'demo-client-2', clientSecret: 'zoom-demo-secret-3Kd9' };

export type ZoomDemo = PushingVendor & {
  /** Another app of the account: two programs that share one end each other's tokens. */
  readonly secondApp: App;
};

/** Starts a contact centre that answers as Zoom's does, over HTTP on the loopback. */
export async function startZoomContactCenter(options: ZoomDemoOptions): Promise<ZoomDemo> {
  const { source, now } = options;
  const book = createVoiceCallBook(source, options.hasExamples === true ? EXAMPLE_CALLS : []);
  const desk = createTokenDesk([APP, SECOND_APP], now, options.endsOldTokens ?? true);
  const hasRetryAfter = options.hasRetryAfter ?? true;
  const limits =
    options.hasLimits === true ? createRateLimits(now, options.heavyPerDay ?? 15_000, hasRetryAfter) : null;
  const place = { url: '' };

  const answer = (request: DemoRequest, route: Route): DemoReply => {
    const [id = ''] = route.ids;
    switch (route.operation) {
      case 'token':
        return desk.issue(request, place.url);
      case 'voice_calls': {
        const hasDetails = options.hasDetailView ?? true;
        return listVoiceCalls(hasDetails ? request : withoutDetails(request), book, now());
      }
      case 'engagement':
        return showEngagement(id, book.find(id, now()));
      case 'recordings':
        return listRecordings(request, book, now(), place.url, null);
      case 'engagement_recordings':
        return listRecordings(request, book, now(), place.url, id);
      case 'users':
        return listDirectory(request, 'users', usersOf(request), now());
      case 'user': {
        const user = USERS.find((candidate) => candidate.user_id === id);
        return user ? { body: user } : refuse(404, 300, 'Invalid user ID.');
      }
      case 'queues':
        return listDirectory(request, 'queues', QUEUES, now());
      case 'queue': {
        const queue = QUEUES.find((candidate) => candidate.cc_queue_id === id || candidate.queue_id === id);
        return queue ? { body: queue } : refuse(404, 1201, `Queue does not exist: ${id}.`);
      }
      case 'media':
        return serveRecording(request, book, now());
      case 'unknown':
        return refuse(404, 2300, 'This API endpoint is not recognized.');
    }
  };

  const vendor: Vendor = {
    name: 'Zoom Contact Center',
    describe(request) {
      const { operation } = routeOf(request);
      return { operation, purpose: operation === 'token' ? 'token' : operation === 'media' ? 'media' : 'data' };
    },
    handle(request) {
      const route = routeOf(request);
      const refusal = route.operation === 'token' ? null : desk.refusalOf(request);
      if (refusal) return refusal;
      const limit = route.label === null ? null : limits?.take(route.label);
      const reply = limit?.refusal ?? answerOrRefuse(() => answer(request, route));
      const headers = { ...(limits ? limit?.headers : NO_LIMIT), ...reply.headers };
      return { ...reply, headers, isOverLimit: Boolean(limit?.refusal) };
    },
    rateLimited: (retryAfterSeconds) =>
      retryAfterSeconds === undefined
        ? refuseForASecond()
        : refuseForTheDay(now(), hasRetryAfter ? now() + retryAfterSeconds * 1000 : null),
    refused: () => refuse(401, 124, 'Invalid access token.'),
    forbidden: () => refuse(403, 403, 'You do not have permission to access Contact Center.'),
    echo(request, status) {
      const [code, words] = [bareCredential(request.headers.authorization), `Refused: ${quote(request)}`];
      const isToken = routeOf(request).operation === 'token';
      return { status, body: isToken ? { error: code, reason: words } : { code, message: words } };
    },
    withBadRow,
  };
  const server = await startVendorServer(vendor, options.port === undefined ? {} : { port: options.port });
  place.url = server.url;
  const { id = 'desk' } = options;

  return {
    kind: 'zoom-contact-center',
    server,
    settings: {
      id,
      kind: 'zoom-contact-center',
      ...APP,
      baseUrl: `${server.url}/v2`,
      tokenUrl: `${server.url}/oauth/token`,
    },
    secondApp: SECOND_APP,
    get secrets() {
      const ofApps = [APP, SECOND_APP].flatMap((app) => [app.clientSecret, basicOf(app)]);
      return [...ofApps, MEDIA_PATH, SECRET_TOKEN, ...desk.issued];
    },
    hooks: createHooks(id, options, APP.accountId),
    truth: () =>
      [...book.listed({ from: -Infinity, to: Infinity }, now())]
        .map(({ voiceCall }): DemoPlace => ({ nativeId: voiceCall.engagementId, startedAt: voiceCall.startedAt }))
        .sort((a, b) => a.startedAt - b.startedAt || compareText(a.nativeId, b.nativeId)),
    close: () => server.close(),
  };
}

type Route = {
  readonly operation:
    | 'token'
    | 'voice_calls'
    | 'engagement'
    | 'recordings'
    | 'engagement_recordings'
    | 'users'
    | 'user'
    | 'queues'
    | 'queue'
    | 'media'
    | 'unknown';
  readonly label: RateLabel | null;
  readonly ids: readonly string[];
};

const ROUTES: readonly (readonly [method: string, path: RegExp, Route['operation'], RateLabel | null])[] = [
  ['POST', /^\/oauth\/token$/, 'token', null],
  ['GET', /^\/v2\/contact_center\/voice_calls$/, 'voice_calls', 'Heavy'],
  ['GET', /^\/v2\/contact_center\/engagements\/([^/]+)$/, 'engagement', 'Light'],
  ['GET', /^\/v2\/contact_center\/engagements\/([^/]+)\/recordings$/, 'engagement_recordings', 'Medium'],
  ['GET', /^\/v2\/contact_center\/recordings$/, 'recordings', 'Medium'],
  ['GET', /^\/v2\/contact_center\/users$/, 'users', 'Medium'],
  ['GET', /^\/v2\/contact_center\/users\/([^/]+)$/, 'user', 'Light'],
  ['GET', /^\/v2\/contact_center\/queues$/, 'queues', 'Medium'],
  ['GET', /^\/v2\/contact_center\/queues\/([^/]+)$/, 'queue', 'Light'],
  ['GET', new RegExp(`^${MEDIA_PATH}/([^/]+)/(?:download|transcript)$`), 'media', null],
  ['HEAD', new RegExp(`^${MEDIA_PATH}/([^/]+)/(?:download|transcript)$`), 'media', null],
];

function routeOf(request: DemoRequest): Route {
  for (const [method, path, operation, label] of ROUTES) {
    const match = request.method === method ? path.exec(request.path) : null;
    if (match) return { operation, label, ids: match.slice(1).map(decodeURIComponent) };
  }
  return { operation: 'unknown', label: null, ids: [] };
}

function answerOrRefuse(answer: () => DemoReply): DemoReply {
  try {
    return answer();
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    throw error;
  }
}

function listDirectory(request: DemoRequest, name: string, rows: readonly object[], now: Instant): DemoReply {
  const pageSize = readPageSize(request.query, 30, 300);
  const place = readPlace(request, now);
  const page = rows.slice(place.offset, place.offset + pageSize);
  const next = { offset: place.offset + page.length, asOf: place.asOf };
  return {
    body: {
      next_page_token: writeToken(request, next, rows.length, now),
      page_size: pageSize,
      total_records: rows.length,
      [name]: page,
    },
  };
}

function usersOf({ query }: DemoRequest): typeof USERS {
  const access = query.get('user_access');
  const search = query.get('search_key')?.toLowerCase() ?? '';
  return USERS.filter(
    (user) =>
      (access === null || user.user_access === access) &&
      (user.display_name.toLowerCase().includes(search) || user.user_email.toLowerCase().includes(search)),
  );
}

const withoutDetails = (request: DemoRequest): DemoRequest => {
  const query = new URLSearchParams(request.query);
  query.delete('view_type');
  return { ...request, query };
};

function withBadRow(reply: DemoReply): DemoReply {
  const body = reply.body as { voice_calls?: readonly object[] } | undefined;
  const rows = body?.voice_calls;
  if (!rows?.length) return reply;
  const [first, ...others] = rows;
  return {
    ...reply,
    body: { ...body, voice_calls: [{ ...first, start_time: 'yesterday', engagement_id: null }, ...others] },
  };
}
