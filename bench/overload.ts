import { createKey } from '../src/server/auth/keys.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../src/time/instant.ts';
import { createReport } from './report.ts';
import type { AskPages, AskedPages } from './support/ask-pages.ts';
import { createChildren, tell } from './support/children.ts';
import { READ_ANEW } from './support/client.ts';
import { median } from './support/median.ts';
import type { ServeDemo, ServedDemo } from './support/serve-demo.ts';
import { forkWatchedServer } from './support/watched-server.ts';

const AT_ONCE = 300;
const LATENCY_MS = 1_000;
const LEAST_COMPLETE = 10;
const LEAST_SHARE = 0.8;
const REFUSED_WITHIN_MS = 1_000;
const HEALTH_WITHIN_MS = 100;
const CONNECTIONS = 40;
const PAGES = 5;
const ROUNDS = 3;
const MOST_SLOWER = 2;

const PAGE = `query Page($filter: CallSessionFilter) {
  callSessions(first: 20, filter: $filter) {
    nodes {
      startedAt providerKey nativeId durationSeconds outcome
      agents { displayName } legs { direction durationSeconds agent { displayName } } recordings { kind durationSeconds }
    }
    isComplete
  }
}`;

type Answer = {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly text: string;
  readonly ms: number;
};

const report = createReport(
  `Nested queries over four vendors of \`even\` ${LATENCY_MS} ms away, no history: ${AT_ONCE} at once with the vendors' ` +
    `limits on; and one client with ${CONNECTIONS} connections beside another's pages`,
);
const children = createChildren();
try {
  await askAllAtOnce();
  await askBesideGreedAgainAndAgain();
} finally {
  children.end();
}
report.end();

async function askAllAtOnce(): Promise<void> {
  const { server, url, endsAt } = await serve({ hasLimits: true });
  // What a process does for the first time takes longer.
  for (const page of [AT_ONCE, AT_ONCE + 1]) await ask(url, bodyOf(page, endsAt));
  const prober = children.fork('probe-health.ts');
  await tell(prober, `${url}/health`);
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, (_, page) => ask(url, bodyOf(page, endsAt))));
  const healthMs = await tell<number>(prober, 'longest');
  const refused = answers.filter(({ status }) => status === 503);
  const admitted = answers.filter(({ status }) => status === 200);
  const complete = admitted.filter(({ text }) => isWhole(text));
  report.note(`${admitted.length} begun, the last of them answered after ${seconds(longest(admitted))} s`);
  report.holds('everybody else is refused', admitted.length + refused.length === AT_ONCE);
  report.atLeast('complete', complete.length, LEAST_COMPLETE);
  report.atLeast('complete, of those that were begun', complete.length / admitted.length, LEAST_SHARE);
  report.holds(
    'every refusal names a time',
    refused.every(({ retryAfter }) => Number(retryAfter) > 0),
  );
  report.atMost('the last refusal came after', longest(refused), REFUSED_WITHIN_MS, ' ms');
  report.atMost('/health meanwhile, the longest', healthMs, HEALTH_WITHIN_MS, ' ms');
  server.kill();
}

async function askBesideGreedAgainAndAgain(): Promise<void> {
  const multiples: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) multiples.push(await askBesideGreed());
  report.atMost(
    `slower beside the greedy client, as a multiple: the middle of ${multiples.map((each) => each.toFixed(2)).join(', ')}`,
    median(multiples),
    MOST_SLOWER,
  );
}

/** How many times as long a page takes beside a greedy client as alone, both over a server of their own. */
async function askBesideGreed(): Promise<number> {
  const [own, greedy] = [createKey(), createKey()];
  const toKey = ({ hash }: typeof own, name: string) => ({ name, hash, scopes: ['calls:read', 'numbers:read'] });
  const auth = { mode: 'keys', keys: [toKey(own, 'a team'), toKey(greedy, 'a greedy client')] };
  const { server, url, endsAt } = await serve({ hasLimits: false, more: { auth } });
  const headersOf = ({ key }: typeof own) => ({ authorization: `Bearer ${key}` });
  // Every second page is read alone, and those between beside the other client: what a page has to read grows and shrinks
  // with the calls of its days.
  const readPages = async (first: number): Promise<Answer[]> => {
    const pages: Answer[] = [];
    for (let page = 0; page < PAGES; page += 1)
      pages.push(await ask(url, bodyOf(first + 2 * page, endsAt), headersOf(own)));
    return pages;
  };
  const warm = await readPages(0);
  const alone = await readPages(2 * PAGES);
  const client = children.fork('ask-pages.ts');
  const bodies = Array.from({ length: AT_ONCE }, (_, page) => bodyOf(4 * PAGES + page, endsAt));
  await tell(client, {
    ...{ url: `${url}/graphql`, bodies, connections: CONNECTIONS },
    headers: { ...READ_ANEW, ...headersOf(greedy) },
  } satisfies AskPages);
  // Until the greedy client has all that it can get.
  await readPages(1);
  const beside = await readPages(2 * PAGES + 1);
  const { answers, refusals } = await tell<AskedPages>(client, 'count');
  report.note(`the greedy client had ${answers} pages, and was refused ${refusals} times`);
  const [aloneMs, besideMs] = [alone, beside].map((pages) => median(pages.map(({ ms }) => ms))) as [number, number];
  report.note(`a page took ${seconds(aloneMs)} s alone and ${seconds(besideMs)} s beside it`);
  report.holds(
    'every page of the other is complete',
    [...warm, ...alone, ...beside].every(({ text }) => isWhole(text)),
  );
  client.kill();
  server.kill();
  return besideMs / aloneMs;
}

async function serve({ hasLimits, more }: { readonly hasLimits: boolean; readonly more?: object }) {
  const vendors: ServeDemo = { latencyMs: LATENCY_MS, remembers: false, hasLimits };
  const { providers, endsAt } = await tell<ServedDemo>(children.fork('serve-demo.ts'), vendors);
  const server = forkWatchedServer();
  return { server, url: await server.start(providers, more), endsAt };
}

/** Ten days each, and no two the same: nobody's reading spares another's. */
function bodyOf(page: number, endsAt: Instant): string {
  const to = endsAt - page * 7 * HOUR_MS;
  const startedAt = { from: new Date(to - 10 * DAY_MS).toISOString(), to: new Date(to).toISOString() };
  return JSON.stringify({ query: PAGE, variables: { filter: { startedAt } } });
}

async function ask(url: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const begin = performance.now();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  const text = await response.text();
  const retryAfter = response.headers.get('retry-after');
  return { status: response.status, retryAfter, text, ms: performance.now() - begin };
}

function isWhole(text: string): boolean {
  return text.includes('"isComplete":true') && !text.includes('"errors":');
}

function longest(answers: readonly Answer[]): number {
  return Math.max(0, ...answers.map(({ ms }) => ms));
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}
