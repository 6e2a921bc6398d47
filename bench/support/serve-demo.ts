import { startDemo } from '../../src/demo/index.ts';
import type { Instant } from '../../src/time/instant.ts';
import { type RelayOptions, startRelay } from './relay.ts';

/** What the process is told first. Every later message asks how many requests have come. */
export type ServeDemo = RelayOptions & {
  /** When the data set ends; now, when left out. */
  readonly endsAt?: Instant;
  /** Whether the vendors' documented limits bite. */
  readonly hasLimits?: boolean;
};
/** The providers of a settings file, and when the data set ends. */
export type ServedDemo = {
  readonly providers: readonly Readonly<Record<string, unknown>>[];
  readonly endsAt: Instant;
  /** How many calls the vendors have. */
  readonly calls: number;
};

let requests = 0;

/** The demo vendors over `even` in a process of their own, so that their work is not taken for the product's. */
process.once('message', (message) => {
  void serve(message as ServeDemo).then((served) => {
    process.on('message', () => process.send?.(requests));
    process.send?.(served);
  });
});
process.once('disconnect', () => process.exit(0));

async function serve({ endsAt = Date.now(), hasLimits = false, ...relay }: ServeDemo): Promise<ServedDemo> {
  const late = Date.now() - endsAt;
  const demo = await startDemo({ dataSet: 'even', hasLimits, now: () => Date.now() - late });
  let providers = JSON.stringify(demo.providers);
  for (const { server } of Object.values(demo.vendors))
    providers = providers.replaceAll(server.url, await startRelay(server.url, relay, () => (requests += 1)));
  const calls = Object.values(demo.vendors).reduce((sum, vendor) => sum + vendor.truth().length, 0);
  return { providers: JSON.parse(providers) as ServedDemo['providers'], endsAt, calls };
}
