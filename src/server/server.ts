import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Log } from '../transport/log.ts';
import type { Authenticator } from './auth/authenticator.ts';
import { noteCaller } from './auth/callers.ts';
import { createHostCheck, createOriginPolicy, isPreflight, sendPreflight } from './http/origins.ts';
import { sendError, toRequestId } from './http/send-json.ts';
import {
  type Route,
  type RouteOptions,
  createRoutes,
  findRoute,
  pathOf,
  refuseUnknown,
  sendNotFound,
} from './routes.ts';
import { type HttpWatch, watchAnswer } from './http/watch-answer.ts';
import { type CrowdedLog, createCrowdedLog } from './answer-log/crowded-log.ts';

/** What listens where. */
export type ServerOptions = AnswerOptions & {
  /** 0 takes any port that is free. */
  readonly port: number;
  /** See endUntaken. */
  readonly takeTimeoutMs?: number | undefined;
};

/** How requests are answered. */
export type AnswerOptions = Omit<RouteOptions, 'isStopping'> & {
  readonly host: string;
  /** Under what name clients reach it, beside the names of the loopback. */
  readonly publicUrl?: string | undefined;
  /** Origins whose pages may ask. */
  readonly allowedOrigins: readonly string[];
  /** Tells who asks. */
  readonly identify: Authenticator['identify'];
  readonly log: Log;
  /** Where it is written down who was refused; in the log, when left out. */
  readonly refusals?: CrowdedLog;
  readonly watch?: HttpWatch;
};

/** A server that listens. */
export type RunningServer = {
  /** Where it listens: http://127.0.0.1:4000. */
  readonly url: string;
  /** How many requests are being answered. */
  inFlight(): number;
  /** Answers otherwise from now on. Resolves when what is in flight has been answered, as it began, or the grace is over. */
  renew(options: AnswerOptions, graceMs: number): Promise<void>;
  /** Takes no new connection, lets what is in flight end, and cuts off what has not ended by then. */
  close(graceMs: number): Promise<void>;
};

/** Listens for HTTP, and answers what the routes name. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { takeTimeoutMs = TAKE_TIMEOUT_MS } = options;
  let isStopping = false;
  let listen = createListener(options, () => isStopping);
  const answering = new Set<ServerResponse>();
  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    answering.add(response);
    response.once('close', () => answering.delete(response));
    endUntaken(response, takeTimeoutMs);
    if (isStopping) response.setHeader('connection', 'close');
    listen(request, response);
  });
  server.on('clientError', refuseUnreadable);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
    inFlight: () => answering.size,
    async renew(others, graceMs) {
      listen = createListener(others, () => isStopping);
      const grace = new AbortController();
      const cut = setTimeout(() => grace.abort(), graceMs).unref();
      const ended = [...answering].map((response) => once(response, 'close', { signal: grace.signal }));
      await Promise.allSettled(ended);
      clearTimeout(cut);
    },
    async close(graceMs) {
      isStopping = true;
      for (const response of answering) if (!response.headersSent) response.setHeader('connection', 'close');
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // A connection that was busy when the server closed stays open once it is idle.
      const sweep = setInterval(() => server.closeIdleConnections(), 50);
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearInterval(sweep);
      clearTimeout(cut);
    },
  };
}

/** What every request goes through before its route answers. */
function createListener(
  options: AnswerOptions,
  isStopping: () => boolean,
): (request: IncomingMessage, response: ServerResponse) => void {
  const origins = createOriginPolicy(options.allowedOrigins, options.publicUrl);
  const problemOf = createHostCheck(options.host, options.publicUrl);
  const { refusals = createCrowdedLog(options.log) } = options;
  const routes = createRoutes({ ...options, isStopping }, origins);
  const answer = (request: IncomingMessage, response: ServerResponse, requestId: string, route: Route | undefined) => {
    const problem = problemOf(request.headers.host);
    if (problem) return sendError(response, problem.status, problem.code, problem.message);
    const isAdmitted = origins.admit(request, response);
    const path = pathOf(request);
    if (!route) return sendNotFound(response);
    if (isAdmitted && isPreflight(request)) return sendPreflight(response, route.methods);
    if (!route.methods.includes(request.method ?? '')) {
      response.setHeader('allow', route.methods.join(', '));
      const message = `${path.slice(0, 100)} is asked with ${inWords(route.methods)}.`;
      return sendError(response, 405, 'METHOD_NOT_ALLOWED', message);
    }
    const answerKnown = async () => {
      const identified = await options.identify(request.headers.authorization);
      if ('caller' in identified) noteCaller(request, identified.caller);
      else if (route.isOpen !== true) {
        response.setHeader('www-authenticate', identified.challenge);
        const about = { status: identified.status, address: request.socket.remoteAddress };
        refusals.info(`${about.address} ${about.status}`, about, { requestId, path, ...about }, 'refused');
        return (route.refuse ?? refuseUnknown)(identified, request, response);
      }
      return route.answer(request, response);
    };
    answerKnown().catch((error: unknown) => {
      // A client that goes away while it sends fails by itself.
      if (request.destroyed && !request.complete) return;
      options.log.error({ requestId, error: String(error) }, 'a request failed unexpectedly');
      if (response.headersSent) return response.destroy();
      return sendError(response, 500, 'INTERNAL_SERVER_ERROR', 'Trunkline failed to answer this. Its log says why.');
    });
  };
  return (request, response) => {
    const requestId = toRequestId(request.headers['x-request-id'] as string | undefined);
    // Whoever answers knows the request by this id too.
    request.headers['x-request-id'] = requestId;
    response
      .setHeader('x-request-id', requestId)
      .setHeader('x-content-type-options', 'nosniff')
      .setHeader('x-frame-options', 'DENY');
    const found = findRoute(routes, pathOf(request));
    const span = watchAnswer(found?.name ?? 'none', request, response, options.watch);
    const run = (): void => answer(request, response, requestId, found?.route);
    if (span === null) run();
    else span.within(run);
  };
}

/** Made when somebody is refused: the words of all languages take 8 MB as soon as the first is wanted. */
const inWords = (methods: readonly string[]): string =>
  new Intl.ListFormat('en', { type: 'disjunction' }).format(methods);

/** What Node's parser refuses never reaches the listener: headers that are too long, or no HTTP at all. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [status, code, message] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? [
          '431 Request Header Fields Too Large',
          'HEADERS_TOO_LARGE',
          'The headers are too long; send a long query with POST.',
        ]
      : ['400 Bad Request', 'BAD_REQUEST', 'This is not an HTTP request that can be read.'];
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] });
  const head = `content-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}`;
  socket.end(`HTTP/1.1 ${status}\r\n${head}\r\nconnection: close\r\n\r\n${body}`);
}

/** How long a client may take nothing of an answer that waits for it. */
const TAKE_TIMEOUT_MS = 60_000;

/**
 * Ends an answer, with its connection, when its client has taken nothing of what is ready for so long: a stream would hold
 * a connection to its vendor, and every other answer its memory. A client that takes a little goes on, and so does one
 * for whom nothing is ready yet.
 */
function endUntaken(response: ServerResponse, timeoutMs: number): void {
  // Node's timer of a socket runs on the monotonic clock and starts anew with every byte that is taken.
  response.socket?.setTimeout(timeoutMs);
  response.on('timeout', () => {
    const { socket } = response;
    if (socket === null) return;
    if (socket.writableLength > 0) socket.destroy();
    else socket.setTimeout(timeoutMs);
  });
  // What Yoga sends in parts, its adapter sends with this timer switched off.
  const again = setInterval(() => {
    if (response.socket?.timeout === 0) response.socket.setTimeout(timeoutMs);
  }, timeoutMs / 4).unref();
  response.once('close', () => clearInterval(again));
}
