import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { compareText } from '../../domain/call-session.ts';
import type { DemoPlace, DemoVendorOptions, PushingVendor } from '../demo-vendor.ts';
import { quote } from '../quote.ts';
import type { DemoReply, DemoRequest } from '../demo-http.ts';
import { type Vendor, startVendorServer } from '../vendor-server.ts';
import { createAuthorizer } from './authorize.ts';
import { ACCOUNT_ID, getApplications, getUsers } from './directory.ts';
import { createGetCallHistory } from './get-call-history.ts';
import { HOOK_SECRET, createHooks } from './hooks.ts';
import { isMediaPath, serveMedia } from './media.ts';
import { API_PATH, readCommand } from './parameters.ts';
import { Refusal } from './refusal.ts';
import { createSessions } from './sessions.ts';
import { GMT, createWireDate } from './wire-date.ts';
import { writeJson } from './write-json.ts';

/** How this vendor is started: also with an account in another zone, or with a limit to its date ranges. */
export type VoximplantDemoOptions = DemoVendorOptions & {
  /** Whether sessions are listed while they run; whether the vendor does is not documented. */
  readonly showsRunning?: boolean;
  readonly zone?: string;
  readonly longestRangeDays?: number;
};

const KEY_ID = '3a5f0c1e-8d1b-4c57-9a55-1f0b6f0e7c21';
const REQUESTS_PER_SECOND = 20;
const OVER_LIMIT = 340;
/** The code that goes with a status; any other is about the request. */
const ECHO_CODES: Readonly<Record<number, number>> = { 401: 100, 404: 103, 429: 340, 500: 1 };

/** Starts Voximplant's Management API on loopback, over a source of calls. */
export async function startVoximplant(options: VoximplantDemoOptions): Promise<PushingVendor> {
  const { source, now } = options;
  const { showsRunning = false } = options;
  const sessions = createSessions(source, options.hasExamples ?? false);
  const date = createWireDate(options.zone ?? GMT);
  const privateKey = getServiceKey();
  const account = { accountId: ACCOUNT_ID, keyId: KEY_ID, publicKey: createPublicKey(privateKey.pem) };
  const authorize = createAuthorizer(account, now);
  let origin = '';
  const commands = createCommands(
    createGetCallHistory({
      sessions,
      setting: () => ({ origin, date, now: now() }),
      longestRangeDays: options.longestRangeDays,
      showsRunning,
    }),
  );
  const limit = options.hasLimits === true ? createLimit() : () => {};

  const answerCommand = async (request: DemoRequest): Promise<DemoReply> => {
    try {
      const { name, parameters } = readCommand(request);
      limit();
      await authorize(request.headers.authorization);
      const command = commands.get(name);
      if (!command) throw new Refusal(103, 'Unknown command.');
      return toReply(command(parameters));
    } catch (error) {
      if (error instanceof Refusal) return { ...toReply(error.toBody()), isOverLimit: error.code === OVER_LIMIT };
      throw error;
    }
  };

  const vendor: Vendor = {
    name: 'voximplant',
    describe: (request) =>
      isMediaPath(request.path)
        ? { operation: request.path.split('/')[1] ?? '', purpose: 'media' }
        : { operation: readCommand(request).name, purpose: 'data' },
    async handle(request) {
      if (isMediaPath(request.path)) return serveMedia(request, source, authorize);
      if (request.path.startsWith(API_PATH)) return answerCommand(request);
      return { status: 404, body: '<html><body>404 Not Found</body></html>' };
    },
    rateLimited: (seconds) =>
      toReply(
        (seconds === undefined
          ? new Refusal(340, 'Rate limit exceed.')
          : new Refusal(416, `Please repeat the request after ${seconds} seconds.`)
        ).toBody(),
      ),
    refused: () => toReply(new Refusal(100, 'Authorization failed.').toBody()),
    forbidden: () => toReply(new Refusal(104, 'The command is not allowed for the role.').toBody()),
    // Codes are numbers here, so there are only words to repeat it in.
    echo: (request, status) => ({
      ...toReply(new Refusal(ECHO_CODES[status] ?? 101, quote(request), quote(request)).toBody()),
      status,
    }),
    withBadRow: spoilRow,
  };
  const server = await startVendorServer(vendor, options.port === undefined ? {} : { port: options.port });
  origin = server.url;
  const { id = 'pbx' } = options;

  return {
    kind: 'voximplant',
    server,
    settings: {
      id,
      kind: 'voximplant',
      baseUrl: `${server.url}${API_PATH}`,
      currency: 'USD',
      serviceAccount: { account_id: ACCOUNT_ID, key_id: KEY_ID, private_key: privateKey.pem },
    },
    secrets: [
      privateKey.body,
      '-----BEGIN PRIVATE KEY-----',
      'voximplant-records',
      'voximplant-logs',
      'Bearer ey',
      HOOK_SECRET,
    ],
    hooks: createHooks(id, options),
    truth() {
      const at = now();
      const places: DemoPlace[] = [];
      for (let place = 0; place < sessions.count; place += 1) {
        const { id, startedAt, endedAt, isAbsent } = sessions.at(place);
        if (!isAbsent() && (showsRunning ? startedAt : endedAt) <= at) places.push({ nativeId: id, startedAt });
      }
      return places.sort((a, b) => a.startedAt - b.startedAt || compareText(a.nativeId, b.nativeId));
    },
    close: () => server.close(),
  };
}

type ServiceKey = { readonly pem: string; readonly body: string };

let serviceKey: ServiceKey | null = null;

/** A key takes a tenth of a second to make: one process makes one, for every account it plays. */
function getServiceKey(): ServiceKey {
  serviceKey ??= createServiceKey();
  return serviceKey;
}

function createServiceKey(): ServiceKey {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  // A line out of the middle tells a leaked key from everything else.
  return { pem, body: pem.split('\n')[5] ?? pem };
}

const createCommands = (
  getCallHistory: (parameters: URLSearchParams) => object,
): ReadonlyMap<string, (parameters: URLSearchParams) => object> =>
  new Map([
    ['GetCallHistory', getCallHistory],
    ['GetUsers', getUsers],
    ['GetApplications', getApplications],
  ]);

function createLimit(): () => void {
  let times: number[] = [];
  return () => {
    const time = performance.now();
    times = times.filter((earlier) => earlier > time - 1000);
    if (times.length >= REQUESTS_PER_SECOND) throw new Refusal(OVER_LIMIT, 'Rate limit exceed.');
    times.push(time);
  };
}

const toReply = (body: object): DemoReply => ({
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: writeJson(body),
});

// The second row, so that there are good ones on both sides of it.
function spoilRow(reply: DemoReply): DemoReply {
  if (typeof reply.body !== 'string') return reply;
  const field = reply.body.includes('"start_date":') ? /"(start_date)":"[^"]*"/g : /"(user_id)":\d+/g;
  const spoilt = Math.min(2, reply.body.match(field)?.length ?? 0);
  let rows = 0;
  const body = reply.body.replace(field, (whole: string, name: string) => {
    rows += 1;
    return rows === spoilt ? `"${name}":"no such thing"` : whole;
  });
  return { ...reply, body };
}
