import { ANYBODY } from '../../src/domain/caller.ts';
import { DATA_SETS_END, type DataSetName } from '../../src/demo/data-sets.ts';
import { type Demo, startDemo } from '../../src/demo/index.ts';
import { compareCalls } from '../../src/domain/call-session.ts';
import type { Instant } from '../../src/time/instant.ts';
import { createProviders } from '../../src/providers/index.ts';
import { schema } from '../../src/schema.ts';
import { createContextFactory } from '../../src/server/context.ts';
import { checkSettings } from '../../src/server/settings-file/read-settings-file.ts';
import { createGraphServer } from '../../src/server/yoga.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { withOpenPlan } from './open-plans.ts';

export type TruePlace = { readonly provider: string; readonly nativeId: string; readonly startedAt: Instant };

/** Sends a query to the graph; throws where the answer has errors. */
export type Ask = (query: string, variables?: object) => Promise<Readonly<Record<string, unknown>>>;

/** A graph over the four demo vendors, with everything that lives in its memory. */
export type Graph = { readonly ask: Ask; close(): Promise<void> };

/** The four demo vendors over one data set, and graphs that read them over HTTP. */
export type GraphWorld = {
  readonly demo: Demo;
  /** Every call there is, in the order of the timeline, oldest first. */
  readonly truth: readonly TruePlace[];
  /** A graph as a process has it that has just started. */
  createGraph(): Graph;
  /** Data requests so far, by provider key. */
  countRequests(): Record<string, number>;
  close(): Promise<void>;
};

const now = (): Instant => DATA_SETS_END;

/** Starts the demo vendors over a named data set, their limits off, and plans that the vendors do not limit. */
export async function startGraphWorld(dataSet: DataSetName, count?: number): Promise<GraphWorld> {
  const demo = await startDemo({ dataSet, now, ...(count === undefined ? {} : { count }) });
  const vendors = Object.values(demo.vendors);
  const settings = toSettings(demo);
  return {
    demo,
    truth: vendors
      .flatMap((vendor) => vendor.truth().map((place) => ({ provider: vendor.settings.id, ...place })))
      .sort(compareCalls),
    createGraph: () => createGraph(settings),
    countRequests: () => Object.fromEntries(vendors.map(({ settings: { id }, server }) => [id, server.count()])),
    close: () => demo.close(),
  };
}

function toSettings(demo: Demo) {
  const value = { log: { level: 'silent' }, providers: demo.providers.map(withOpenPlan) };
  return checkSettings({ value, problems: [], filled: new Set() }, 'the demo');
}

function createGraph(settings: ReturnType<typeof toSettings>): Graph {
  const providers = createProviders(settings.providers, { log: SILENT_LOG, now });
  const byKey = new Map(providers.map((provider) => [provider.key, provider]));
  const createContext = createContextFactory({ settings, providers: byKey, now });
  const server = createGraphServer({
    schema,
    settings,
    providers,
    log: SILENT_LOG,
    createContext: ({ request }) => createContext({ request, caller: ANYBODY }),
  });
  return {
    async ask(query, variables = {}) {
      const response = await server.fetch('http://127.0.0.1/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await response.json()) as { data?: Record<string, unknown>; errors?: object[] };
      if (errors !== undefined || data === undefined) throw new Error(`the graph answered ${JSON.stringify(errors)}`);
      return data;
    },
    async close() {
      await server.dispose();
      await Promise.all(providers.map((provider) => provider.close()));
    },
  };
}
