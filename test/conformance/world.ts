import type { CallSource } from '../../src/demo/call-source.ts';
import { DATA_SETS_END, type DataSetName, createDataSet } from '../../src/demo/data-sets.ts';
import type { DemoPlace, DemoVendor, DemoVendorOptions } from '../../src/demo/demo-vendor.ts';
import { bareCredential } from '../../src/demo/quote.ts';
import type { VendorServer } from '../../src/demo/vendor-server.ts';
import { compareText } from '../../src/domain/call-session.ts';
import type { Instant } from '../../src/time/instant.ts';
import type { Provider, ProviderKind } from '../../src/domain/provider.ts';
import type { ProviderTools } from '../../src/providers/provider-kinds.ts';
import { createHttpClient } from '../../src/transport/create-http-client.ts';
import { type LogLine, createRecordingLog } from '../support/recording-log.ts';

/** A vendor with a data set, and providers that read it. */
export type World = {
  /** By the clock of the suite, unless told otherwise. */
  createProvider(now?: () => Instant): Provider;
  /** Every call there is, in the order of the timeline, oldest first. */
  readonly truth: readonly DemoPlace[];
  /** The vendor's server; null where no network lies between. */
  readonly server: VendorServer | null;
  /** What must never appear, tokens that are in use by now included. */
  readonly secrets: readonly string[];
  /** Every line that its providers have logged. */
  readonly logged: readonly LogLine[];
  close(): Promise<void>;
};

export type StartWorld = (dataSet: DataSetName, count?: number) => Promise<World>;

/** What makes a vendor's world: its demo server and the provider's factory. */
export type VendorParts = {
  readonly kind: ProviderKind;
  readonly startVendor: (options: DemoVendorOptions) => Promise<DemoVendor>;
  readonly create: (settings: Readonly<Record<string, unknown>>, tools: ProviderTools) => Provider;
};

/** The moment it is for every vendor and provider of the suite. */
export const NOW = DATA_SETS_END;

/** Starts one vendor over a named data set, its limits off. */
export async function startVendorWorld(
  { kind, startVendor, create }: VendorParts,
  dataSet: DataSetName,
  count?: number,
): Promise<World> {
  const vendor = await startVendor({ source: createVendorSource(kind, dataSet, count), now: () => NOW });
  const providers: Provider[] = [];
  const { log, lines } = createRecordingLog();
  return {
    createProvider(now = () => NOW) {
      const http = createHttpClient({ provider: vendor.settings.id });
      const provider = create(vendor.settings, { http, log, now });
      providers.push(provider);
      return provider;
    },
    truth: [...vendor.truth()].sort((a, b) => a.startedAt - b.startedAt || compareText(a.nativeId, b.nativeId)),
    server: vendor.server,
    get secrets() {
      const sent = vendor.server.exchanges.map(({ request }) => bareCredential(request.headers.authorization));
      return [...new Set([...vendor.secrets, ...sent])].filter((secret) => secret !== '');
    },
    logged: lines,
    async close() {
      await Promise.all(providers.map((provider) => provider.close()));
      await vendor.close();
    },
  };
}

/** The calls of a vendor in a data set; for one that is not in the demo those of another, with a crowd in one second. */
export function createVendorSource(kind: ProviderKind, dataSet: DataSetName, count?: number): CallSource {
  const { sources } = createDataSet(dataSet, count === undefined ? {} : { count });
  const known: Readonly<Partial<Record<ProviderKind, CallSource>>> = sources;
  return known[kind] ?? sources.voximplant;
}
