import { DAY_MS } from '../src/time/instant.ts';
import { createReport } from './report.ts';
import { createChildren, tell } from './support/children.ts';
import { type Question, createClient } from './support/client.ts';
import { median } from './support/median.ts';
import type { ServedDemo, ServeDemo } from './support/serve-demo.ts';
import type { ServeObserved } from './support/serve-observed.ts';

const ROUNDS = 9;
const REQUESTS = 400;
const CLIENTS = 8;
/** Of the question that takes least: of a page, it is less than what measuring twice tells apart. */
const MOST = 1.15;

const report = createReport(
  'Processor time of requests that are written down and counted, beside the same server without a log and without metrics',
);
const children = createChildren();
try {
  const demo: ServeDemo = { latencyMs: 0, remembers: false };
  const { providers, endsAt } = await tell<ServedDemo>(children.fork('serve-demo.ts'), demo);
  const startServer = async (isObserved: boolean) => {
    const child = children.fork('serve-observed.ts');
    return { child, url: await tell<string>(child, { providers, isObserved } satisfies ServeObserved) };
  };
  const [observed, bare] = [await startServer(true), await startServer(false)];
  // Where nobody reads them, metrics are only kept to be counted later.
  await createClient().ask({ url: `${observed.url}/metrics` });
  const [from, to] = [-40, -20].map((days) => new Date(endsAt + days * DAY_MS).toISOString());
  const page = `query Page { callSessions(first: 20, filter: { startedAt: { from: "${from}", to: "${to}" } }) {
    nodes { id startedAt outcome agents { displayName } legs { direction } } isComplete } }`;
  const questions = { 'the smallest question': 'query Keys { providers { key } }', 'a kept page of 20 calls': page };
  for (const [name, query] of Object.entries(questions)) {
    const body = JSON.stringify({ query });
    const timeOf = ({ child, url }: typeof bare) => microsecondsOf(child, { url: `${url}/graphql`, body });
    for (const server of [observed, bare]) await timeOf(server);
    const [mine, theirs]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      theirs.push(await timeOf(bare));
      mine.push(await timeOf(observed));
    }
    const [with_, without] = [median(mine), median(theirs)];
    report.note(
      `${name}: ${with_.toFixed(0)} microseconds, ${(with_ - without).toFixed(0)} more than ${without.toFixed(0)}`,
    );
    if (query !== page) report.atMost(`${name}, as a multiple`, with_ / without, MOST);
  }
} finally {
  children.end();
}
report.end();

/** Processor time of one request, the middle of many. */
async function microsecondsOf(child: Parameters<typeof tell>[0], question: Question): Promise<number> {
  const client = createClient({});
  const before = await tell<number>(child, 'cpu');
  let left = REQUESTS;
  const ask = async (): Promise<void> => {
    while (left-- > 0) await client.ask(question);
  };
  await Promise.all(Array.from({ length: CLIENTS }, ask));
  const after = await tell<number>(child, 'cpu');
  client.close();
  return (after - before) / REQUESTS;
}
