import { isDeepStrictEqual } from 'node:util';
import type { Instant } from '../time/instant.ts';
import type { KeptHistory } from '../domain/kept-history.ts';
import type { Provider } from '../domain/provider.ts';
import { type History, type SyncTools, type Syncer, createHistory } from '../history/create-history.ts';
import { createKeptHistory } from '../history/create-kept-history.ts';
import type { HistoryStore } from '../history/store/history-store.ts';
import { createMediaTokens } from '../media/media-tokens.ts';
import { createStreamSlots } from '../media/stream-slots.ts';
import { settingsPrint } from '../providers/settings-print.ts';
import type { Log } from '../transport/log.ts';
import { type AdmissionStatus, createAdmission } from './admission/create-admission.ts';
import { createAudit } from './auth/audit.ts';
import { createAuthenticator } from './auth/authenticator.ts';
import type { ListenerBounds } from './guards/use-listeners.ts';
import { type Generation, type Lasting, createGeneration } from './generation.ts';
import { createGraphiQL } from './graphiql.ts';
import { startServer } from './server.ts';
import type { Settings } from './settings.ts';

/** Trunkline, running. */
export type Trunkline = {
  /** Where it listens. */
  readonly url: string;
  /** How many requests are being answered. */
  inFlight(): number;
  /** What is begun, what waits and what was refused. */
  admission(): AdmissionStatus;
  /** Goes by other keys from now on: requests in flight end as they began. */
  readonly renewAuth: (auth: Settings['auth']) => void;
  /**
   * Goes by other settings from now on, which differ in nothing that is fixed; requests in flight end as they began. Makes
   * the providers that are new, or have other settings than before; when it throws, all is as it was.
   */
  readonly renew: (settings: Settings, create: CreateProviders) => Renewal;
  /** Lets requests in flight end within the grace, then closes every way to a vendor. */
  close(graceMs: number): Promise<void>;
};

/** Resolves when what nobody needs any more has been closed. */
export type Renewal = { readonly ended: Promise<void> };

type CreateProviders = (settings: Settings['providers']) => readonly Provider[];

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
};

/** Requests that began under settings of before get so long; a page takes seconds, a recording may play for longer. */
const RETIRE_MS = 60_000;

/** Puts the graph, media and providers behind one address. */
export async function startTrunkline(settings: Settings, tools: TrunklineTools): Promise<Trunkline> {
  const { providers, store, history: feed = null, log, auditLog = log, now, takeTimeoutMs, listenerBounds } = tools;
  const keptHistory = feed ?? (store !== undefined && settings.history !== null ? createKeptHistory(store) : null);
  const lasting: Lasting = {
    authenticator: createAuthenticator(settings.auth, now),
    audit: createAudit(auditLog),
    keptHistory,
    graphiql: createGraphiQL(now, { hasHistory: keptHistory !== null }),
    slots: createStreamSlots(),
    admission: createAdmission(settings, { keepsHistory: store !== undefined && settings.history !== null }),
    ...{ listenerBounds, log, now },
  };
  const { authenticator } = lasting;
  let prints = printsOf(settings.providers);
  let current = createGeneration(
    {
      settings,
      vendors: providers,
      history: historyOver(providers, settings, tools),
      tokens: createMediaTokens(settings.media.signingKeys, now),
    },
    lasting,
  );
  const server = await startServer({ ...current.answers, port: settings.server.port, takeTimeoutMs });
  current.history.start();
  /** One after the other: an account has one sync. */
  let retired: Promise<void> = Promise.resolve();

  const retire = async (old: Generation, next: Generation, answered: Promise<void>): Promise<void> => {
    await answered;
    await old.dispose();
    if (old.history !== next.history) {
      await old.history.stop();
      next.history.start();
    }
    const gone = old.vendors.filter((vendor) => !next.vendors.includes(vendor));
    await Promise.all(gone.map((vendor) => vendor.close()));
  };

  return {
    url: server.url,
    inFlight: () => server.inFlight(),
    admission: () => lasting.admission.status(),
    renewAuth: (auth) => authenticator.replace(auth),
    renew(renewed, create) {
      const old = current;
      const renewedPrints = printsOf(renewed.providers);
      const isSameVendors = isDeepStrictEqual([...renewedPrints], [...prints]);
      if (isSameVendors && isDeepStrictEqual(withoutAuth(renewed), withoutAuth(old.settings))) {
        authenticator.replace(renewed.auth);
        return { ended: Promise.resolve() };
      }
      const isNew = ({ id }: Settings['providers'][number]) => renewedPrints.get(id) !== prints.get(id);
      const vendors = renewVendors(old, renewed.providers, isNew, create);
      const isSameHistory = isSameVendors && isDeepStrictEqual(renewed.history, old.settings.history);
      const isSameSigning = isDeepStrictEqual(renewed.media.signingKeys, old.settings.media.signingKeys);
      const history = isSameHistory ? old.history : historyOver(vendors, renewed, tools);
      const tokens = isSameSigning ? old.tokens : createMediaTokens(renewed.media.signingKeys, now);
      const next = createGeneration({ settings: renewed, vendors, history, tokens }, lasting);
      prints = renewedPrints;
      current = next;
      lasting.admission.renew(renewed);
      authenticator.replace(renewed.auth);
      const answered = server.renew(next.answers, RETIRE_MS);
      old.hangUp();
      // What is kept is read at once; what fills it waits for those who still wait for the one before.
      history.open();
      retired = retired.then(() => retire(old, next, answered));
      return { ended: retired };
    },
    async close(graceMs) {
      current.hangUp();
      await server.close(graceMs);
      await retired;
      await current.dispose();
      await current.history.stop();
      await Promise.all(current.vendors.map((vendor) => vendor.close()));
      await store?.close();
    },
  };
}

function historyOver(
  vendors: readonly Provider[],
  settings: Settings,
  { store, createSync, log, now }: TrunklineTools,
): History {
  const bySettings = new Map(settings.providers.map((provider) => [provider.id, provider]));
  return createHistory({
    store: settings.history === null ? null : (store ?? null),
    members: vendors.map((provider) => ({ provider, isKept: bySettings.get(provider.key)?.history ?? true })),
    settings: settings.history ?? NOTHING_KEPT,
    log,
    now,
    ...(createSync && { createSync }),
  });
}

const NOTHING_KEPT = { keepDays: 0, share: 0, freshSeconds: 0, lateSeconds: 0 };

/** The providers of other settings: those whose own have not changed go on, with what they know of their vendors' limits. */
function renewVendors(
  old: Generation,
  settings: Settings['providers'],
  isNew: (one: Settings['providers'][number]) => boolean,
  create: CreateProviders,
): Provider[] {
  const made = create(settings.filter(isNew));
  const byKey = new Map([...old.vendors, ...made].map((vendor) => [vendor.key, vendor]));
  return settings.map(({ id }) => byKey.get(id)!);
}

const printsOf = (settings: Settings['providers']): ReadonlyMap<string, string> =>
  new Map(settings.map((one) => [one.id, settingsPrint(one)]));

/** What goes on as it is when only keys change. How much is written to the log is its own affair. */
function withoutAuth({ auth: _auth, log: _log, ...rest }: Settings): object {
  return rest;
}
