import { pino } from 'pino';
import { createLog } from '../../src/cli/create-log.ts';
import { openHistoryStore } from '../../src/history/store/open-history-store.ts';
import { createProviders } from '../../src/providers/index.ts';
import { type ServerMetrics, createServerMetrics } from '../../src/server/metrics/server-metrics.ts';
import { checkSettings } from '../../src/server/settings-file/read-settings-file.ts';
import { startTrunkline } from '../../src/server/start-trunkline.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';

/** What the process is told first; every later message asks for the processor time it has used, in microseconds. */
export type ServeObserved = {
  readonly providers: readonly Readonly<Record<string, unknown>>[];
  /** Whether requests are written down and counted. */
  readonly isObserved: boolean;
};

process.once('message', (message) => {
  void serve(message as ServeObserved).then((url) => {
    process.on('message', () => {
      const { user, system } = process.cpuUsage();
      process.send?.(user + system);
    });
    process.send?.(url);
  });
});
process.once('disconnect', () => process.exit(0));

async function serve({ providers: chosen, isObserved }: ServeObserved): Promise<string> {
  const value = { server: { port: 0 }, store: { kind: 'memory' }, providers: chosen };
  const settings = checkSettings({ value, problems: [], filled: new Set() }, 'the benchmark');
  const log = isObserved ? createLog('info', pino.destination('/dev/null')) : SILENT_LOG;
  const metrics = isObserved ? createServerMetrics() : UNCOUNTED;
  const providers = createProviders(settings.providers, { log, now: Date.now, traffic: metrics.traffic });
  const store = await openHistoryStore(settings.store, { as: 'server', onSetAside() {}, watch: metrics.store });
  const { url } = await startTrunkline(settings, { providers, log, now: Date.now, metrics, store });
  return url;
}

const ignore = (): void => {};
const UNCOUNTED: ServerMetrics = {
  http: { asked: () => ignore, inFlight: () => 0 },
  requestAnswered: ignore,
  syncFailed: ignore,
  traffic: { asked: ignore, waited: ignore },
  store: { asked: () => ignore, inFlight: () => 0 },
  hookCame: ignore,
  read: () => Promise.resolve({ contentType: 'text/plain', text: '' }),
};
