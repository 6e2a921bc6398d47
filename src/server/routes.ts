import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Caller, maySee, missingScope } from '../domain/caller.ts';
import type { Provider } from '../domain/provider.ts';
import { callerOf, knownCallerOf } from './auth/callers.ts';
import type { Unknown } from './auth/identified.ts';
import { sendKeyPage } from './key-page.ts';
import type { KeptHistory } from '../domain/kept-history.ts';
import type { Console } from './console.ts';
import type { GraphiQL } from './graphiql.ts';
import { pickMediaType } from './http/accept.ts';
import type { OriginPolicy } from './http/origins.ts';
import { sendError, sendJson } from './http/send-json.ts';
import type { MetricsText } from './metrics/create-metrics.ts';
import { createStaticAnswer } from './http/static-answer.ts';
import { type ReadReadiness, createReadiness } from './readiness.ts';

/** One thing to ask for. */
export type Route = {
  readonly methods: readonly string[];
  readonly answer: (request: IncomingMessage, response: ServerResponse) => unknown;
  /** Whether everybody may ask it; others are answered only to callers whom the server knows. */
  readonly isOpen?: boolean;
  /** Answers those who may not ask, where that is more than an error. */
  readonly refuse?: (unknown: Unknown, request: IncomingMessage, response: ServerResponse) => unknown;
};

/** What stands behind the routes. */
export type RouteOptions = {
  readonly providers: readonly Provider[];
  /** Null or left out: nothing is kept. */
  readonly history?: KeptHistory | null;
  readonly graphql: Route['answer'];
  /** Answers the Model Context Protocol; null or left out: it is not served. */
  readonly mcp?: Route['answer'] | null;
  /** Answers what lies below /media/. */
  readonly media?: Route['answer'];
  /** Answers vendors that push below /hooks/; null or left out: none may. */
  readonly hooks?: Route['answer'] | null;
  /** Shown to a browser that opens /graphql; null: nothing is. */
  readonly graphiql: GraphiQL | null;
  /** The pages at / and below it; null or left out: none are served. */
  readonly console?: Console | null;
  /** Gives the schema as SDL, for tools; null: it is nobody's business. */
  readonly schemaText: (() => string) | null;
  /** What Prometheus reads. */
  readonly readMetrics?: () => Promise<MetricsText>;
  /** Whether a caller may ask for operations that nobody has listed; all, where left out. GraphiQL and the schema are for those who may. */
  readonly mayAskAnything?: (caller: Caller) => boolean;
  readonly isStopping: () => boolean;
};

/** Everything this server answers: by path, or by its first part for all that lies below it. */
export function createRoutes(options: RouteOptions, origins: OriginPolicy): ReadonlyMap<string, Route> {
  const { graphiql, hooks = null, media, mcp = null, schemaText, readMetrics, console = null } = options;
  // Code that anybody can download; it knows nothing of this server, and asks for a key where one is needed.
  const page: Route | null = console && {
    methods: READ,
    isOpen: true,
    answer: (request, response) => console.answerPage(request, response),
  };
  const graph: Route = {
    methods: [...READ, 'POST', 'PUT', 'DELETE'],
    answer: createGraphAnswer(options, origins),
    refuse: (unknown, request, response) =>
      graphiql && wantsPage(request) ? sendKeyPage(unknown, response) : refuseUnknown(unknown, request, response),
  };
  const readiness = createReadiness(options.providers, options.history ?? null);
  const routes: Readonly<Record<string, Route | null>> = {
    '/': { methods: READ, isOpen: true, answer: (request, response) => sendStart(request, response, options) },
    '/overview': page,
    '/systems': page,
    '/calls/*': page,
    '/console/*': console && { methods: READ, isOpen: true, answer: createAssetAnswer(console) },
    '/graphql': graph,
    '/graphql/': graph,
    // Each message is answered by itself: there is no stream to listen to, and no session to end.
    '/mcp': mcp && { methods: ['POST'], answer: refuseForeign(origins, mcp) },
    '/schema.graphql': schemaText === null ? null : { methods: READ, answer: createSchemaAnswer(schemaText, options) },
    '/health': {
      methods: READ,
      isOpen: true,
      answer: (_request, response) => sendJson(response, 200, { status: 'ok' }),
    },
    '/ready': {
      methods: READ,
      isOpen: true,
      answer: (request, response) => sendReadiness(request, response, readiness, options),
    },
    '/metrics': readMetrics ? { methods: READ, answer: createMetricsAnswer(readMetrics) } : null,
    // Code that anybody can download; it knows nothing of this server.
    '/graphiql/*': graphiql && { methods: READ, isOpen: true, answer: createAssetAnswer(graphiql) },
    // A link says itself whose it is.
    '/media/*': media ? { methods: READ, isOpen: true, answer: media } : null,
    // A vendor has no key of ours: what it pushes says itself whose it is.
    '/hooks/*': hooks && { methods: ['POST'], isOpen: true, answer: hooks },
  };
  return new Map(Object.entries(routes).filter((entry): entry is [string, Route] => entry[1] !== null));
}

/** The route of a path under its own name, which says nothing of what was asked below it; nothing where there is none. */
export function findRoute(
  routes: ReadonlyMap<string, Route>,
  path: string,
): { readonly name: string; readonly route: Route } | undefined {
  const name = routes.has(path) ? path : `${path.slice(0, path.indexOf('/', 1) + 1)}*`;
  const route = routes.get(name);
  return route && { name, route };
}

export const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0]!;

const READ = ['GET', 'HEAD'];

/** A browser that opens the server sees the console, or else GraphiQL; anybody else learns what there is. */
function sendStart(
  request: IncomingMessage,
  response: ServerResponse,
  { console, graphiql, schemaText }: RouteOptions,
): void {
  response.appendHeader('vary', 'accept');
  if (console && wantsPage(request)) return console.answerPage(request, response);
  if (graphiql && wantsPage(request)) return void response.writeHead(302, { location: 'graphql' }).end();
  const lines = ['Trunkline', '/graphql is the endpoint: send queries with POST, as JSON.'];
  if (schemaText !== null) lines.push('/schema.graphql is its schema.');
  lines.push('/health and /ready say how the server and its providers are, /metrics counts what they do.', '');
  response
    .writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
    .end(lines.join('\n'));
}

function createGraphAnswer(
  { graphiql, graphql, mayAskAnything = () => true }: RouteOptions,
  origins: OriginPolicy,
): Route['answer'] {
  const answer = refuseForeign(origins, (request, response) => {
    response.setHeader('cache-control', 'no-store').appendHeader('vary', 'accept-encoding');
    // Node sends no body after a HEAD; what would have been sent is found out as for a GET.
    if (request.method === 'HEAD') request.method = 'GET';
    return graphql(request, response);
  });
  return (request, response) => {
    if (graphiql && wantsPage(request)) {
      // Below a slash the addresses in the page would not be found.
      if (pathOf(request) !== '/graphql') return response.writeHead(308, { location: '../graphql' }).end();
      response.appendHeader('vary', 'accept');
      const caller = callerOf(request);
      if (!mayAskAnything(caller) && caller.id === null) return refuseToExplore(response);
      if (!mayAskAnything(caller)) return sendKeyPage({ status: 403, message: LISTED_ONLY }, response);
      return graphiql.answerPage(request, response);
    }
    return answer(request, response);
  };
}

/** Any page may make a browser send a request, and a question sent so would ask the vendors. */
const refuseForeign =
  (origins: OriginPolicy, answer: Route['answer']): Route['answer'] =>
  (request, response) =>
    origins.isForeign(request) ? sendError(response, 403, 'FOREIGN_ORIGIN', FOREIGN) : answer(request, response);

const FOREIGN =
  'A page of another origin asks. Name its origin in server.allowedOrigins if it may; from elsewhere than a page, send ' +
  'neither Origin nor Sec-Fetch-Site.';

const wantsPage = ({ method, headers }: IncomingMessage): boolean =>
  (method === 'GET' || method === 'HEAD') && pickMediaType(headers.accept, [ANSWERS, ['text/html']]) === 'text/html';

const ANSWERS = ['application/json', 'application/graphql-response+json', 'text/event-stream', 'multipart/mixed'];

function createSchemaAnswer(body: () => string, { mayAskAnything = () => true }: RouteOptions): Route['answer'] {
  const answer = createStaticAnswer({ contentType: 'text/plain; charset=utf-8', cacheControl: 'no-cache', body });
  return (request, response) =>
    mayAskAnything(callerOf(request)) ? answer(request, response) : refuseToExplore(response);
}

const refuseToExplore = (response: ServerResponse): void =>
  sendError(response, 403, 'DOCUMENT_NOT_TRUSTED', LISTED_ONLY);

const LISTED_ONLY =
  'This server answers the operations that its settings list (documents.only). GraphiQL and the schema need a key or token ' +
  'that has the scope documents:any.';

/** Answers with a file by its name, which is all of the path but the first part. */
const createAssetAnswer =
  ({ findAsset }: Pick<Console | GraphiQL, 'findAsset'>): Route['answer'] =>
  async (request, response) => {
    const path = pathOf(request);
    const answer = await findAsset(path.slice(path.indexOf('/', 1) + 1));
    return answer ? answer(request, response) : sendNotFound(response);
  };

export const sendNotFound = (response: ServerResponse): void =>
  sendError(response, 404, 'NOT_FOUND', 'There is nothing here. The graph is at /graphql.');

/** Refuses somebody whom the server does not know. */
export const refuseUnknown = (
  { status, message }: Unknown,
  _request: IncomingMessage,
  response: ServerResponse,
): void => sendError(response, status, 'UNAUTHENTICATED', message);

/** The word is for everybody; how the store and each provider are, for those who may know. */
async function sendReadiness(
  request: IncomingMessage,
  response: ServerResponse,
  read: ReadReadiness,
  { isStopping }: RouteOptions,
): Promise<void> {
  const { isReady, status, ...readiness } = await read(isStopping());
  const caller = knownCallerOf(request);
  const mayKnow = caller !== null && missingScope(caller, ['status:read']) === null;
  const own = mayKnow && { ...readiness, providers: readiness.providers.filter(({ key }) => maySee(caller, key)) };
  sendJson(response, isReady ? 200 : 503, { status, ...own });
}

/** The figures are of all providers and callers: whoever is confined to some of them is told none. */
const createMetricsAnswer =
  (readMetrics: NonNullable<RouteOptions['readMetrics']>): Route['answer'] =>
  async (request, response) => {
    const caller = callerOf(request);
    if (missingScope(caller, ['status:read']) !== null || caller.providers !== null)
      return sendError(response, 403, 'FORBIDDEN', METRICS_NEED);
    const { contentType, text } = await readMetrics();
    response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' }).end(text);
  };

const METRICS_NEED =
  'Metrics are for keys and tokens that have the scope status:read and are not confined to some of the providers.';
