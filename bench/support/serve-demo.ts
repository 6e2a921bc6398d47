import { startDemo } from '../../src/demo/index.ts';
import { type RelayOptions, startRelay } from './relay.ts';

/** The providers of a settings file, and when the data set ends. */
export type ServedDemo = { readonly providers: readonly Readonly<Record<string, unknown>>[]; readonly endsAt: number };

/** The demo vendors over `even` in a process of their own, so that their work is not taken for the product's. */
process.once('message', (message) => {
  void serve(message as RelayOptions).then((served) => process.send?.(served));
});
process.once('disconnect', () => process.exit(0));

async function serve(options: RelayOptions): Promise<ServedDemo> {
  const endsAt = Date.now();
  const demo = await startDemo({ dataSet: 'even' });
  let providers = JSON.stringify(demo.providers);
  for (const { server } of Object.values(demo.vendors))
    providers = providers.replaceAll(server.url, await startRelay(server.url, options));
  return { providers: JSON.parse(providers) as ServedDemo['providers'], endsAt };
}
