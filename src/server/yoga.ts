import { useDeferStream } from '@graphql-yoga/plugin-defer-stream';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { type GraphiQLOptions, type YogaInitialContext, type YogaServerInstance, createYoga } from 'graphql-yoga';
import type { Provider } from '../domain/provider.ts';
import type { Log } from '../transport/log.ts';
import { createDocumentCaches } from './guards/document-caches.ts';
import { knownErrorOf, maskError } from './guards/mask-error.ts';
import { useBodyLimit } from './guards/use-body-limit.ts';
import { useMaskedParts } from './guards/use-masked-parts.ts';
import { useNativeSignal } from './guards/use-native-signal.ts';
import { useNoIntrospection } from './guards/use-no-introspection.ts';
import { usePlainRefusals } from './guards/use-plain-refusals.ts';
import { useQueryLimits } from './guards/use-query-limits.ts';
import { useRequestChecks } from './guards/use-request-checks.ts';
import { useRequestLog } from './guards/use-request-log.ts';
import { useUpstreamTrace } from './guards/use-upstream-trace.ts';
import { exampleQueries } from './example-queries.ts';
import { usePlannedExecution } from './execution/use-planned-execution.ts';
import type { Settings } from './settings.ts';

/** What the endpoint is made of. */
export type GraphServerOptions = {
  readonly schema: GraphQLSchema;
  readonly settings: Pick<Settings, 'server' | 'timeline'>;
  readonly providers: readonly Provider[];
  readonly log: Log;
  /** Makes what resolvers know of one request; `request.signal` is aborted when its client goes away. */
  readonly createContext: (initial: YogaInitialContext) => object;
};

/** The GraphQL endpoint: GraphQL over HTTP, GraphiQL, and the guards that refuse what would cost too much. */
export function createGraphServer(options: GraphServerOptions): YogaServerInstance<object, object> {
  const { schema, log, createContext, providers } = options;
  const { server, timeline } = options.settings;
  return createYoga<object, object>({
    schema,
    context: createContext,
    graphqlEndpoint: GRAPHQL_PATH,
    landingPage: false,
    multipart: false,
    batching: false,
    // See useBodyLimit.
    maxRequestBodySize: false,
    // Without a list of origins no foreign page may read answers, also not from a server on the reader's own machine.
    cors: server.allowedOrigins.length === 0 ? false : { origin: [...server.allowedOrigins], methods: ['GET', 'POST'] },
    renderGraphiQL: renderOwnGraphiQL,
    graphiql: server.graphiql ? () => ({ title: 'Trunkline', defaultTabs: toTabs() }) : false,
    maskedErrors: { maskError },
    logging: toYogaLog(log),
    parserAndValidationCache: createDocumentCaches(),
    plugins: [
      useNativeSignal(),
      useRequestLog(log),
      useRequestChecks(),
      useBodyLimit(server.limits.maxBodyBytes),
      usePlainRefusals(),
      useDeferStream(),
      useMaskedParts(),
      usePlannedExecution(),
      // Traces whichever execution was chosen before it.
      useUpstreamTrace(),
      useQueryLimits({ limits: server.limits, timeline, providers }),
      ...(server.introspection ? [] : [useNoIntrospection()]),
    ],
  });
}

/** Where the endpoint is, below the origin. */
export const GRAPHQL_PATH = '/graphql';

/** GraphiQL from this machine: Yoga's own page fetches it from a CDN. It is nine megabytes, read when first asked for. */
async function renderOwnGraphiQL(options: GraphiQLOptions): Promise<string> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  return renderGraphiQL(options);
}

/** Made for each page anew: some examples are about the last days. */
const toTabs = () =>
  exampleQueries(Date.now()).map(({ title, query, variables }) => ({
    query: `# ${title.replaceAll('\n', '\n# ')}\n${query}`,
    variables: variables === undefined ? null : JSON.stringify(variables, null, 2),
  }));

/** What Yoga masks is said here, with its stack, and nowhere else; errors made for clients are no news. */
function toYogaLog(log: Log) {
  const say = (write: Log['error'], message: string) => (error: unknown) => {
    if (!(error instanceof Error)) return write({ said: String(error) }, message);
    const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
    if (!knownErrorOf(error))
      write({ error: { name: cause.name, message: cause.message, stack: cause.stack } }, message);
  };
  return {
    debug: () => {},
    info: () => {},
    warn: say((fields, message) => log.warn(fields, message), 'the graph complained'),
    error: say((fields, message) => log.error(fields, message), 'a request failed unexpectedly'),
  };
}
