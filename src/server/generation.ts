import type { GraphQLSchema } from 'graphql';
import type { Provider } from '../domain/provider.ts';
import { toLogFields } from '../domain/provider-error.ts';
import type { History } from '../history/create-history.ts';
import { type MediaTokens, createMediaLinks } from '../media/media-tokens.ts';
import { type MediaService, serveMedia } from '../media/serve-media.ts';
import { schema as graph } from '../schema.ts';
import { SECOND_MS } from '../time/instant.ts';
import { VERSION } from '../version.ts';
import { answerInTurn } from './admission/answer-in-turn.ts';
import { createAnswerLog } from './answer-log/create-answer-log.ts';
import { createCrowdedLog } from './answer-log/crowded-log.ts';
import { callerOf } from './auth/callers.ts';
import { createContextFactory } from './context.ts';
import { createEventStreams } from './event-streams/create-event-streams.ts';
import { readConsole, servesConsole } from './console.ts';
import { noteMissing, recordOf } from './guards/request-record.ts';
import { createHooks } from './hooks/create-hooks.ts';
import type { Lasting } from './lasting.ts';
import { createMcpAnswer } from './mcp/create-mcp-answer.ts';
import { logUnexpectedTool } from './mcp/log-unexpected-tool.ts';
import type { AnswerOptions } from './server.ts';
import type { Settings } from './settings.ts';
import { servedGraph } from './served-graph.ts';
import { createGraphServer } from './yoga.ts';

/** What goes by one reading of the settings. Another reading makes another one, which answers what comes after. */
export type Generation = ReturnType<typeof createGeneration>;

type Parts = {
  readonly settings: Settings;
  /** The providers of the settings, as they were made. */
  readonly vendors: readonly Provider[];
  /** A history over them. */
  readonly history: History;
  readonly tokens: MediaTokens;
};

/** Puts the graph and media over a history of providers. */
export function createGeneration(parts: Parts, lasting: Lasting) {
  const { settings, history, tokens } = parts;
  const { authenticator, admission, untaken, audit, documents, keptHistory, log, now } = lasting;
  const { providers } = history;
  const byKey = new Map(providers.map((provider) => [provider.key, provider]));
  const stopping = new AbortController();
  const { linkSeconds = Infinity } = settings.media;
  const createContext = createContextFactory({
    settings,
    providers: byKey,
    links: createMediaLinks(tokens, now, linkSeconds * SECOND_MS),
    history: keptHistory,
    keptRows: lasting.keptRows,
    now,
  });
  const { schema, text: schemaText } = servedGraph(settings);
  const crowded = createCrowdedLog(log);
  const answerLog = createAnswerLog({ log, crowded, onAnswered: lasting.metrics.requestAnswered });
  const serve = (served: GraphQLSchema) =>
    createGraphServer({
      schema: served,
      settings,
      providers,
      log,
      answerLog,
      documents,
      admission,
      listeners: {
        bounds: lasting.listenerBounds,
        stopping: stopping.signal,
        isKnown: (caller) => authenticator.isKnown(caller),
      },
      createContext({ request, req }) {
        const caller = callerOf(req);
        const record = recordOf(request);
        return createContext({
          request,
          caller,
          noteRawRead: audit.rawReader(caller, req),
          noteTranscriptRead: audit.transcriptReader(caller, req),
          noteMissing: (problem) => noteMissing(record, problem),
        });
      },
    });
  const graphql = serve(schema);
  // They ask for nodes by their ids, and a subgraph has none.
  const ownGraphql = schema === graph ? graphql : serve(graph);
  const { maxBodyBytes } = settings.server.limits;
  const streams = createEventStreams({ graphql, maxBodyBytes, bounds: lasting.listenerBounds });
  const mediaService: MediaService = {
    providers: byKey,
    tokens,
    slots: lasting.slots,
    ownerOf: ({ owner }) => authenticator.recall(owner),
    onOpen: (...play) => audit.played(...play),
    onError: (error, { provider }) => log.warn({ provider, ...toLogFields(error) }, 'a recording could not be opened'),
  };
  const { graphiql, introspection, ...address } = settings.server;
  return {
    ...parts,
    /** Answers operations of the server's own: assistants' tools, and commands. */
    ownGraphql,
    /** How its requests are answered. */
    answers: {
      ...address,
      providers,
      identify: authenticator.identify,
      mayAskAnything: documents.mayAskAnything,
      history: keptHistory,
      log,
      refusals: crowded,
      graphql: answerInTurn({ admission, untaken, answerLog }, (request, response) =>
        streams.answer(request, response),
      ),
      mcp:
        settings.mcp &&
        createMcpAnswer({
          graphql: ownGraphql,
          version: VERSION,
          writes: settings.mcp.writes,
          onUnexpected: logUnexpectedTool(log),
        }),
      media: (request, response) => serveMedia(mediaService, request, response),
      hooks: createHooks({
        providers,
        hint: (provider, againMs) => history.hint(provider, againMs),
        onHook: lasting.metrics.hookCame,
        log,
      }),
      watch: lasting.metrics.http,
      readMetrics: () => lasting.readMetrics(providers),
      console: servesConsole(settings) ? readConsole(originOf(address.publicUrl)) : null,
      graphiql: graphiql ? lasting.graphiql : null,
      schemaText: introspection ? schemaText : null,
    } satisfies AnswerOptions,
    /** Cuts off those who listen: they connect again, and go on after their last cursor. */
    hangUp(): void {
      stopping.abort();
      streams.close();
    },
    /** Lets go of what only its requests needed, which have ended. */
    async dispose(): Promise<void> {
      crowded.end();
      await graphql.dispose();
      if (ownGraphql !== graphql) await ownGraphql.dispose();
    },
  };
}

const originOf = (url: string | undefined): string | null => (url === undefined ? null : new URL(url).origin);
