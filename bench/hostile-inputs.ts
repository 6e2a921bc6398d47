import { parseArgs } from 'node:util';
import { DATA_SETS_END } from '../src/demo/data-sets.ts';
import { startDemo } from '../src/demo/index.ts';
import { schema } from '../src/schema.ts';
import { createReport } from './report.ts';
import { type Credentials, makeKeys, makeTokens } from './support/inputs/credentials.ts';
import { learnKnown } from './support/inputs/learn-known.ts';
import { createInputs } from './support/inputs/make-input.ts';
import { type Failure, runInputs, showInput } from './support/inputs/run-inputs.ts';
import { withOpenPlan } from './support/open-plans.ts';
import { forkWatchedServer } from './support/watched-server.ts';

const MAX_BLOCKED_MS = 250;
const WITHIN_MS = 20_000;
const AT_ONCE = 8;
/** So many are judged by one reading of the event loop; what blocked it is looked for among them, one by one. */
const TOGETHER = 50;
/** A busy machine stops a process, too: what took too long is tried again. */
const TRIES_AGAIN = 2;

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '20261128' }, count: { type: 'string', default: '10000' } },
});
const [seed, count] = [Number(values.seed), Number(values.count)];

const report = createReport(`${count} generated inputs with seed ${seed}, over \`even\``);
const demo = await startDemo({ count: 60, hasExamples: true, now: () => DATA_SETS_END });
const secrets = Object.values(demo.vendors).flatMap((vendor) => vendor.secrets);
const providers = demo.providers.map((each) => withOpenPlan({ ...each, deadlineMs: 2_000 }));
const documents = { register: true };
const server = forkWatchedServer();
let worst = 0;
const began = performance.now();

const parts: readonly (readonly [name: string, share: number, credentials: Credentials])[] = [
  ['without auth', 0.4, { auth: { mode: 'none' }, authorizations: [] }],
  ['with keys', 0.3, makeKeys()],
  ['with tokens', 0.3, await makeTokens(seed)],
];
let first = 0;
for (const [name, share, { auth, authorizations }] of parts) {
  const url = await server.start(providers, { auth, documents, store: { kind: 'memory' } });
  const make = createInputs(seed, { schema, known: await learnKnown(url, authorizations[0]), authorizations });
  const indexes = Array.from({ length: Math.round(count * share) }, (_, index) => first + index);
  first += indexes.length;
  const run = (some: readonly number[], atOnce: number) =>
    runInputs({ url, make, indexes: some, secrets, atOnce, withinMs: WITHIN_MS });
  const failures: Failure[] = [];
  for (let start = 0; start < indexes.length; start += TOGETHER) {
    const some = indexes.slice(start, start + TOGETHER);
    failures.push(...(await run(some, AT_ONCE)));
    const blockedMs = (await server.blockedMs()) ?? stuck(some);
    if (blockedMs <= MAX_BLOCKED_MS) worst = Math.max(worst, blockedMs);
    else failures.push(...(await findBlocking(some, (index) => run([index], 1))));
  }
  for (const { index, problem } of failures.slice(0, 20))
    report.note(`${index}: ${problem}\n          ${showInput(make(index))}`);
  report.holds(`${indexes.length} inputs ${name}`, failures.length === 0, `${failures.length} answered wrongly`);
}
report.atMost('longest block of the event loop', worst, MAX_BLOCKED_MS, ' ms');
report.atMost('seconds in all', (performance.now() - began) / 1000, 240);
server.kill();
await demo.close();
report.end();

/** Sends inputs one by one, and gives those that block the event loop each time they are sent. */
async function findBlocking(indexes: readonly number[], send: (index: number) => Promise<unknown>): Promise<Failure[]> {
  const found: Failure[] = [];
  for (const index of indexes) {
    let least = Infinity;
    for (let tries = 0; least > MAX_BLOCKED_MS && tries <= TRIES_AGAIN; tries += 1) {
      await send(index);
      least = Math.min(least, (await server.blockedMs()) ?? Infinity);
    }
    worst = Math.max(worst, least);
    if (least > MAX_BLOCKED_MS) found.push({ index, problem: `a block of ${Math.round(least)} ms` });
  }
  return found;
}

function stuck(indexes: readonly number[]): never {
  report.holds(`inputs ${indexes[0]} to ${indexes.at(-1)}`, false, 'the server does not answer any more');
  return report.end();
}
