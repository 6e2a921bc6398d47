import { setTimeout as delay } from 'node:timers/promises';
import { DEMO_KINDS, type DemoKind } from '../src/demo/call-source.ts';
import { startDemo } from '../src/demo/index.ts';
import { openHistoryStore } from '../src/history/store/open-history-store.ts';
import { createSyncs } from '../src/history/sync/create-syncs.ts';
import { createProviders } from '../src/providers/index.ts';
import { checkSettings } from '../src/server/settings-file/read-settings-file.ts';
import { startTrunkline } from '../src/server/start-trunkline.ts';
import { SILENT_LOG } from '../src/transport/log.ts';
import { listenToFeed } from '../test/support/listen-to-feed.ts';
import { createReport } from './report.ts';

const MOST_SECONDS = 2;
const ROUNDS = 5;
const CALLS = 200;
const LOOK_MS = 10;
/** Longer than a vendor takes to show a call that it has pushed, and than the run: nothing but a hook makes it be read. */
const FRESH_SECONDS = 600;
const PATIENCE_MS = 120_000;

const report = createReport(
  `From the moment that a vendor has a call which it pushes, to its event in a subscription: ${ROUNDS} calls of each, vendors' limits on`,
);
const demo = await startDemo({ count: CALLS, hasLimits: true, hasHooks: true });
const value = {
  server: { port: 0 },
  store: { kind: 'memory' },
  history: { freshSeconds: FRESH_SECONDS },
  providers: demo.providers.map((provider) => ({ ...provider, historySince: daysAgo(5) })),
};
const settings = checkSettings({ value, problems: [], filled: new Set() }, 'the benchmark');
const tools = { log: SILENT_LOG, now: Date.now };
const trunkline = await startTrunkline(settings, {
  providers: createProviders(settings.providers, tools),
  store: await openHistoryStore({ kind: 'memory' }, { as: 'server', onSetAside() {} }),
  createSync: createSyncs,
  ...tools,
});
await demo.pushTo(trunkline.url);
const feed = await listenToFeed(trunkline.url, new Date(Date.now() - 300_000));
await filled();

const measured = await Promise.all(DEMO_KINDS.map(async (kind) => [kind, await measure(kind)] as const));
for (const [kind, seconds] of measured) {
  report.atMost(`${kind}: the slowest`, Math.max(...seconds), MOST_SECONDS, ' s');
  report.note(`each: ${seconds.map((each) => each.toFixed(2)).join(', ')} s`);
}
feed.end();
await trunkline.close(0);
await demo.close();
report.end();

async function filled(): Promise<void> {
  const query = encodeURIComponent('{ providers { history { state } } }');
  type Answer = { readonly data: { readonly providers: readonly { readonly history: { readonly state: string } }[] } };
  for (let isCurrent = false; !isCurrent; await delay(500)) {
    const { data } = (await (await fetch(`${trunkline.url}/graphql?query=${query}`)).json()) as Answer;
    isCurrent = data.providers.every(({ history }) => history.state === 'CURRENT');
  }
}

/** How long each of some calls took, pushed at any moment of a second. */
async function measure(kind: DemoKind): Promise<number[]> {
  const came: Promise<number>[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { nativeId } = await demo.endCall(kind);
    came.push(follow(kind, nativeId));
    await delay(3000 + 1000 * Math.random());
  }
  return Promise.all(came);
}

/** Infinity where it never comes. */
async function follow(kind: DemoKind, nativeId: string): Promise<number> {
  const vendor = demo.vendors[kind];
  const giveUpAt = performance.now() + PATIENCE_MS;
  const until = async (isSo: () => boolean): Promise<number> => {
    while (!isSo() && performance.now() < giveUpAt) await delay(LOOK_MS);
    return performance.now();
  };
  const isThere = (): boolean => vendor.truth().some((place) => place.nativeId === nativeId);
  const thereAt = await until(isThere);
  await until(() => feed.cameAt.has(nativeId));
  return ((feed.cameAt.get(nativeId) ?? Infinity) - thereAt) / 1000;
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}
