import { type Demo, startDemo } from '../../../src/demo/index.ts';
import type { Provider } from '../../../src/domain/provider.ts';
import { openHistoryStore } from '../../../src/history/store/open-history-store.ts';
import { createSyncs } from '../../../src/history/sync/create-syncs.ts';
import { createProviders } from '../../../src/providers/index.ts';
import { checkSettings } from '../../../src/server/settings-file/read-settings-file.ts';
import type { Settings } from '../../../src/server/settings.ts';
import { type Renewal, startTrunkline } from '../../../src/server/start-trunkline.ts';
import { createAccountMemory } from '../../../src/transport/account-memory.ts';
import { SILENT_LOG } from '../../../src/transport/log.ts';

type Entry = Readonly<Record<string, unknown>>;
type Answer = { readonly data: Record<string, unknown> | null; readonly errors?: unknown };

/** A server over the demo vendors whose settings are changed while it runs. */
export type RenewedServer = {
  readonly demo: Demo;
  /** Goes by these providers, and by settings beside them. */
  readonly renew: (
    providers: readonly Entry[],
    more?: object,
    create?: (own: Settings['providers']) => Provider[],
  ) => Renewal;
  /** Settings of the providers that were made, and those that were closed, in order. */
  readonly made: string[];
  readonly closed: string[];
  readonly ask: (query: string) => Promise<Answer>;
  close(): Promise<void>;
};

/** Starts one that keeps its history in memory, with a syncer where it is wanted. */
export async function startRenewedServer(
  first: (demo: Demo) => readonly Entry[],
  { more = {}, hasHistory = false, count = 20 }: { more?: object; hasHistory?: boolean; count?: number } = {},
): Promise<RenewedServer> {
  const demo = await startDemo({ count });
  const tools = { log: SILENT_LOG, now: Date.now, memory: createAccountMemory() };
  const [made, closed]: [string[], string[]] = [[], []];
  const read = (providers: readonly Entry[], others: object): Settings => {
    const value = {
      server: { port: 0 },
      store: { kind: 'memory' },
      history: hasHistory ? {} : 'off',
      ...others,
      providers,
    };
    return checkSettings({ value, problems: [], filled: new Set() }, 'the test');
  };
  const create = (own: Settings['providers']): Provider[] =>
    createProviders(own, tools).map((provider) => {
      made.push(provider.key);
      return { ...provider, close: () => (closed.push(provider.key), provider.close()) };
    });
  const settings = read(first(demo), more);
  const trunkline = await startTrunkline(settings, {
    ...tools,
    providers: create(settings.providers),
    ...(hasHistory && {
      store: await openHistoryStore({ kind: 'memory' }, { as: 'server', onSetAside() {} }),
      createSync: createSyncs,
    }),
  });
  return {
    demo,
    renew: (providers, others = more, createThem = create) => trunkline.renew(read(providers, others), createThem),
    made,
    closed,
    async ask(query) {
      const response = await fetch(`${trunkline.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      return (await response.json()) as Answer;
    },
    async close() {
      await trunkline.close(0);
      await demo.close();
    },
  };
}

/** The ids of the providers that a caller sees. */
export async function keysOf({ ask }: Pick<RenewedServer, 'ask'>): Promise<string[]> {
  const { data } = await ask('{ providers { key } }');
  return (data as { providers: { key: string }[] }).providers.map(({ key }) => key);
}
