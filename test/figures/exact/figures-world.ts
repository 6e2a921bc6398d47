import type { Agent } from '../../../src/domain/agent.ts';
import { DATA_SETS_END, type DataSetName } from '../../../src/demo/data-sets.ts';
import { type Demo, startDemo } from '../../../src/demo/index.ts';
import type { Provider } from '../../../src/domain/provider.ts';
import type { HistoryStore } from '../../../src/history/store/history-store.ts';
import { withReadTimes } from '../../../src/history/with-read-times.ts';
import { createProviders } from '../../../src/providers/index.ts';
import { anyProviderSettings } from '../../../src/providers/provider-kinds.ts';
import { DAY_MS, type Instant } from '../../../src/time/instant.ts';
import { SILENT_LOG } from '../../../src/transport/log.ts';
import { type QueryRunner, createQueryRunner } from '../../support/run-query.ts';
import { keepWhole, keepingIn, openAccountOf, toKeeping } from '../../history/kept-world.ts';
import { PAGE_FIELDS, type PageCall } from './fold-by-hand.ts';

export const NOW: Instant = DATA_SETS_END;
/** From before the first call of any data set to now. */
export const ALL: { readonly from: Instant; readonly to: Instant } = { from: NOW - 460 * DAY_MS, to: NOW };

/** The demo vendors, with all of their calls kept, and not. */
export type FiguresWorld = {
  readonly demo: Demo;
  readonly kept: QueryRunner;
  /** Over the vendors themselves: nothing is kept. */
  readonly live: QueryRunner;
  /** Every call that passes a filter, page by page. */
  walk(filter?: Readonly<Record<string, unknown>>): Promise<readonly PageCall[]>;
  requests(): number;
  close(): Promise<void>;
};

/** Starts it over a data set. */
export async function startFiguresWorld(
  dataSet: DataSetName,
  store: HistoryStore,
  options: { readonly count?: number } = {},
): Promise<FiguresWorld> {
  const now = (): Instant => NOW;
  const demo = await startDemo({ now, dataSet, ...options });
  const settings = demo.providers.map((each) => anyProviderSettings().parse(each));
  const vendors = createProviders(settings, { log: SILENT_LOG, now });
  const keepVendor = async (vendor: Provider): Promise<Provider> => {
    const provider = toKeeping(vendor);
    const account = await openAccountOf(store, provider);
    await keepWhole(store, account, provider, ALL);
    const kept = keepingIn(store, account, provider, now);
    // Whom calls name is kept as well.
    await (kept.listAgents(new AbortController().signal) satisfies Promise<readonly Agent[]>);
    return kept;
  };
  const keeping = await Promise.all(vendors.map(keepVendor));
  const kept = createQueryRunner(keeping, { now });
  const live = createQueryRunner(
    vendors.map((vendor) => withReadTimes(vendor, now)),
    { now },
  );
  return {
    demo,
    kept,
    live,
    async walk(filter = {}) {
      const calls: PageCall[] = [];
      const query = `query ($filter: CallSessionFilter, $after: String) { callSessions(first: 1000, filter: $filter, after: $after) {
        nodes { ${PAGE_FIELDS} } pageInfo { hasNextPage endCursor } isComplete } }`;
      for (let after: string | null = null, hasNext = true; hasNext;) {
        const startedAt = { from: iso(ALL.from), to: iso(ALL.to) };
        const { data, errors }: Awaited<ReturnType<typeof kept<Pages>>> = await kept<Pages>(query, {
          variables: { filter: { startedAt, ...filter }, after },
        });
        if (errors.length > 0 || !data.callSessions.isComplete)
          throw new Error(`a page is not whole: ${errors.join()}`);
        calls.push(...data.callSessions.nodes);
        hasNext = data.callSessions.pageInfo.hasNextPage;
        after = data.callSessions.pageInfo.endCursor;
      }
      return calls;
    },
    requests: () => Object.values(demo.vendors).reduce((sum, { server }) => sum + server.count(), 0),
    async close() {
      await Promise.all(vendors.map((vendor) => vendor.close()));
      await demo.close();
    },
  };
}

type Pages = {
  readonly callSessions: {
    readonly nodes: readonly PageCall[];
    readonly isComplete: boolean;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
};

export const iso = (instant: Instant): string => new Date(instant).toISOString();
