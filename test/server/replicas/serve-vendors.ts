import { type Demo, type DemoOptions, startDemo } from '../../../src/demo/index.ts';

/** What the process is told first; every later message asks what has come so far. */
export type ServeVendors = Pick<DemoOptions, 'dataSet' | 'count' | 'hasLimits'> & { readonly latencyMs: number };
/** The providers of a settings file, and every call that their vendors hold, oldest first. */
export type ServedVendors = Pick<Demo, 'providers'> & {
  readonly truth: readonly { readonly provider: string; readonly nativeId: string; readonly startedAt: number }[];
};
/** What has come to each provider's vendor. */
export type VendorCounts = Readonly<
  Record<string, { readonly requests: number; readonly overLimit: number; readonly tokens: number }>
>;

/** The demo vendors in a process of their own, as vendors are. */
process.once('message', (message) => {
  void serve(message as ServeVendors).then(({ served, count }) => {
    process.on('message', () => process.send?.(count()));
    process.send?.(served);
  });
});
process.once('disconnect', () => process.exit(0));

async function serve({ latencyMs, ...options }: ServeVendors) {
  const demo = await startDemo({ ...options, now: Date.now });
  const vendors = Object.values(demo.vendors);
  for (const { server } of vendors) if (latencyMs > 0) server.fault({ fault: { kind: 'latency', ms: latencyMs } });
  const truth = vendors.flatMap((vendor) =>
    vendor.truth().map((place) => ({ provider: vendor.settings.id, ...place })),
  );
  const count = (): VendorCounts =>
    Object.fromEntries(
      vendors.map(({ settings, server }) => [
        settings.id,
        {
          requests: server.count(),
          overLimit: server.exchanges.filter(({ isOverLimit }) => isOverLimit).length,
          tokens: server.exchanges.filter(({ purpose }) => purpose === 'token').length,
        },
      ]),
    );
  return { served: { providers: demo.providers, truth } satisfies ServedVendors, count };
}
