import { DATA_SETS_END } from '../../src/demo/data-sets.ts';
import { type Demo, type DemoOptions, startDemo } from '../../src/demo/index.ts';
import type { HistoryStore } from '../../src/history/store/history-store.ts';
import type { Provider } from '../../src/domain/provider.ts';
import { createSyncs } from '../../src/history/sync/create-syncs.ts';
import { openHistoryStore } from '../../src/history/store/open-history-store.ts';
import { createProviders } from '../../src/providers/index.ts';
import type { UntakenBounds } from '../../src/server/admission/untaken.ts';
import { createServerMetrics } from '../../src/server/metrics/server-metrics.ts';
import type { Settings } from '../../src/server/settings.ts';
import { checkSettings } from '../../src/server/settings-file/read-settings-file.ts';
import { type Trunkline, startTrunkline } from '../../src/server/start-trunkline.ts';
import { type Log, SILENT_LOG } from '../../src/transport/log.ts';

export type ServedDemo = {
  readonly demo: Demo;
  readonly providers: readonly Provider[];
  /** Where the server listens. */
  readonly url: string;
  readonly renewAuth: Trunkline['renewAuth'];
  readonly admission: Trunkline['admission'];
  readonly inFlight: Trunkline['inFlight'];
  /** Where what was read is kept. */
  readonly store: HistoryStore | undefined;
  /** Reads the trusted operations anew, under other settings of them if there are some. */
  readonly renewDocuments: (documents?: Partial<Settings['documents']>) => void;
  close(): Promise<void>;
};

/** A provider of a settings file. */
export type ProviderEntry = Readonly<Record<string, unknown>>;

/** What a served demo has of its own: settings of the server, and changes of its providers' entries. */
export type ServedDemoSettings = {
  readonly server?: Readonly<Record<string, unknown>>;
  readonly change?: (provider: ProviderEntry) => ProviderEntry;
  /** Settings beside those of the server and the providers. */
  readonly more?: Readonly<Record<string, unknown>>;
  /** Where what was read is kept; nothing is, without it. */
  readonly store?: HistoryStore;
  readonly log?: Log;
  readonly auditLog?: Log;
  /** Whether what is read is kept, in memory. */
  readonly isKept?: boolean;
  /** Whether what is kept is filled, and followed. */
  readonly isSynced?: boolean;
  /** How much may wait for clients who do not read it. */
  readonly untakenBounds?: UntakenBounds;
};

/** Starts the demo vendors and a server over them, at the moment the data sets end. */
export async function startServedDemo(
  options: Omit<DemoOptions, 'now'> = {},
  {
    server,
    change = (provider) => provider,
    more = {},
    log = SILENT_LOG,
    auditLog = log,
    store: given,
    isKept = false,
    isSynced = false,
    untakenBounds,
  }: ServedDemoSettings = {},
): Promise<ServedDemo> {
  const now = () => DATA_SETS_END;
  const demo = await startDemo({ ...options, now });
  const value = {
    people: demo.people,
    ...more,
    // Whether the console was built is no matter to a test that does not ask for it.
    server: { port: 0, console: false, ...server },
    providers: demo.providers.map(change),
  };
  const settings = checkSettings({ value, problems: [], filled: new Set() }, 'the demo');
  const metrics = createServerMetrics();
  const providers = createProviders(settings.providers, { log, now, traffic: metrics.traffic });
  const inMemory = () => openHistoryStore({ kind: 'memory' }, { as: 'server', onSetAside() {}, watch: metrics.store });
  const store = given ?? (isKept ? await inMemory() : undefined);
  const trunkline = await startTrunkline(settings, {
    ...{ providers, log, auditLog, now, metrics },
    ...(store && { store }),
    ...(untakenBounds && { untakenBounds }),
    ...(isSynced && { createSync: createSyncs }),
  });
  return {
    demo,
    providers,
    url: trunkline.url,
    renewAuth: trunkline.renewAuth,
    admission: () => trunkline.admission(),
    inFlight: () => trunkline.inFlight(),
    store,
    renewDocuments: (documents) =>
      void trunkline.renew({ ...settings, documents: { ...settings.documents, ...documents } }, () => []),
    async close() {
      await trunkline.close(0);
      await demo.close();
    },
  };
}
