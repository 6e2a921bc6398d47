import { startDemo } from '../../src/demo/index.ts';
import { startReplay } from './replay.ts';

/** What the process of the vendors is told, as the first message it gets. */
export type ServeDemo = { readonly latencyMs: number; readonly replaysVoximplant: boolean };
/** What it answers: the providers of a settings file, and when the data set ends. */
export type ServedDemo = { readonly providers: readonly Readonly<Record<string, unknown>>[]; readonly endsAt: number };

/** The demo vendors over `even` in a process of their own, so that their work is not taken for the product's. */
process.once('message', (message) => {
  void serve(message as ServeDemo).then((served) => process.send?.(served));
});
process.once('disconnect', () => process.exit(0));

async function serve({ latencyMs, replaysVoximplant }: ServeDemo): Promise<ServedDemo> {
  const endsAt = Date.now();
  const demo = await startDemo({ dataSet: 'even' });
  if (latencyMs > 0)
    for (const { server } of Object.values(demo.vendors)) server.fault({ fault: { kind: 'latency', ms: latencyMs } });
  if (!replaysVoximplant) return { providers: demo.providers, endsAt };
  const providers = await Promise.all(
    demo.providers.map(async (provider) =>
      provider['kind'] === 'voximplant'
        ? { ...provider, baseUrl: await startReplay(String(provider['baseUrl'])) }
        : provider,
    ),
  );
  return { providers, endsAt };
}
