import type { KeptHistory } from '../domain/kept-history.ts';
import type { Provider } from '../domain/provider.ts';
import type { HistoryFiller, SyncTools } from '../history/create-history.ts';
import { createKeptHistory } from '../history/create-kept-history.ts';
import type { HistoryStore } from '../history/store/history-store.ts';
import { createMediaTokens } from '../media/media-tokens.ts';
import { createStreamSlots } from '../media/stream-slots.ts';
import type { Instant } from '../time/instant.ts';
import type { Log } from '../transport/log.ts';
import { createAdmission } from './admission/create-admission.ts';
import { type UntakenBounds, createUntaken } from './admission/untaken.ts';
import { createAudit } from './auth/audit.ts';
import { createAuthenticator } from './auth/authenticator.ts';
import type { WithdrawnKeys } from './auth/withdraw-keys.ts';
import { createDocuments, readDocumentRules } from './documents/create-documents.ts';
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

export type Lasting = ReturnType<typeof createLasting>;

/** Makes what all generations share. */
export function createLasting(settings: Settings, tools: TrunklineTools) {
  const { store, history: feed = null, replicas = null, metrics = createServerMetrics() } = tools;
  const { log, auditLog = log, now, listenerBounds, keptRows } = tools;
  const keepsHistory = store !== undefined && settings.history !== null;
  const keptHistory = feed ?? (keepsHistory ? createKeptHistory(store) : null);
  const admission = createAdmission(settings, { keepsHistory });
  return {
    authenticator: createAuthenticator(settings.auth, now),
    admission,
    untaken: createUntaken(tools.untakenBounds),
    audit: createAudit(auditLog),
    documents: createDocuments(readDocumentRules(settings)),
    keptHistory,
    graphiql: createGraphiQL(now, { hasHistory: keptHistory !== null }),
    slots: createStreamSlots(),
    metrics,
    /** All metrics, with how providers are now. */
    readMetrics: (providers: readonly Provider[]) =>
      metrics.read({ providers, history: keptHistory, store: store ?? null, admission, now }),
    tokensOf({ media }: Settings) {
      if (media.signingKeys.length === 0 && replicas?.hasSecret === false) log.warn({}, LINKS_OF_ONE);
      return createMediaTokens(media.signingKeys, now, replicas?.signingKey);
    },
    ...{ listenerBounds, keptRows, log, now },
  };
}

const LINKS_OF_ONE =
  'links to recordings open at the replica that made them, and until it stops: store.url has no password to sign them with. ' +
  'Put a key into media.signingKeys, the same for all replicas (openssl rand -base64 32 makes one)';
