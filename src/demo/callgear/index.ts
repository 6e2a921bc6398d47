import { isAbsent } from '../call-source.ts';
import { nativeIdOf } from '../native-ids.ts';
import type { DemoPlace, DemoVendorOptions, PushingVendor } from '../demo-vendor.ts';
import { quote } from '../quote.ts';
import type { DemoReply, DemoRequest } from '../demo-http.ts';
import { startVendorServer } from '../vendor-server.ts';
import { createAccountTime } from './account-time.ts';
import { type DemoAccount, RECORD_ID_TAIL, isOngoing } from './demo-account.ts';
import { HOOK_SECRET, createHooks } from './hooks.ts';
import { type MediaManner, serveMedia } from './media.ts';
import { createMethods } from './methods.ts';
import { createPoints } from './points.ts';
import { createRpc } from './rpc.ts';

/** How a demo CallGear is started: everything beside the source is a manner that some accounts have. */
export type DemoCallgearOptions = DemoVendorOptions & {
  /** The account's zone; one with summer time when left out. */
  readonly timeZone?: string;
  /** Whether calls at the very second of `date_from` and `date_till` are listed. */
  readonly includesEnds?: boolean;
  /** Whether a page comes a row short although more follow. */
  readonly comesShort?: boolean;
  /** Columns of a newer build, which this account does not know. */
  readonly lacksColumns?: readonly string[];
  readonly media?: MediaManner;
  /** Makes the key an agent's, who must say for which customer's user it asks. */
  readonly userId?: number;
  /** Points of a minute and a day, when the limits bite. */
  readonly points?: { readonly minute: number; readonly day: number };
};

const ACCESS_TOKEN = 'demo-callgear-key-x8kq2vfm7wzt4c1h';
const LOGIN = 'reports@garden-shop.example.com';
const PASSWORD = 'demo-callgear-password-5Zr1';
const PLENTY = { minute: 1_000_000, day: 1_000_000 };

/**
 * Starts a faithful small CallGear. The vendor writes wall time without an offset, so of a call in an hour that the
 * account's zone lives twice a reader can only know the earlier instant: that is its start in `truth`.
 */
export async function startCallgear(options: DemoCallgearOptions): Promise<PushingVendor> {
  const { source, now, timeZone = 'Europe/Berlin', media = 'ranges' } = options;
  const time = createAccountTime(timeZone);
  let mediaUrl = '';
  const account: DemoAccount = {
    source,
    now,
    time,
    get mediaUrl() {
      return mediaUrl;
    },
  };
  const limits = options.hasLimits === true ? (options.points ?? { minute: 60, day: 3000 }) : PLENTY;
  const points = createPoints({ ...limits, now });
  const methods = createMethods(account, {
    includesEnds: options.includesEnds ?? false,
    comesShort: options.comesShort ?? false,
    lacksColumns: options.lacksColumns ?? [],
    timeZone,
  });
  const userId = options.userId ?? null;
  const rpc = createRpc({ accessToken: ACCESS_TOKEN, login: LOGIN, password: PASSWORD, userId, points, methods, now });

  const server = await startVendorServer(
    {
      name: 'callgear',
      describe: describeRequest,
      handle(request) {
        if (request.method !== 'POST') return serveMedia(account, request, media);
        return request.path === '/v2.0' ? rpc.answer(request.body) : { status: 404, body: 'Not found' };
      },
      rateLimited: (seconds) =>
        rpc.refuse('limit_exceeded', {
          params: { limit_type: 'minute', limit_max_value: limits.minute },
          metadata:
            seconds === undefined ? {} : { limits: { ...points.limits(), minute_remaining: 0, minute_reset: seconds } },
        }),
      refused: () => rpc.refuse('access_token_invalid'),
      forbidden: () => rpc.refuse('forbidden'),
      echo,
      withBadRow: spoilFirstRow,
    },
    options.port === undefined ? {} : { port: options.port },
  );
  mediaUrl = server.url;
  const { id = 'callgear' } = options;

  return {
    kind: 'callgear',
    server,
    settings: {
      id,
      kind: 'callgear',
      accessToken: ACCESS_TOKEN,
      baseUrl: `${server.url}/v2.0`,
      mediaBaseUrl: server.url,
      timeZone,
      ...(userId === null ? {} : { userId: String(userId) }),
    },
    secrets: [ACCESS_TOKEN, PASSWORD, 'demo-callgear-session-', RECORD_ID_TAIL, '/system/media/', HOOK_SECRET],
    truth: () => placesOf(account),
    hooks: createHooks(id, options),
    close: () => server.close(),
  };
}

function placesOf({ source, now, time }: DemoAccount): DemoPlace[] {
  const at = now();
  const places: DemoPlace[] = [];
  for (let index = 0; index < source.count; index += 1) {
    const call = source.at(index);
    if (isAbsent(source, index) || call.startedAt > at || isOngoing(call, at)) continue;
    const startedAt = time.firstInstantOf(time.toWall(call.startedAt));
    places.push({ nativeId: nativeIdOf('callgear', index), startedAt });
  }
  const byId = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return places.sort((a, b) => a.startedAt - b.startedAt || byId(a.nativeId, b.nativeId));
}

function describeRequest(request: DemoRequest): { operation: string; purpose: 'data' | 'token' | 'media' } {
  if (request.method !== 'POST') return { operation: 'media', purpose: 'media' };
  const method = /"method"\s*:\s*"([\w.]+)"/.exec(request.body)?.[1] ?? 'unknown';
  return { operation: method, purpose: method === 'login.user' || method === 'logout.user' ? 'token' : 'data' };
}

/** The code that goes with a status; any other is about the request. */
const ECHO_CODES: Readonly<Record<number, number>> = { 401: -32001, 429: -32029, 500: -32603 };

function echo(request: DemoRequest, status: number): DemoReply {
  const mnemonic = /"(?:access_token|password)":"([^"]+)"/.exec(request.body)?.[1] ?? 'unknown';
  const words = quote(request);
  const data = { mnemonic, field: mnemonic, value: words, params: { limit_type: mnemonic }, metadata: null };
  const error = { code: ECHO_CODES[status] ?? -32602, message: `Refused: ${words}`, data };
  return { status, body: { jsonrpc: '2.0', id: null, error } };
}

/** Turns the first row of a reply to nonsense, in its text: the rest stays as it was, digit by digit. */
function spoilFirstRow(reply: DemoReply): DemoReply {
  if (typeof reply.body !== 'string') return reply;
  const spoiled = reply.body.replace(/"start_time":"[^"]*"/, '"start_time":"not a time"');
  return { ...reply, body: spoiled === reply.body ? reply.body.replace(/"id":\d+/, '"id":{}') : spoiled };
}
