import { DATA_SETS_END, type DataSetName, createDataSet } from '../../../src/demo/data-sets.ts';
import type { DemoVendor } from '../../../src/demo/demo-vendor.ts';
import { type ZoomDemoOptions, startZoomContactCenter } from '../../../src/demo/zoom-contact-center/index.ts';
import { type ZoomContactCenter, createZoomContactCenter } from '../../../src/providers/zoom-contact-center/index.ts';
import { zoomContactCenterSettings } from '../../../src/providers/zoom-contact-center/settings.ts';
import { createHttpClient } from '../../../src/transport/create-http-client.ts';
import type { Http, HttpClient } from '../../../src/transport/http.ts';
import { SILENT_LOG } from '../../../src/transport/log.ts';

/** A contact centre, a provider that reads it, and the one clock of both. */
export type Desk = {
  readonly vendor: DemoVendor;
  readonly provider: ZoomContactCenter;
  readonly clock: { now: number };
  /** Query of each voice call list so far. */
  listed(): URLSearchParams[];
  count(operation: string): number;
  close(): Promise<void>;
};

export type DeskOptions = Partial<ZoomDemoOptions> & {
  readonly dataSet?: DataSetName;
  readonly count?: number;
  /** Stands between the provider and the network. */
  readonly between?: (send: Http, clock: { now: number }) => Http;
};

export async function startDesk({
  dataSet = 'even',
  count = 400,
  between,
  ...options
}: DeskOptions = {}): Promise<Desk> {
  const clock = { now: DATA_SETS_END };
  const { sources } = createDataSet(dataSet, { count });
  const vendor = await startZoomContactCenter({
    source: sources['zoom-contact-center'],
    now: () => clock.now,
    ...options,
  });
  const client = createHttpClient({ provider: 'desk' });
  const http: HttpClient = between ? { ...client, send: between(client.send, clock) } : client;
  const tools = { http, log: SILENT_LOG, now: () => clock.now };
  const provider = createZoomContactCenter(zoomContactCenterSettings.parse(vendor.settings), tools);
  return {
    vendor,
    provider,
    clock,
    listed: () =>
      vendor.server.exchanges
        .filter(({ operation }) => operation === 'voice_calls')
        .map(({ request }) => request.query),
    count: (operation) => vendor.server.exchanges.filter((exchange) => exchange.operation === operation).length,
    async close() {
      await provider.close();
      await vendor.close();
    },
  };
}
