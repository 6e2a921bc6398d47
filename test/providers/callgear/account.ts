import { type DemoCallgearOptions, startCallgear } from '../../../src/demo/callgear/index.ts';
import { DATA_SETS_END, type DataSetName, createDataSet } from '../../../src/demo/data-sets.ts';
import type { DemoVendor } from '../../../src/demo/demo-vendor.ts';
import { ROW_SELECTION } from '../../../src/domain/call-selection.ts';
import type { CallSession } from '../../../src/domain/call-session.ts';
import { DAY_MS } from '../../../src/time/instant.ts';
import type { ListQuery, Provider } from '../../../src/domain/provider.ts';
import { createCallgear } from '../../../src/providers/callgear/index.ts';
import { callgearSettings } from '../../../src/providers/callgear/settings.ts';
import { createHttpClient } from '../../../src/transport/create-http-client.ts';
import { SILENT_LOG } from '../../../src/transport/log.ts';
import { type Asked, listCalls } from '../../support/ask-provider.ts';

export const NOW = DATA_SETS_END;
export const SIGNAL = new AbortController().signal;
export const LAST_MONTH = { from: NOW - 30 * DAY_MS, to: NOW };

type Params = Record<string, unknown>;

/** A demo account and providers that read it. */
export type TestAccount = {
  readonly vendor: DemoVendor;
  /** A provider with the vendor's settings, some of them changed; undefined takes one away. */
  createProvider(changes?: Readonly<Record<string, unknown>>): Provider;
  /** The parameters of every request of a method so far. */
  paramsOf(method: string): Params[];
  close(): Promise<void>;
};

/** Starts an account that behaves as the options say. */
export async function startAccount(
  options: Partial<DemoCallgearOptions> = {},
  dataSet: DataSetName = 'even',
): Promise<TestAccount> {
  const { sources } = createDataSet(dataSet, dataSet === 'even' ? { count: 400 } : {});
  const vendor = await startCallgear({ source: sources.callgear, now: () => NOW, ...options });
  const providers: Provider[] = [];
  return {
    vendor,
    createProvider(changes = {}) {
      const entries = Object.entries({ ...vendor.settings, ...changes }).filter(([, value]) => value !== undefined);
      const settings = callgearSettings.parse(Object.fromEntries(entries));
      const http = createHttpClient({ provider: settings.id });
      const provider = createCallgear(settings, { http, log: SILENT_LOG, now: options.now ?? (() => NOW) });
      providers.push(provider);
      return provider;
    },
    paramsOf: (method) =>
      vendor.server.exchanges
        .filter((exchange) => exchange.operation === method)
        .map((exchange) => (JSON.parse(exchange.request.body) as { params: Params }).params),
    async close() {
      await Promise.all(providers.map((provider) => provider.close()));
      await vendor.close();
    },
  };
}

/** Lists calls to the end of the range. */
export async function list(provider: Provider, query: Partial<ListQuery & Asked> = {}): Promise<CallSession[]> {
  const calls: CallSession[] = [];
  const whole: ListQuery & Asked = {
    range: LAST_MONTH,
    direction: 'ASC',
    filter: {},
    selection: ROW_SELECTION,
    expect: 100,
    ...query,
  };
  for await (const page of listCalls(provider, whole, SIGNAL)) calls.push(...page.calls);
  return calls;
}

export const idsOf = (calls: readonly { readonly nativeId: string }[]): string[] => calls.map((call) => call.nativeId);
