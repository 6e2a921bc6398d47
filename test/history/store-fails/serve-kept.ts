import { expect } from 'vitest';
import { DATA_SETS_END } from '../../../src/demo/data-sets.ts';
import { type Demo, startDemo } from '../../../src/demo/index.ts';
import { type StoreSettings, openHistoryStore } from '../../../src/history/store/open-history-store.ts';
import { createSyncs } from '../../../src/history/sync/create-syncs.ts';
import { createProviders } from '../../../src/providers/index.ts';
import { checkSettings } from '../../../src/server/settings-file/read-settings-file.ts';
import { startTrunkline } from '../../../src/server/start-trunkline.ts';
import { DAY_MS } from '../../../src/time/instant.ts';
import { createRecordingLog } from '../../support/recording-log.ts';

/** The demo vendors behind a server whose store may fail. */
export type ServedHistory = {
  readonly demo: Demo;
  readonly url: string;
  /** A page of settled calls of all providers, and how many requests it cost the vendors. */
  readPage(): Promise<{ readonly page: Page; readonly requests: number }>;
  /** Whether the account behind every provider is known: until then nothing of it is kept. */
  isKnown(): Promise<boolean>;
  /** Reads the same calls anew: they are kept by that, behind the answer. */
  readAnew(): Promise<Page>;
  /** Does so, and waits until they are read from the store. */
  keepPage(): Promise<Page>;
  query(query: string, headers?: Record<string, string>): Promise<Answer>;
  /** What its log has said of the store. */
  readonly said: () => string[];
  close(): Promise<void>;
};

type Page = {
  readonly isComplete: boolean;
  readonly totalCount: number | null;
  readonly problems: readonly { readonly message: string }[];
  readonly nodes: readonly { readonly nativeId: string; readonly providerKey: string }[];
};
export type Answer = {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
};

/** Closed since long when it is read. */
const SETTLED = {
  from: new Date(DATA_SETS_END - 60 * DAY_MS).toISOString(),
  to: new Date(DATA_SETS_END - 10 * DAY_MS).toISOString(),
};
const PAGE = `{ callSessions(first: 500, filter: { startedAt: { from: "${SETTLED.from}", to: "${SETTLED.to}" } }) {
  isComplete totalCount problems { message } nodes { nativeId providerKey note }
} }`;

/** Starts a server as the program does; without a sync, nothing is read but what a test asks for. */
export async function serveKept(
  demo: Demo,
  store: StoreSettings,
  { isSynced = false }: { readonly isSynced?: boolean } = {},
): Promise<ServedHistory> {
  const { log, lines } = createRecordingLog();
  const now = () => DATA_SETS_END;
  const opened = await openHistoryStore(store, {
    as: 'server',
    onSetAside: (name) => log.error({ name }, 'the store was set aside'),
  });
  const value = { server: { port: 0 }, providers: demo.providers, history: { share: 0.9 } };
  const settings = checkSettings({ value, problems: [], filled: new Set() }, 'the test');
  const trunkline = await startTrunkline(settings, {
    providers: createProviders(settings.providers, { log, now }),
    store: opened,
    log,
    now,
    ...(isSynced && { createSync: createSyncs }),
  });
  const servers = Object.values(demo.vendors).map(({ server }) => server);
  const query = async (text: string, headers: Record<string, string> = {}): Promise<Answer> => {
    const response = await fetch(`${trunkline.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: text }),
    });
    return (await response.json()) as Answer;
  };
  const pageOf = ({ data, errors }: Answer): Page => {
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data!['callSessions'] as Page;
  };
  const readPage = async () => {
    for (const server of servers) server.resetCounts();
    const page = pageOf(await query(PAGE));
    return { page, requests: servers.reduce((sum, server) => sum + server.count(), 0) };
  };
  const readAnew = async () => pageOf(await query(PAGE, { 'cache-control': 'no-cache' }));
  return {
    demo,
    url: trunkline.url,
    query,
    readPage,
    readAnew,
    async keepPage() {
      const anew = await readAnew();
      await expect.poll(async () => (await readPage()).requests, { timeout: 25_000 }).toBe(0);
      return anew;
    },
    async isKnown() {
      const { data } = await query('{ providers { history { calls } } }');
      return ((data?.['providers'] ?? []) as { history: object | null }[]).every(({ history }) => history !== null);
    },
    said: () => lines.map(({ message }) => message).filter((message) => /store|kept/.test(message)),
    close: () => trunkline.close(0),
  };
}

export const startSmallDemo = (): Promise<Demo> => startDemo({ count: 200, now: () => DATA_SETS_END });
