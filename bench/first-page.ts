import { setTimeout as delay } from 'node:timers/promises';
import { DAY_MS } from '../src/time/instant.ts';
import { createReport } from './report.ts';
import { createClient } from './support/client.ts';
import { startContestants } from './support/contestants.ts';
import { startGraphWorld } from './support/graph-world.ts';
import { median } from './support/median.ts';

const LATENCY_MS = 100;
const BOUND = 1.25 * LATENCY_MS;
const ROUNDS = 31;
/** Code is fast when it has run often; what is asked at the same time is asked upstream once. */
const WARM_UP_ROUNDS = 60;
const WARM_UP_AT_ONCE = 8;
/** Zoom is asked up to three times while nobody knows how close its calls lie. */
const MOST_REQUESTS: Readonly<Record<string, number>> = { desk: 3 };

const TOKENS = '{ agents(first: 1) { isComplete } }';
const PAGE = `query Page($filter: CallSessionFilter) {
  callSessions(first: 100, filter: $filter) {
    nodes {
      providerKey nativeId startedAt endedAt durationSeconds talkSeconds waitSeconds direction kind outcome
      outcomeDetail { code reason } customer { number } line { number } rating note
    }
    pageInfo { hasNextPage endCursor }
    isComplete
  }
}`;

const report = createReport(
  `The first page of \`even\`: 100 calls of four providers, ${LATENCY_MS} ms away, tokens warm, nothing cached`,
);
await countRequests();
await compareTimes();
report.end();

async function countRequests(): Promise<void> {
  const world = await startGraphWorld('even');
  const vendors = Object.values(world.demo.vendors);
  const graph = world.createGraph();
  await graph.ask(TOKENS);
  for (const { server } of vendors) {
    server.resetCounts();
    server.fault({ fault: { kind: 'latency', ms: LATENCY_MS } });
  }
  const page = graph.ask(PAGE);
  await delay(LATENCY_MS / 2);
  const waiting = vendors.filter(({ server }) => server.exchanges.some(({ status }) => status === null));
  report.holds('all providers are asked at the same time', waiting.length === vendors.length, `${waiting.length}`);
  const { callSessions } = (await page) as { callSessions: { nodes: unknown[]; isComplete: boolean } };
  report.holds('the page is whole', callSessions.isComplete, `${callSessions.nodes.length} calls`);
  for (const [provider, requests] of Object.entries(world.countRequests()))
    report.atMost(`requests to ${provider}, one after the other`, requests, MOST_REQUESTS[provider] ?? 1);
  await graph.close();
  await world.close();
}

async function compareTimes(): Promise<void> {
  const contestants = await startContestants({ latencyMs: LATENCY_MS, remembers: true });
  try {
    const client = createClient();
    const toText = (instant: number): string => new Date(Math.floor(instant / 1000) * 1000).toISOString();
    // The same range in every round: then the vendors answer out of memory, and are no slower than they are far.
    const range = { from: toText(contestants.endsAt - 120 * DAY_MS), to: toText(contestants.endsAt) };
    const body = JSON.stringify({ query: PAGE, variables: { filter: { startedAt: range } } });
    const rawUrl = `${contestants.rawUrl}/calls?${new URLSearchParams({ first: '100', ...range }).toString()}`;
    const times = { trunkline: [] as number[], raw: [] as number[] };
    const timeOf = async (ask: () => Promise<string>): Promise<number> => {
      const started = performance.now();
      await ask();
      return performance.now() - started;
    };
    const askTrunkline = () => client.ask({ url: `${contestants.trunklineUrl}/graphql`, body });
    const askRaw = () => client.ask({ url: rawUrl });
    for (let round = 0; round < WARM_UP_ROUNDS; round += 1)
      await Promise.all(Array.from({ length: WARM_UP_AT_ONCE }, () => [askTrunkline(), askRaw()]).flat());
    for (let round = 0; round < ROUNDS; round += 1) {
      times.trunkline.push(await timeOf(askTrunkline));
      times.raw.push(await timeOf(askRaw));
    }
    client.close();
    const rawLocally = median(times.raw) - LATENCY_MS;
    report.note(
      `raw, of one provider: ${median(times.raw).toFixed(1)} ms, of these ${rawLocally.toFixed(1)} ms locally`,
    );
    report.atMost('Trunkline, of four: p50', median(times.trunkline), BOUND + rawLocally, ' ms');
  } finally {
    contestants.close();
  }
}
