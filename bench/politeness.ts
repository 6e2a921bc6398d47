import { DAY_MS } from '../src/time/instant.ts';
import { DATA_SETS_END } from '../src/demo/data-sets.ts';
import { createReport } from './report.ts';
import { startGraphWorld } from './support/graph-world.ts';

const CLIENTS = 30;
const PAGES = 100;
const PER_SECOND = 2;
const MOST_REFUSED = 0.2;

const PAGE = `query Page($from: DateTime!, $to: DateTime!) {
  callSessions(first: 20, filter: { startedAt: { from: $from, to: $to } }) {
    nodes { providerKey nativeId startedAt }
    isComplete
    problems { provider { key } kind message retryAfterSeconds }
  }
}`;

type Problem = {
  readonly provider: { readonly key: string };
  readonly kind: string;
  readonly message: string;
  readonly retryAfterSeconds: number | null;
};
type Page = {
  readonly callSessions: {
    readonly nodes: readonly object[];
    readonly isComplete: boolean;
    readonly problems: Problem[];
  };
};

const report = createReport(
  `${PAGES} pages for ${CLIENTS} clients over four vendors that let ${PER_SECOND} requests a second through and name no wait`,
);
const world = await startGraphWorld('even');
const vendors = Object.values(world.demo.vendors);
const graph = world.createGraph();
for (const { server } of vendors) server.fault({ fault: { kind: 'limit', perSecond: PER_SECOND } });

const pages: Page['callSessions'][] = [];
let asked = 0;
const runClient = async (): Promise<void> => {
  while (asked < PAGES) {
    asked += 1;
    // Each page is of another day: nobody's reading spares another's.
    const to = DATA_SETS_END - asked * DAY_MS;
    const range = { from: new Date(to - DAY_MS).toISOString(), to: new Date(to).toISOString() };
    pages.push(((await graph.ask(PAGE, range)) as Page).callSessions);
  }
};
const started = performance.now();
await Promise.all(Array.from({ length: CLIENTS }, runClient));

const complete = pages.filter(({ isComplete }) => isComplete).length;
const took = ((performance.now() - started) / 1000).toFixed(0);
report.note(`${complete} of ${pages.length} pages are complete, after ${took} s`);
for (const { settings, server } of vendors) {
  const requests = server.exchanges.filter(({ purpose }) => purpose === 'data');
  const refused = requests.filter(({ fault }) => fault === 'rate-limit').length;
  report.atMost(`${settings.id}: refused of ${requests.length} requests`, refused, requests.length * MOST_REFUSED);
}
const problems = pages.flatMap((page) => page.problems);
const isNamed = ({ problems: told, isComplete }: Page['callSessions']) => isComplete || told.length > 0;
report.holds('every page that is not complete says whose rows are missing', pages.every(isNamed));
const unnamed = problems.filter(({ kind, retryAfterSeconds }) => kind !== 'RATE_LIMITED' || !(retryAfterSeconds! > 0));
const first = unnamed[0] ? `${unnamed[0].kind}: ${unnamed[0].message}` : `${problems.length} problems`;
report.holds('every problem is the limit, and names a time to wait', unnamed.length === 0, first);
await graph.close();
await world.close();
report.end();
