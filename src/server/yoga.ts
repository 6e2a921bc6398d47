import type { IncomingMessage } from 'node:http';
import { useDeferStream } from '@graphql-yoga/plugin-defer-stream';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { type YogaInitialContext, type YogaServerInstance, createYoga } from 'graphql-yoga';
import type { Provider } from '../domain/provider.ts';
import type { Log } from '../transport/log.ts';
import type { Admission } from './admission/create-admission.ts';
import { type AnswerLog, createAnswerLog } from './answer-log/create-answer-log.ts';
import { useAllowances } from './guards/use-allowances.ts';
import { useAdmission } from './guards/use-admission.ts';
import { useCompression } from './guards/use-compression.ts';
import { createDocumentCaches } from './guards/document-caches.ts';
import { knownErrorOf, maskError, useMaskedParts } from './guards/mask-error.ts';
import type { Documents } from './documents/create-documents.ts';
import { useBodyLimit } from './guards/use-body-limit.ts';
import { useDocuments } from './guards/use-documents.ts';
import { useInputBounds } from './guards/use-input-bounds.ts';
import { type ListenersOptions, useListeners } from './guards/use-listeners.ts';
import { useNativeSignal } from './guards/use-native-signal.ts';
import { usePartsCheck } from './guards/use-parts-check.ts';
import { useNoIntrospection } from './guards/use-no-introspection.ts';
import { useMediaTypes } from './guards/use-media-types.ts';
import { useQueryLimits } from './guards/use-query-limits.ts';
import { useRequestChecks } from './guards/use-request-checks.ts';
import { useRequestLog } from './guards/use-request-log.ts';
import { useUpstreamTrace } from './guards/use-upstream-trace.ts';
import { usePlannedExecution } from './execution/use-planned-execution.ts';
import type { Settings } from './settings.ts';

/** What the endpoint is made of. */
export type GraphServerOptions = {
  readonly schema: GraphQLSchema;
  readonly settings: Pick<Settings, 'server' | 'timeline'>;
  readonly providers: readonly Provider[];
  readonly log: Log;
  /** Left out: whatever is asked is answered, and ids of operations stand for nothing. */
  readonly documents?: Documents;
  readonly listeners?: ListenersOptions;
  /** Where each request is noted; left out, in the log alone. */
  readonly answerLog?: AnswerLog;
  /** Left out, everything is begun at once. */
  readonly admission?: Admission;
  /** Makes what resolvers know of one request; `request.signal` is aborted when its client goes away. */
  readonly createContext: (initial: YogaInitialContext & { readonly req: IncomingMessage }) => object;
};

/** The GraphQL endpoint: GraphQL over HTTP, GraphiQL, and the guards that refuse what would cost too much. */
export function createGraphServer(options: GraphServerOptions): YogaServerInstance<object, object> {
  const { schema, log, createContext, documents, providers, answerLog = createAnswerLog({ log }) } = options;
  const { server, timeline } = options.settings;
  return createYoga<object, object>({
    schema,
    context: (initial) => createContext(initial as YogaInitialContext & { readonly req: IncomingMessage }),
    graphqlEndpoint: '/graphql',
    landingPage: false,
    multipart: false,
    batching: false,
    // See useBodyLimit.
    maxRequestBodySize: false,
    // The server has its own: for its other routes too, and without credentials.
    cors: false,
    graphiql: false,
    maskedErrors: { maskError },
    logging: toYogaLog(log),
    parserAndValidationCache: createDocumentCaches(),
    plugins: [
      useNativeSignal(),
      useRequestLog(answerLog),
      ...(documents ? [useDocuments(documents)] : []),
      useRequestChecks(),
      useBodyLimit(server.limits.maxBodyBytes),
      useMediaTypes(),
      useInputBounds(),
      useDeferStream(),
      useMaskedParts(),
      usePlannedExecution(),
      // Traces whichever execution was chosen before it.
      useUpstreamTrace(),
      usePartsCheck(),
      useQueryLimits({ limits: server.limits, timeline, providers }),
      useAllowances({ maxCost: server.limits.maxCost, admission: options.admission }),
      // What is refused by then takes nobody's place.
      ...(options.admission ? [useAdmission(options.admission)] : []),
      useListeners(options.listeners),
      ...(server.introspection ? [] : [useNoIntrospection()]),
      useCompression(),
    ],
  });
}

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
    warn: say((fields, message) => log.warn(fields, message), 'a GraphQL request failed'),
    error: say((fields, message) => log.error(fields, message), 'a request failed unexpectedly'),
  };
}
