import type { DemoVendorOptions, PushingVendor } from '../demo-vendor.ts';
import { nativeIdOf } from '../native-ids.ts';
import { quote } from '../quote.ts';
import type { DemoReply, DemoRequest } from '../demo-http.ts';
import { type Vendor, startVendorServer } from '../vendor-server.ts';
import { type Authorization, createAuthorization } from './authorization.ts';
import { countCommands, runBatch } from './batch.ts';
import { findUser, listUsers } from './directory.ts';
import { DOWNLOAD_SECRETS, createDisk } from './disk.ts';
import { APPLICATION_TOKEN, createHooks } from './hooks.ts';
import { UPLOAD_KEY, createExternalCalls } from './external-calls.ts';
import { type Limits, createLimits } from './limits.ts';
import { EXTERNAL_LINES, RENTED_LINES } from './lines.ts';
import { type MethodResult, errorReply, fail, toReply } from './reply.ts';
import { type Parameters, readParameters } from './read-parameters.ts';
import { EXAMPLE_CALL } from './registered-call.ts';
import { EXAMPLE_ROWS } from './statistics-row.ts';
import { createStatistics } from './statistics.ts';

/** The demo's Bitrix24 portal, with what only its own tests want to reach. */
export type Bitrix24Vendor = PushingVendor & {
  /** The same portal as an OAuth application reaches it; `tokenFile` is for the caller to add. */
  readonly oauth: Readonly<Record<'endpoint' | 'tokenUrl' | 'clientId' | 'clientSecret' | 'refreshToken', string>>;
  readonly limits: Limits;
  expireAccessTokens(): void;
};

/** Starts a Bitrix24 portal on the loopback: call statistics, users, disk, external calls, webhook and OAuth. */
export async function startBitrix24(options: DemoVendorOptions): Promise<Bitrix24Vendor> {
  const authorization = createAuthorization();
  const limits = createLimits(options.hasLimits ?? false);
  let origin = '';
  const portal = createPortal(options, authorization, limits, () => origin);
  const server = await startVendorServer(portal.vendor, options.port === undefined ? {} : { port: options.port });
  origin = server.url;
  const { id = 'bitrix24' } = options;
  return {
    kind: 'bitrix24',
    server,
    settings: {
      id,
      kind: 'bitrix24',
      webhookUrl: `${server.url}/rest/1/${authorization.webhookCode}/`,
    },
    oauth: {
      endpoint: `${server.url}/rest/`,
      tokenUrl: `${server.url}/oauth/token/`,
      clientId: authorization.clientId,
      clientSecret: authorization.clientSecret,
      refreshToken: authorization.refreshToken,
    },
    get secrets() {
      return [...authorization.secrets(), ...DOWNLOAD_SECRETS, UPLOAD_KEY, APPLICATION_TOKEN];
    },
    limits,
    expireAccessTokens: () => authorization.expireAccessTokens(),
    truth: portal.truth,
    hooks: createHooks(id, options),
    close: () => server.close(),
  };
}

type Target = { webhook: { user: string; code: string } | null; method: string };

function createPortal(
  { source, now, hasExamples = false }: DemoVendorOptions,
  authorization: Authorization,
  limits: Limits,
  origin: () => string,
) {
  const statistics = createStatistics({ source, now, extras: hasExamples ? EXAMPLE_ROWS : [], origin });
  const disk = createDisk(statistics, origin, (index) => nativeIdOf('bitrix24', index));
  const externalCalls = createExternalCalls(statistics, disk, now, hasExamples ? [EXAMPLE_CALL] : []);

  const METHODS: Readonly<Record<string, (parameters: Parameters) => MethodResult>> = {
    'voximplant.statistic.get': (parameters) => statistics.list(parameters),
    'user.get': (parameters) => listUsers(parameters),
    'user.current': () => ({ result: findUser('1') }),
    'disk.file.get': (parameters) => disk.getFile(parameters),
    'voximplant.line.get': () => ({ result: RENTED_LINES }),
    scope: () => ({ result: ['telephony', 'user', 'disk'] }),
  };
  const APPLICATION_METHODS: typeof METHODS = {
    'telephony.externalline.get': () => ({ result: EXTERNAL_LINES, total: EXTERNAL_LINES.length }),
    'telephony.externalcall.register': (parameters) => externalCalls.register(parameters),
    'telephony.externalcall.finish': (parameters) => externalCalls.finish(parameters),
    'telephony.externalcall.attachrecord': (parameters) => externalCalls.attachRecord(parameters),
  };

  const run = (name: string, parameters: Parameters, isApplication: boolean): MethodResult => {
    const method = name.toLowerCase();
    if (!limits.mayRun(method))
      return fail(429, 'OPERATION_TIME_LIMIT', 'Method is blocked due to operation time limit.');
    if (Object.hasOwn(APPLICATION_METHODS, method)) {
      if (!isApplication) return fail(403, 'WRONG_AUTH_TYPE', 'Current authorization type is denied for this method');
      return APPLICATION_METHODS[method]!(parameters);
    }
    if (!Object.hasOwn(METHODS, method)) return fail(404, 'ERROR_METHOD_NOT_FOUND', 'Method not found!');
    return METHODS[method]!(parameters);
  };

  function handle(request: DemoRequest): DemoReply {
    if (request.path.startsWith('/oauth/token')) return authorization.exchange(request, origin());
    const download = disk.download(request);
    if (download !== null) return download;
    const target = targetOf(request.path);
    if (target === null) return { status: 404, body: '<html><h1>404 Not Found</h1></html>' };
    if (!limits.takeRequest()) return { ...errorReply(TOO_MANY_REQUESTS), isOverLimit: true };
    const parameters = readParameters(request);
    const caller = authorization.identify(target, parameters);
    if (typeof caller !== 'string') return errorReply(caller);
    const isApplication = caller === 'application';
    const outcome =
      target.method.toLowerCase() === 'batch'
        ? runBatch(
            parameters,
            (method, inner) => ({
              outcome: run(method, inner, isApplication),
              operating: limits.operatingOf(method.toLowerCase()),
            }),
            now,
          )
        : run(target.method, parameters, isApplication);
    return toReply(outcome, now(), limits.operatingOf(target.method.toLowerCase()));
  }

  const vendor: Vendor = {
    name: 'Bitrix24',
    describe(request) {
      if (request.path.startsWith('/oauth/')) return { operation: 'oauth/token', purpose: 'token' };
      const target = targetOf(request.path);
      if (target === null || target.method === 'download') return { operation: 'download', purpose: 'media' };
      const commands = target.method.toLowerCase() === 'batch' ? countCommands(readParameters(request)) : 1;
      return { operation: target.method, purpose: 'data', commands };
    },
    handle,
    rateLimited: (retryAfterSeconds) => ({
      ...errorReply(TOO_MANY_REQUESTS),
      headers: retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) },
    }),
    refused: () => errorReply(fail(401, 'NO_AUTH_FOUND', 'Wrong authorization data').error),
    forbidden: () => errorReply(fail(403, 'ACCESS_DENIED', 'Access denied!').error),
    echo: (request, status) => errorReply(fail(status, quote(request), `Refused: ${quote(request)}`).error),
    withBadRow,
  };
  return { vendor, truth: () => statistics.truth() };
}

const TOO_MANY_REQUESTS = fail(503, 'QUERY_LIMIT_EXCEEDED', 'Too many requests').error;

/** /rest/{user}/{code}/{method} with a webhook, /rest/{method} with a token; the format may be spelled out behind. */
function targetOf(path: string): Target | null {
  const match = /^\/rest\/(?:(\d+)\/([^/]+)\/)?([A-Za-z][\w.]*?)(?:\.json)?\/?$/.exec(path);
  if (!match?.[3]) return null;
  const [, user, code, method] = match;
  return { webhook: user === undefined || code === undefined ? null : { user, code }, method };
}

function withBadRow(reply: DemoReply): DemoReply {
  const body = reply.body as { result?: unknown } | undefined;
  if (!Array.isArray(body?.result) || body.result.length === 0) return reply;
  const [first, ...rest] = body.result as object[];
  return { ...reply, body: { ...body, result: [{ ...first, CALL_START_DATE: 'yesterday' }, ...rest] } };
}
