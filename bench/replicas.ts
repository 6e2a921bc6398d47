import { setTimeout } from 'node:timers/promises';
import { DAY_MS } from '../src/time/instant.ts';
import { type Replica, Overloaded, askReplica, startReplicas } from '../test/server/replicas/start-replicas.ts';
import { walkOverReplicas } from '../test/server/replicas/walk-over-replicas.ts';
import { createReport } from './report.ts';

const QUERIES = 500;
const CLIENTS = 20;
/** Vendors are as far away as in `first-page`; nobody waits for a limit for longer than this. */
const LATENCY_MS = 100;
const DEADLINE_MS = 3000;
const KILL_AFTER = 150;
const WALK_PAGE = 100;
const KILL_EVERY = 8;

const PAGE = `query Page($from: DateTime!, $to: DateTime!) {
  callSessions(first: 20, filter: { startedAt: { from: $from, to: $to } }) {
    nodes { providerKey nativeId legs { startedAt } agents { displayName } }
    isComplete
    problems { kind provider { key } message }
  }
}`;

type Page = {
  readonly callSessions: {
    readonly isComplete: boolean;
    readonly problems: readonly { readonly kind: string; readonly provider: { readonly key: string } }[];
  };
};

const report = createReport(
  `Two replicas on one Postgres, their four vendors ${LATENCY_MS} ms away with limits on, in a process that counts`,
);
await ask();
await walk();
report.end();

/** Nothing is kept, so every query is one to the vendors; one replica is killed meanwhile and started again. */
async function ask(): Promise<void> {
  const world = await startReplicas({
    dataSet: 'even',
    hasLimits: true,
    latencyMs: LATENCY_MS,
    settings: { history: 'off', log: { level: 'info' } },
    provider: { deadlineMs: DEADLINE_MS },
  });
  const replicas: Replica[] = await Promise.all([world.start(), world.start()]);
  const end = Date.now();
  const pages: Page['callSessions'][] = [];
  let asked = 0;
  let cutOff = 0;
  let refused = 0;
  const runClient = async (): Promise<void> => {
    while (asked < QUERIES) {
      asked += 1;
      if (asked === KILL_AFTER) void replaceReplica();
      // Each page is of another quarter of a day: nobody's reading spares another's.
      const to = end - (asked * DAY_MS) / 4.5;
      const range = { from: new Date(to - DAY_MS / 5).toISOString(), to: new Date(to).toISOString() };
      const page = await askReplica<Page>(replicas[asked % 2]!.url, PAGE, range).catch((error: unknown) => {
        // Only a connection that is cut off has no answer, and whoever is told to come again.
        if (error instanceof TypeError || error instanceof Overloaded) return error;
        throw error;
      });
      if (page instanceof TypeError) cutOff += 1;
      else if (page instanceof Overloaded) {
        refused += 1;
        await setTimeout(page.retryAfterMs);
      } else pages.push(page.callSessions);
    }
  };
  const replaceReplica = async (): Promise<void> => {
    await replicas[1]!.kill();
    const other = replicas[0]!;
    replicas[1] = other;
    replicas[1] = await world.start();
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: CLIENTS }, runClient));
  const seconds = (performance.now() - startedAt) / 1000;
  const counts = await world.counts();
  const complete = pages.filter(({ isComplete }) => isComplete).length;
  report.note(
    `${QUERIES} queries in ${seconds.toFixed(0)} s, ${cutOff} cut off by the kill, ${refused} told to come again, ${complete} complete`,
  );
  for (const [provider, { requests, overLimit }] of Object.entries(counts)) {
    report.note(`${provider}: ${requests} requests, ${(requests / seconds).toFixed(1)} a second`);
    report.atMost(`${provider}: refused by its vendor for being one too many`, overLimit, 0);
  }
  const kinds = new Set(pages.flatMap(({ problems }) => problems.map(({ kind }) => kind)));
  report.holds(
    'what is missing is missing for the limit alone',
    [...kinds].every((kind) => kind === 'RATE_LIMITED'),
    [...kinds].join(', '),
  );
  for (const provider of ['portal', 'desk']) report.atMost(`${provider}: tokens fetched`, counts[provider]!.tokens, 1);
  await world.close();
}

/** What is read is kept, as it is by default. */
async function walk(): Promise<void> {
  const world = await startReplicas({ dataSet: 'even', latencyMs: 0 });
  const { places, pages, kills, cutOff } = await walkOverReplicas(world, { first: WALK_PAGE, killEvery: KILL_EVERY });
  report.note(`a walk of ${pages} pages, ${kills} replicas killed, ${cutOff} of them while they answered`);
  const [walked, truth] = [places, world.truth].map((list) =>
    list.map(({ provider, nativeId }) => `${provider} ${nativeId}`),
  ) as [string[], string[]];
  report.atMost('calls that the walk missed', truth.filter((id) => !walked.includes(id)).length, 0);
  report.atMost('calls that it gave again', walked.length - new Set(walked).size, 0);
  report.holds(
    "the order is that of the vendors' calls",
    walked.every((id, index) => id === truth[index]),
  );
  const counts = await world.counts();
  for (const provider of ['portal', 'desk']) report.atMost(`${provider}: tokens fetched`, counts[provider]!.tokens, 1);
  await world.close();
}
