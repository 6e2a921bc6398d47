import type { KeptHistory } from '../domain/kept-history.ts';
import type { Provider } from '../domain/provider.ts';
import { type History, type HistoryFiller, type SyncTools, createHistory } from '../history/create-history.ts';
import { createKeptHistory } from '../history/create-kept-history.ts';
import type { HistoryStore } from '../history/store/history-store.ts';
import { type MediaTokens, createMediaTokens } from '../media/media-tokens.ts';
import { createStreamSlots } from '../media/stream-slots.ts';
import type { Instant } from '../time/instant.ts';
import type { Log } from '../transport/log.ts';
import { createAdmission } from './admission/create-admission.ts';
import { type UntakenBounds, createUntaken } from './admission/untaken.ts';
import { createAudit } from './auth/audit.ts';
import { createAuthenticator } from './auth/authenticator.ts';
import type { WithdrawnKeys } from './auth/withdraw-keys.ts';
import { createDocuments, readDocumentRules } from './documents/create-documents.ts';
import { type Generation, type Lasting, createGeneration } from './generation.ts';
import { createGraphiQL } from './graphiql.ts';
import type { ListenerBounds } from './guards/use-listeners.ts';
import { type ServerMetrics, createServerMetrics } from './metrics/server-metrics.ts';
import type { Settings } from './settings.ts';

/** What a server is made with beside its settings. */
export type TrunklineTools = {
  readonly providers: readonly Provider[];
  /** Where what was read is kept, closed with the server; nothing is kept without one. */
  readonly store?: HistoryStore;
  /** What other processes have in common with this one, closed with the server; left out where there are no others. */
  readonly replicas?: SharedByReplicas | null;
  /** Fills the store; without it, only what people ask for anew is kept. */
  readonly createSync?: (tools: SyncTools) => HistoryFiller;
  readonly log: Log;
  /** Where plays and reads of vendors' rows are written down; the log, where left out. */
  readonly auditLog?: Log;
  readonly now: () => Instant;
  /** What may be asked of the kept history; null or left out: none is kept. */
  readonly history?: KeptHistory | null;
  /** How long a client may take nothing of an answer that waits for it; a minute when left out. */
  readonly takeTimeoutMs?: number;
  readonly listenerBounds?: ListenerBounds;
  readonly untakenBounds?: UntakenBounds;
  /** How many calls walks keep for their next pages; as many as a server needs, when left out. */
  readonly keptRows?: number;
  /** Counts also what is asked of vendors and of the store, where they were made with it. */
  readonly metrics?: ServerMetrics;
};

/** What every replica goes by, wherever it was said. */
export type SharedByReplicas = {
  readonly withdrawnKeys: WithdrawnKeys;
  /** Whether they have anything to sign links with where the settings name no key: the database's password. */
  readonly hasSecret: boolean;
  /** What links are signed with where the settings name no key; null until the database could be asked, and without a secret. */
  readonly signingKey: () => Buffer | null;
  close(): Promise<void>;
};

/** Puts the graph and media over providers and store: what all generations share, and the first of them. */
export function assemble(
  settings: Settings,
  tools: TrunklineTools,
): { readonly lasting: Lasting; readonly first: Generation; readonly tokensOf: (settings: Settings) => MediaTokens } {
  const { providers, store, history: feed = null, log, auditLog = log, now, listenerBounds } = tools;
  const { replicas = null, metrics = createServerMetrics() } = tools;
  const tokensOf = ({ media }: Settings) => {
    if (media.signingKeys.length === 0 && replicas?.hasSecret === false) log.warn({}, LINKS_OF_ONE);
    return createMediaTokens(media.signingKeys, now, replicas?.signingKey);
  };
  const keptHistory = feed ?? (store !== undefined && settings.history !== null ? createKeptHistory(store) : null);
  const admission = createAdmission(settings, { keepsHistory: store !== undefined && settings.history !== null });
  const lasting: Lasting = {
    authenticator: createAuthenticator(settings.auth, now),
    admission,
    untaken: createUntaken(tools.untakenBounds),
    audit: createAudit(auditLog),
    documents: createDocuments(readDocumentRules(settings)),
    keptHistory,
    graphiql: createGraphiQL(now, { hasHistory: keptHistory !== null }),
    slots: createStreamSlots(),
    metrics,
    readMetrics: (current) =>
      metrics.read({ providers: current, history: keptHistory, store: store ?? null, admission, now }),
    ...{ listenerBounds, keptRows: tools.keptRows, log, now },
  };
  const parts = {
    settings,
    vendors: providers,
    history: historyOver(providers, settings, tools),
    tokens: tokensOf(settings),
  };
  return { lasting, first: createGeneration(parts, lasting), tokensOf };
}

const LINKS_OF_ONE =
  'links to recordings open at the replica that made them, and until it stops: store.url has no password to sign them with. ' +
  'Put a key into media.signingKeys, the same for all replicas (openssl rand -base64 32 makes one)';

export function historyOver(
  vendors: readonly Provider[],
  settings: Settings,
  { store, createSync, log, now, metrics }: TrunklineTools,
): History {
  const bySettings = new Map(settings.providers.map((provider) => [provider.id, provider]));
  return createHistory({
    store: settings.history === null ? null : (store ?? null),
    members: vendors.map((provider) => ({ provider, isKept: bySettings.get(provider.key)?.history ?? true })),
    settings: settings.history ?? NOTHING_KEPT,
    log,
    now,
    ...(createSync && { createSync: (tools) => createSync({ ...tools, onFailure: metrics?.syncFailed }) }),
  });
}

const NOTHING_KEPT = { keepDays: 0, share: 0, freshSeconds: 0, lateSeconds: 0 };
