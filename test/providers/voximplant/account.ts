import { onTestFinished } from 'vitest';
import { DATA_SETS_END, type DataSetName, createDataSet } from '../../../src/demo/data-sets.ts';
import type { DemoVendor } from '../../../src/demo/demo-vendor.ts';
import { type VoximplantDemoOptions, startVoximplant } from '../../../src/demo/voximplant/index.ts';
import type { DemoExchange } from '../../../src/demo/vendor-server.ts';
import type { Instant } from '../../../src/time/instant.ts';
import type { Provider } from '../../../src/domain/provider.ts';
import { createVoximplant } from '../../../src/providers/voximplant/index.ts';
import { voximplantSettings } from '../../../src/providers/voximplant/settings.ts';
import { createHttpClient } from '../../../src/transport/create-http-client.ts';
import { SILENT_LOG } from '../../../src/transport/log.ts';

export type TestAccount = {
  readonly vendor: DemoVendor;
  /** A provider of the account; `changes` go over the vendor's own settings. */
  readonly createProvider: (changes?: Readonly<Record<string, unknown>>, now?: () => Instant) => Provider;
};

export type TestAccountOptions = Partial<VoximplantDemoOptions> & {
  readonly dataSet?: DataSetName;
  readonly count?: number;
};

/** An account for one test, and providers that read it. */
export async function startAccount(options: TestAccountOptions = {}): Promise<TestAccount> {
  const { dataSet = 'even', count = 300, ...rest } = options;
  const { sources } = createDataSet(dataSet, { count });
  const vendor = await startVoximplant({ source: sources.voximplant, now: () => DATA_SETS_END, ...rest });
  const providers: Provider[] = [];
  onTestFinished(async () => {
    await Promise.all(providers.map((provider) => provider.close()));
    await vendor.close();
  });
  return {
    vendor,
    createProvider(changes = {}, now = rest.now ?? (() => DATA_SETS_END)) {
      const settings = voximplantSettings.parse({ ...vendor.settings, ...changes });
      const http = createHttpClient({ provider: settings.id });
      const provider = createVoximplant(settings, { http, log: SILENT_LOG, now });
      providers.push(provider);
      return provider;
    },
  };
}

/** The form that an exchange carried. */
export const sentIn = (exchange: DemoExchange | undefined): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(exchange?.request.body ?? ''));

/** The forms of every exchange of an operation so far. */
export const sentTo = ({ server }: DemoVendor, operation: string): Record<string, string>[] =>
  server.exchanges.filter((exchange) => exchange.operation === operation).map(sentIn);

/** A signal nobody aborts. */
export const unhurried = (): AbortSignal => new AbortController().signal;
