import { startDemo } from '../src/demo/index.ts';
import { openHistoryStore } from '../src/history/store/open-history-store.ts';
import { createSyncs } from '../src/history/sync/create-syncs.ts';
import { createProviders } from '../src/providers/index.ts';
import { checkSettings } from '../src/server/settings-file/read-settings-file.ts';
import { startTrunkline } from '../src/server/start-trunkline.ts';
import { SILENT_LOG } from '../src/transport/log.ts';
import { isListing } from '../test/history/sync/minimum-requests.ts';
import { createReport } from './report.ts';
import { BENCH_VENDORS } from './vendors.ts';

const CLIENTS = 64;
const SECONDS = 30;
/** One reading in so many seconds, and the one that runs when the clock starts. */
const ONCE_IN_SECONDS = 5;
const MOST_READINGS = SECONDS / ONCE_IN_SECONDS + 1;
const CALLS = 200;
const FILLED_WITHIN_MS = 240_000;

const PLAIN = [
  '',
  'direction: INBOUND',
  'direction: OUTBOUND',
  'outcome: MISSED',
  'outcome: ANSWERED',
  'durationSeconds: { min: 10 }',
  'durationSeconds: { max: 600 }',
  'hasRecording: true',
];
const FILTERS = [...PLAIN, ...PLAIN.map((filter) => `${filter} providers: ["portal", "pbx", "desk", "tracking"]`)];

const report = createReport(
  `The newest page of 50, asked by ${CLIENTS} clients with ${FILTERS.length} filters for ${SECONDS} s, vendors' limits on`,
);
const demo = await startDemo({ count: CALLS, hasLimits: true });
const value = {
  server: { port: 0 },
  store: { kind: 'memory' },
  // What an open day costs to follow is asked here, and not how long its history takes.
  history: { share: 0.9 },
  providers: demo.providers.map((provider) => ({ ...provider, historySince: daysAgo(5) })),
};
const settings = checkSettings({ value, problems: [], filled: new Set() }, 'the benchmark');
const tools = { log: SILENT_LOG, now: Date.now };
const store = await openHistoryStore({ kind: 'memory' }, { as: 'server', onSetAside() {} });
const trunkline = await startTrunkline(settings, {
  providers: createProviders(settings.providers, tools),
  store,
  createSync: createSyncs,
  ...tools,
});
await filled();

const vendors = BENCH_VENDORS.map(({ kind }) => ({ kind, server: demo.vendors[kind].server }));
for (const { server } of vendors) server.resetCounts();
const answers = await askFor(SECONDS * 1000);
for (const { kind, server } of vendors) {
  const lists = server.exchanges.filter(({ operation }) => isListing(kind, operation)).length;
  report.atMost(`${kind}: lists of calls`, lists, MOST_READINGS);
  report.note(`${kind}: ${server.count() - lists} requests for parts and names`);
}
report.holds('every answer is complete', answers.incomplete === 0, `${answers.complete} of them`);
report.atMost('the oldest reading that a page rests on, above its rung', answers.oldestSeconds, 15, ' s');
report.note(`${(answers.complete / SECONDS).toFixed(0)} answers a second`);
await trunkline.close(0);
await demo.close();
report.end();

/** Everybody asks again when they have their answer. */
async function askFor(ms: number) {
  const until = performance.now() + ms;
  const counted = { complete: 0, incomplete: 0, oldestSeconds: 0 };
  const run = async (client: number): Promise<void> => {
    for (let turn = client; performance.now() < until; turn += 1) {
      const { isComplete, asOf } = (await ask(FILTERS[turn % FILTERS.length]!)).callSessions;
      counted[isComplete ? 'complete' : 'incomplete'] += 1;
      counted.oldestSeconds = Math.max(counted.oldestSeconds, (Date.now() - Date.parse(asOf)) / 1000);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, client) => run(client)));
  return counted;
}

type Page = { readonly callSessions: { readonly isComplete: boolean; readonly asOf: string } };

/** What has begun within the last hour: older open hours are read once in `lateSeconds`. */
async function ask(filter: string): Promise<Page> {
  const from = new Date(Date.now() - 3_500_000).toISOString();
  const query = `{ callSessions(first: 50, filter: { startedAt: { from: "${from}" } ${filter} }) { isComplete asOf nodes { id outcome } } }`;
  return send<Page>(query);
}

async function filled(): Promise<void> {
  const until = performance.now() + FILLED_WITHIN_MS;
  for (;;) {
    const { providers } = await send<{
      readonly providers: readonly { readonly history: { readonly state: string } | null }[];
    }>('{ providers { history { state } } }');
    if (providers.every(({ history }) => history?.state === 'CURRENT')) return;
    if (performance.now() > until) throw new Error(`The history is not filled: ${JSON.stringify(providers)}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function send<Data>(query: string): Promise<Data> {
  const response = await fetch(`${trunkline.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as { readonly data?: Data; readonly errors?: unknown };
  if (errors !== undefined || data === undefined) throw new Error(JSON.stringify(errors));
  return data;
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}
