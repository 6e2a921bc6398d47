import { startDemo } from '../src/demo/index.ts';
import type { KeepingProvider } from '../src/history/reading.ts';
import type { HistoryStore } from '../src/history/store/history-store.ts';
import { openHistoryStore } from '../src/history/store/open-history-store.ts';
import { createProviders } from '../src/providers/index.ts';
import { checkSettings } from '../src/server/settings-file/read-settings-file.ts';
import { startTrunkline } from '../src/server/start-trunkline.ts';
import { DAY_MS } from '../src/time/instant.ts';
import { SILENT_LOG } from '../src/transport/log.ts';
import { keepWhole, openAccountOf } from '../test/history/kept-world.ts';
import { createReport } from './report.ts';

const NOW = Date.now();
const now = (): number => NOW;
const BEGIN = NOW - 121 * DAY_MS;
const END = NOW - 2 * DAY_MS;
const DEEP = BEGIN + 0.1 * (END - BEGIN);
const WINDOW_MS = 10 * DAY_MS;
const PAGES = 150;

const report = createReport(
  'A settled page of 100 with legs, agents and recordings, kept: `even`, over four providers',
);
const demo = await startDemo({ now });
const value = { server: { port: 0 }, store: { kind: 'memory' }, providers: demo.providers };
const settings = checkSettings({ value, problems: [], filled: new Set() }, 'the benchmark');
const providers = createProviders(settings.providers, { log: SILENT_LOG, now });
const store = await openHistoryStore({ kind: 'memory' }, { as: 'server', onSetAside() {} });
for (const provider of providers) await fill(store, provider as KeepingProvider);
const trunkline = await startTrunkline(settings, { providers, store, log: SILENT_LOG, now });

// Names of agents that are new are asked for, once a day.
await readPage(END);
await readPage(DEEP);
for (const { server } of Object.values(demo.vendors)) server.resetCounts();
const newest = await time(END);
const deepest = await time(DEEP);
const requests = Object.values(demo.vendors).reduce((sum, { server }) => sum + server.count(), 0);
report.atMost('requests to vendors', requests, 0);
report.note(`pages a second, one client: ${(1000 / newest).toFixed(1)}; a page takes ${newest.toFixed(2)} ms`);
report.atMost('the same at 90 % depth, as a multiple', deepest / newest, 1.5);
await trunkline.close(0);
await demo.close();
report.end();

async function fill(into: HistoryStore, provider: KeepingProvider): Promise<void> {
  const account = await openAccountOf(into, provider);
  for (let from = BEGIN; from < END; from += WINDOW_MS)
    await keepWhole(into, account, provider, { from, to: Math.min(END, from + WINDOW_MS) }, NOW);
}

/** The middle of what pages take that end here. */
async function time(to: number): Promise<number> {
  const taken: number[] = [];
  for (let page = 0; page < PAGES; page += 1) {
    const start = performance.now();
    await readPage(to);
    taken.push(performance.now() - start);
  }
  return taken.sort((a, b) => a - b)[PAGES / 2]!;
}

async function readPage(to: number): Promise<void> {
  const query = `{ callSessions(first: 100, filter: { startedAt: { to: "${new Date(to).toISOString()}" } }) { isComplete
    nodes { startedAt providerKey nativeId durationSeconds direction outcome customer { number }
      agents { displayName } legs { direction durationSeconds agent { displayName } } recordings { kind durationSeconds } } } }`;
  const response = await fetch(`${trunkline.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data } = (await response.json()) as { data: { callSessions: { isComplete: boolean; nodes: unknown[] } } };
  if (!data.callSessions.isComplete || data.callSessions.nodes.length !== 100) throw new Error('a page is not whole');
}
