import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createProviders } from '../../src/providers/index.ts';
import { checkSettings } from '../../src/server/settings-file/read-settings-file.ts';
import { startTrunkline } from '../../src/server/start-trunkline.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { usedMegabytes } from './used-megabytes.ts';

/** What the process of the server is told, as the first message it gets; every later one asks how it has been. */
export type ServeWatched = { readonly providers: readonly Readonly<Record<string, unknown>>[] };
/** The longest that the event loop stood still since it was asked before, and what is alive after a full collection. */
export type Watched = { readonly blockedMs: number; readonly megabytes: number };

const RESOLUTION_MS = 5;

process.once('message', (message) => {
  void serve(message as ServeWatched).then((url) => {
    const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
    delays.enable();
    process.on('message', () => {
      const blockedMs = Math.max(0, delays.max / 1e6 - RESOLUTION_MS);
      const megabytes = usedMegabytes();
      // The collection that was just made is no fault of a request.
      setTimeout(() => {
        delays.reset();
        process.send?.({ blockedMs, megabytes } satisfies Watched);
      }, 4 * RESOLUTION_MS);
    });
    process.send?.(url);
  });
});
process.once('disconnect', () => process.exit(0));

async function serve({ providers: entries }: ServeWatched): Promise<string> {
  const settings = checkSettings(
    { value: { server: { port: 0 }, providers: entries }, problems: [], filled: new Set() },
    'the benchmark',
  );
  const providers = createProviders(settings.providers, { log: SILENT_LOG, now: Date.now });
  return (await startTrunkline(settings, { providers, log: SILENT_LOG, now: Date.now })).url;
}
