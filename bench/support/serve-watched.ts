import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openHistoryStore } from '../../src/history/store/open-history-store.ts';
import { createProviders } from '../../src/providers/index.ts';
import { checkSettings } from '../../src/server/settings-file/read-settings-file.ts';
import { type Trunkline, startTrunkline } from '../../src/server/start-trunkline.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { usedMegabytes } from './used-megabytes.ts';

/**
 * What the process of the server is told: `start` takes the place of whatever served before, so that no vendor is shut out
 * for what it did earlier; `blocked` and `memory` ask how it has been.
 */
export type Order =
  | { readonly kind: 'start'; readonly providers: readonly Readonly<Record<string, unknown>>[]; readonly more: object }
  | { readonly kind: 'blocked' }
  | { readonly kind: 'memory' };
/** What it answers: where it serves; the longest block in ms since it was asked before; MB alive after a full collection. */
export type Told = string | number;

const RESOLUTION_MS = 5;
const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delays.enable();
let served: Trunkline | null = null;

process.on('message', (order) => {
  void obey(order as Order).then((told) => {
    // What was done for the bench itself is no fault of a request.
    setTimeout(() => {
      delays.reset();
      process.send?.(told satisfies Told);
    }, 4 * RESOLUTION_MS);
  });
});
process.once('disconnect', () => process.exit(0));

async function obey(order: Order): Promise<Told> {
  if (order.kind === 'blocked') return Math.max(0, delays.max / 1e6 - RESOLUTION_MS);
  if (order.kind === 'memory') return usedMegabytes();
  await served?.close(0);
  const value = { ...order.more, server: { port: 0 }, providers: order.providers };
  const settings = checkSettings({ value, problems: [], filled: new Set() }, 'the benchmark');
  const providers = createProviders(settings.providers, { log: SILENT_LOG, now: Date.now });
  const store =
    'store' in order.more ? await openHistoryStore(settings.store, { as: 'server', onSetAside() {} }) : null;
  served = await startTrunkline(settings, { providers, log: SILENT_LOG, now: Date.now, ...(store && { store }) });
  return served.url;
}
