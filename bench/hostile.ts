import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { type ClientRequest, get } from 'node:http';
import { join } from 'node:path';
import { DEMO_KINDS } from '../src/demo/call-source.ts';
import { startDemo } from '../src/demo/index.ts';
import { createReport } from './report.ts';
import { HOSTILE_REPLIES } from './support/hostile-replies.ts';
import { HOSTILE_REQUESTS, type Sent } from './support/hostile-requests.ts';
import type { ServeWatched, Watched } from './support/serve-watched.ts';

const MAX_BLOCKED_MS = 250;
const MAX_GROWTH_MB = 30;
/** An answer may take its vendors' deadlines; a server that is silent for longer is stuck. */
const PATIENCE_MS = 30_000;
/** A busy machine stops a process, too: what takes too long is tried again. */
const TRIES = 3;
const LISTENERS = 300;

const JSON_HEADERS = { 'content-type': 'application/json', 'cache-control': 'no-cache' };
const post = (query: string): Sent => ({ method: 'POST', headers: JSON_HEADERS, body: JSON.stringify({ query }) });
const NEXT = post('{ providers { key } }');
const EVERYTHING = post(`{
  callSessions(first: 100) {
    isComplete problems { kind message }
    nodes {
      id startedAt endedAt durationSeconds talkSeconds direction kind outcome rating note raw
      customer { number displayName e164 } line { number } cost { amount currency } agents { id displayName email }
      queues { id name } legs { id startedAt durationSeconds outcome } recordings { id durationSeconds sizeBytes mediaType }
    }
  }
  agents(first: 100) { nodes { id displayName email } }
}`);

const report = createReport(
  `${HOSTILE_REQUESTS.length} hostile requests, and ${HOSTILE_REPLIES.length} hostile replies of each vendor, over \`even\``,
);
const demo = await startDemo({ count: 200, hasExamples: true });
const providers = demo.providers.map((each) => ({
  ...each,
  deadlineMs: 4_000,
  ...(each['kind'] === 'bitrix24' ? { plan: 'on-premise' } : {}),
}));
let server = await startServer();
await settle();
let { megabytes: before } = await server.watch();

let worst = 0;
for (const [name, send, times = 1] of HOSTILE_REQUESTS)
  await attempt(name, async () => {
    const answers = await Promise.all(Array.from({ length: times }, () => sendTo(server.url, send())));
    return answers.find((answer) => answer.isBroken) ?? answers[0]!;
  });
await reportGrowth('after the requests');
await listenWithoutReading();

for (const kind of DEMO_KINDS) {
  const vendor = demo.vendors[kind].server;
  for (const [name, fault] of HOSTILE_REPLIES)
    await attempt(`${kind}: ${name}`, async () => {
      vendor.fault({ fault });
      const answer = await sendTo(server.url, EVERYTHING);
      vendor.clearFaults();
      return answer;
    });
}
await reportGrowth('after the replies');

report.atMost('longest block of the event loop', worst, MAX_BLOCKED_MS, ' ms');
server.process.kill();
await demo.close();
report.end();

type Answered = { readonly status: number; readonly isBroken: boolean; readonly said: string };

/** Runs one case and says what came of it: no 500, no long block, and a server that goes on answering. */
async function attempt(name: string, run: () => Promise<Answered>): Promise<void> {
  let blockedMs = Infinity;
  let answered: Answered = { status: 0, isBroken: true, said: '' };
  for (let tries = 0; tries < TRIES && blockedMs > MAX_BLOCKED_MS && !server.isStuck; tries += 1) {
    await server.watch();
    answered = await run();
    blockedMs = Math.min(blockedMs, (await server.watch()).blockedMs);
  }
  const next = server.isStuck ? null : await sendTo(server.url, NEXT);
  const isFine = !answered.isBroken && next?.status === 200 && blockedMs <= MAX_BLOCKED_MS;
  report.holds(name, isFine, `${Math.round(blockedMs)} ms, ${answered.status} ${answered.said.slice(0, 100)}`);
  if (Number.isFinite(blockedMs)) worst = Math.max(worst, blockedMs);
  if (next?.status === 200) return;
  report.holds('the server answers the next query', false, name);
  server.process.kill('SIGKILL');
  server = await startServer();
  await settle();
  before = (await server.watch()).megabytes;
}

async function reportGrowth(when: string): Promise<void> {
  await settle();
  const { megabytes } = await server.watch();
  report.atMost(`memory ${when}, beyond what it was`, megabytes - before, MAX_GROWTH_MB, ' MB');
}

/** Listeners of a recording who take nothing: how many of them the vendor feels. */
async function listenWithoutReading(): Promise<void> {
  const { server: vendor } = demo.vendors.callgear;
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query:
        '{ callSessions(first: 20, filter: { providers: ["tracking"], hasRecording: true }) { nodes { recordings { url } } } }',
    }),
  });
  const { data } = (await response.json()) as Recordings;
  const url = data.callSessions.nodes.flatMap(({ recordings }) => recordings.map((each) => each.url))[0]!;
  vendor.resetCounts();
  const requests: ClientRequest[] = [];
  const statuses = await Promise.all(
    Array.from({ length: LISTENERS }, async () => {
      const request = get(url, { agent: false });
      requests.push(request);
      const [answer] = (await once(request, 'response')) as [{ statusCode: number }];
      return answer.statusCode;
    }),
  );
  const media = vendor.exchanges.filter(({ purpose }) => purpose === 'media').length;
  report.holds(
    'listeners past the cap are told to wait',
    statuses.includes(503) || media <= 32,
    `${media} at the vendor`,
  );
  for (const request of requests) request.destroy();
}

type Recordings = {
  readonly data: {
    readonly callSessions: { readonly nodes: readonly { readonly recordings: readonly { url: string }[] }[] };
  };
};

async function startServer() {
  const child = fork(join(import.meta.dirname, 'support', 'serve-watched.ts'), {
    execArgv: ['--expose-gc'],
    stdio: 'inherit',
  });
  const url = await told<string>(child, { providers } satisfies ServeWatched);
  const watched = {
    url,
    process: child,
    isStuck: false,
    async watch(): Promise<Watched> {
      const answer = await told<Watched>(child, 'watch', PATIENCE_MS).catch(() => null);
      watched.isStuck ||= answer === null;
      return answer ?? { blockedMs: Infinity, megabytes: Infinity };
    },
  };
  return watched;
}

async function told<Answer>(child: ChildProcess, message: string | ServeWatched, ms = PATIENCE_MS): Promise<Answer> {
  const answer = once(child, 'message', { signal: AbortSignal.timeout(ms) });
  child.send(message);
  const [value] = (await answer) as [Answer];
  return value;
}

/** Everything that is made once is there, and the code has run. */
async function settle(): Promise<void> {
  for (let round = 0; round < 5; round += 1) await sendTo(server.url, EVERYTHING);
}

async function sendTo(url: string, { path = '/graphql', ...init }: Sent): Promise<Answered> {
  try {
    const response = await fetch(url + path, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
    const text = await response.text();
    const isBroken = response.status === 500 || text.includes('INTERNAL_SERVER_ERROR');
    return { status: response.status, isBroken, said: text };
  } catch (error) {
    return { status: 0, isBroken: true, said: String(error) };
  }
}
