import { printSchema } from 'graphql';
import { type Instant, SECOND_MS } from '../time/instant.ts';
import type { KeptHistory } from '../domain/kept-history.ts';
import type { Provider } from '../domain/provider.ts';
import { toLogFields } from '../domain/provider-error.ts';
import { type SyncTools, type Syncer, createHistory } from '../history/create-history.ts';
import { createKeptHistory } from '../history/create-kept-history.ts';
import type { HistoryStore } from '../history/store/history-store.ts';
import { createMediaLinks, createMediaTokens } from '../media/media-tokens.ts';
import { type MediaService, serveMedia } from '../media/serve-media.ts';
import { createStreamSlots } from '../media/stream-slots.ts';
import { schema } from '../schema.ts';
import type { Log } from '../transport/log.ts';
import { withLiftableDeadline } from '../time/with-deadline.ts';
import { createAudit } from './auth/audit.ts';
import { createAuthenticator } from './auth/authenticator.ts';
import { callerOf } from './auth/callers.ts';
import { createContextFactory } from './context.ts';
import { createEventStreams } from './event-streams/create-event-streams.ts';
import type { ListenerBounds } from './guards/use-listeners.ts';
import { createGraphiQL } from './graphiql.ts';
import { startServer } from './server.ts';
import type { Settings } from './settings.ts';
import { recordOf, noteMissing } from './guards/request-record.ts';
import type { ServerMetrics } from './metrics/server-metrics.ts';
import { createServerMetrics } from './metrics/server-metrics.ts';
import { createGraphServer } from './yoga.ts';

/** Trunkline, running. */
export type Trunkline = {
  /** Where it listens. */
  readonly url: string;
  /** How many requests are being answered. */
  inFlight(): number;
  /** Goes by other keys from now on: requests in flight end as they began. */
  readonly renewAuth: (auth: Settings['auth']) => void;
  /** Lets requests in flight end within the grace, then closes every way to a vendor. */
  close(graceMs: number): Promise<void>;
};

/** What a server is made with beside its settings. */
export type TrunklineTools = {
  readonly providers: readonly Provider[];
  /** Where what was read is kept, closed with the server; nothing is kept without one. */
  readonly store?: HistoryStore;
  /** Fills the store; without it, only what people ask for anew is kept. */
  readonly createSync?: (tools: SyncTools) => Syncer;
  readonly log: Log;
  /** Where plays and reads of vendors' rows are written down; the log, where left out. */
  readonly auditLog?: Log;
  readonly now: () => Instant;
  /** What may be asked of the kept history; null or left out: none is kept. */
  readonly history?: KeptHistory | null;
  /** How long a client may take nothing of an answer that waits for it; a minute when left out. */
  readonly takeTimeoutMs?: number;
  readonly listenerBounds?: ListenerBounds;
  /** Counts also what is asked of vendors and of the store, where they were made with it. */
  readonly metrics?: ServerMetrics;
};

/** Puts the graph, media and providers behind one address. */
export async function startTrunkline(
  settings: Settings,
  {
    providers: vendors,
    store,
    createSync,
    history: feed = null,
    log,
    auditLog = log,
    now,
    takeTimeoutMs,
    listenerBounds,
    metrics = createServerMetrics(),
  }: TrunklineTools,
): Promise<Trunkline> {
  const bySettings = new Map(settings.providers.map((provider) => [provider.id, provider]));
  const history = createHistory({
    store: settings.history === null ? null : (store ?? null),
    members: vendors.map((provider) => ({ provider, isKept: bySettings.get(provider.key)?.history ?? true })),
    settings: settings.history ?? NOTHING_KEPT,
    log,
    now,
    ...(createSync && {
      createSync: (tools) => createSync({ ...tools, onFailure: metrics.syncFailed }),
    }),
  });
  const { providers } = history;
  const keeps = store !== undefined && settings.history !== null;
  const keptHistory = feed ?? (keeps ? createKeptHistory(store) : null);
  const stopping = new AbortController();
  const authenticator = createAuthenticator(settings.auth, now);
  const audit = createAudit(auditLog);
  const { signingKeys, linkSeconds = Infinity } = settings.media;
  const tokens = createMediaTokens(signingKeys, now);
  const byKey = new Map(providers.map((provider) => [provider.key, provider]));
  const createContext = createContextFactory({
    settings,
    providers: byKey,
    links: createMediaLinks(tokens, now, linkSeconds * SECOND_MS),
    history: keptHistory,
    now,
  });
  const graphql = createGraphServer({
    schema,
    settings,
    providers,
    log,
    onAnswered: metrics.requestAnswered,
    listeners: { bounds: listenerBounds, stopping: stopping.signal, isKnown: authenticator.isKnown },
    createContext({ request, req }) {
      const caller = callerOf(req);
      const record = recordOf(request);
      return createContext({
        request,
        caller,
        noteRawRead: audit.rawReader(caller, req),
        noteMissing: record && ((problem) => noteMissing(record, problem)),
      });
    },
  });
  const streams = createEventStreams({
    graphql,
    maxBodyBytes: settings.server.limits.maxBodyBytes,
    bounds: listenerBounds,
  });
  const onError = (error: unknown, { provider }: { readonly provider: string }) =>
    log.warn({ provider, ...toLogFields(error) }, 'a recording could not be opened');
  const slots = createStreamSlots();
  const mediaService: MediaService = {
    providers: byKey,
    tokens,
    slots,
    ownerOf: ({ owner }) => authenticator.recall(owner),
    onOpen: audit.played,
    onError,
    withDeadline: withLiftableDeadline,
  };
  const { graphiql, introspection, ...address } = settings.server;
  const server = await startServer({
    ...address,
    takeTimeoutMs,
    providers,
    identify: authenticator.identify,
    history: keptHistory,
    log,
    graphql: (request, response) => streams.answer(request, response),
    media: (request, response) => serveMedia(mediaService, request, response),
    onAnswered: metrics.httpAnswered,
    readMetrics: () =>
      metrics.read({ providers, history: keptHistory, store: store ?? null, inFlight: () => server.inFlight(), now }),
    graphiql: graphiql ? createGraphiQL(now, { hasHistory: keptHistory !== null }) : null,
    schemaText: introspection ? printSchema(schema) : null,
  });
  history.start();
  return {
    url: server.url,
    inFlight: () => server.inFlight(),
    renewAuth: (auth) => authenticator.replace(auth),
    async close(graceMs) {
      // Those who listen are cut off: they connect to another replica, and go on after their last cursor.
      stopping.abort();
      streams.close();
      await server.close(graceMs);
      await graphql.dispose();
      await history.stop();
      await Promise.all(providers.map((provider) => provider.close()));
      await store?.close();
    },
  };
}

const NOTHING_KEPT = { keepDays: 0, share: 0, freshSeconds: 0, lateSeconds: 0 };
