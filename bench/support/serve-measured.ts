import { createProviders } from '../../src/providers/index.ts';
import { checkSettings } from '../../src/server/settings-file/read-settings-file.ts';
import { startTrunkline } from '../../src/server/start-trunkline.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';

/** What the process of the server is told, as the first message it gets; every later one asks for its memory. */
export type ServeMeasured = { readonly provider: Readonly<Record<string, unknown>> };
/** Resident bytes now, and the most since it was asked before. */
export type Memory = { readonly now: number; readonly peak: number };

const SAMPLE_MS = 20;
let peak = 0;
const sample = () => {
  const { rss } = process.memoryUsage();
  peak = Math.max(peak, rss);
  return rss;
};

/** The product alone in its process, which says how much memory it takes. */
process.once('message', (message) => {
  void serve(message as ServeMeasured).then((url) => {
    setInterval(sample, SAMPLE_MS);
    process.on('message', () => {
      const now = sample();
      process.send?.({ now, peak } satisfies Memory);
      peak = now;
    });
    process.send?.(url);
  });
});
process.once('disconnect', () => process.exit(0));

async function serve({ provider }: ServeMeasured): Promise<string> {
  const value = { server: { port: 0 }, providers: [provider] };
  const settings = checkSettings({ value, problems: [], filled: new Set() }, 'the benchmark');
  const providers = createProviders(settings.providers, { log: SILENT_LOG, now: Date.now });
  return (await startTrunkline(settings, { providers, log: SILENT_LOG, now: Date.now })).url;
}
