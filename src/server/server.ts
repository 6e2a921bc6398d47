import { type IncomingMessage, type RequestListener, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Provider } from '../domain/provider.ts';
import { isLoopbackHost } from '../transport/is-loopback-host.ts';
import { GRAPHQL_PATH } from './yoga.ts';

/** What listens where. */
export type ServerOptions = {
  readonly host: string;
  /** 0 takes any port that is free. */
  readonly port: number;
  readonly providers: readonly Provider[];
  readonly graphql: RequestListener;
  /** Answers what lies below /media/. */
  readonly media?: RequestListener;
  /** Whether a browser that opens the root is led to GraphiQL. */
  readonly graphiql: boolean;
  /** Under what name clients reach it, beside the names of the loopback. */
  readonly publicUrl?: string | undefined;
};

/** A server that listens. */
export type RunningServer = {
  /** Where it listens: http://127.0.0.1:4000. */
  readonly url: string;
  /** How many requests are being answered. */
  inFlight(): number;
  /** Takes no new connection, lets what is in flight end, and cuts off what has not ended by then. */
  close(graceMs: number): Promise<void>;
};

/** Listens for HTTP: the graph, media, /health and /ready. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  let isStopping = false;
  const listen = createListener(options, () => isStopping);
  const answering = new Set<ServerResponse>();
  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    answering.add(response);
    response.once('close', () => answering.delete(response));
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

type Route = (request: IncomingMessage, response: ServerResponse) => void;

function createListener(options: ServerOptions, isStopping: () => boolean): Route {
  const { graphql, media, providers } = options;
  const isMine = createHostCheck(options);
  const looks: Readonly<Record<string, (response: ServerResponse) => void>> = {
    '/health': (response) => sendJson(response, 200, { status: 'ok' }),
    '/ready': (response) => sendReadiness(response, providers, isStopping()),
  };
  return (request, response) => {
    response.setHeader('x-content-type-options', 'nosniff').setHeader('x-frame-options', 'DENY');
    if (!isMine(request.headers.host))
      return sendError(
        response,
        421,
        'WRONG_HOST',
        'This server has another name: server.publicUrl in its settings says which.',
      );
    const path = (request.url ?? '/').split('?', 1)[0]!;
    if (path === GRAPHQL_PATH || path === `${GRAPHQL_PATH}/`) {
      response.setHeader('cache-control', 'no-store');
      return void graphql(request, response);
    }
    if (media && path.startsWith('/media/')) return void media(request, response);
    const look = looks[path];
    if (look) {
      if (request.method === 'GET' || request.method === 'HEAD') return look(response);
      response.setHeader('allow', 'GET, HEAD');
      return sendError(response, 405, 'METHOD_NOT_ALLOWED', `${path} is read with GET.`);
    }
    if (path === '/' && options.graphiql && request.headers.accept?.includes('text/html') === true)
      return void response.writeHead(302, { location: GRAPHQL_PATH }).end();
    return sendError(response, 404, 'NOT_FOUND', 'There is nothing here. The graph is at /graphql.');
  };
}

/**
 * A page in a browser can point its own name at the loopback and then read what answers there as its own. Whoever
 * listens on the loopback therefore answers to the names of the loopback and its public one.
 */
function createHostCheck({ host, publicUrl }: ServerOptions): (header: string | undefined) => boolean {
  if (!isLoopbackHost(host)) return () => true;
  const publicName = publicUrl === undefined ? null : new URL(publicUrl).hostname;
  return (header) => {
    const name = URL.parse(`http://${header ?? ''}`)?.hostname;
    return name !== undefined && (name === publicName || isLoopbackHost(name));
  };
}

/** Ready means that somebody can be asked, be it after a failure. One provider that is down takes only its own rows away. */
function sendReadiness(response: ServerResponse, providers: readonly Provider[], isStopping: boolean): void {
  const states = providers.map((provider) => ({ key: provider.key, state: provider.status().state }));
  const isReady = !isStopping && states.some(({ state }) => state !== 'DOWN');
  const status = isStopping ? 'stopping' : isReady ? 'ready' : 'every provider is down';
  sendJson(response, isReady ? 200 : 503, { status, providers: states });
}

const sendError = (response: ServerResponse, status: number, code: string, message: string): void =>
  sendJson(response, status, { errors: [{ message, extensions: { code } }] });

function sendJson(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text) };
  response.writeHead(status, { ...headers, 'cache-control': 'no-store' }).end(text);
}

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
