import { createReport } from './report.ts';
import { type Graph, type GraphWorld, type TruePlace, startGraphWorld } from './support/graph-world.ts';
import { type Walk, differenceFrom, walkPages } from './support/walk.ts';
import { BENCH_VENDORS, fewestRequests } from './vendors.ts';

const BOUND = 1.25;
const RESTARTED_BOUND = 1.6;
const PAGES_OF_A_PROCESS = 10;

const report = createReport('Walking the timeline of all four providers through the graph, 100 calls a page');
await walkEven();
for (const dataSet of ['skewed', 'sparse', 'burst', 'months', 'fold'] as const) {
  const world = await startGraphWorld(dataSet);
  await walkEveryWay(dataSet, world);
  await world.close();
}
report.end();

async function walkEven(): Promise<void> {
  const world = await startGraphWorld('even');
  const minimum = minimumOf(world);
  await walkEveryWay('even', world, (name, requests) => compare(name, requests, minimum, BOUND));

  for (const direction of ['DESC', 'ASC'] as const) {
    const walk = { direction, isBackward: false, range: rangeOf(world) };
    const { walked, requests } = await walkWhole(world, walk, PAGES_OF_A_PROCESS);
    check(`even ${direction}, restarted every ${PAGES_OF_A_PROCESS} pages`, world, walk, walked);
    compare(`even ${direction}, restarted`, requests, minimum, RESTARTED_BOUND);
  }
  await compareDepths(world);
  await world.close();
}

/** Every direction, from either end. */
async function walkEveryWay(
  name: string,
  world: GraphWorld,
  note: (name: string, requests: Readonly<Record<string, number>>) => void = () => {},
): Promise<void> {
  for (const direction of ['DESC', 'ASC'] as const) {
    for (const isBackward of [false, true]) {
      const walk = { direction, isBackward, range: rangeOf(world) };
      const title = `${name} ${direction}, ${isBackward ? 'last and before' : 'first and after'}`;
      const { walked, requests } = await walkWhole(world, walk);
      check(title, world, walk, walked);
      note(title, requests);
    }
  }
}

/** Page one against the page at nine tenths of the way, each by a process that has just started. */
async function compareDepths(world: GraphWorld): Promise<void> {
  const walk: Walk = { direction: 'DESC', isBackward: false, range: rangeOf(world) };
  const tokens = world.createGraph();
  let depth = 0;
  let deepCursor: string | null = null;
  for await (const { places, cursor } of walkPages(() => tokens.ask, walk)) {
    depth += places.length;
    deepCursor = cursor;
    if (depth >= world.truth.length * 0.9) break;
  }
  await tokens.close();
  const first = await costOfPage(world, walk, null);
  const deep = await costOfPage(world, walk, deepCursor);
  for (const [provider, requests] of Object.entries(first))
    report.atMost(
      `page one costs ${provider} ${requests} requests, the page behind ${depth} calls ${deep[provider]}: difference`,
      Math.abs((deep[provider] ?? NaN) - requests),
      1,
    );
}

async function costOfPage(world: GraphWorld, walk: Walk, cursor: string | null): Promise<Record<string, number>> {
  const graph = world.createGraph();
  const before = world.countRequests();
  await walkPages(() => graph.ask, walk, cursor).next();
  await graph.close();
  return since(before, world);
}

async function walkWhole(
  world: GraphWorld,
  walk: Walk,
  pagesOfAProcess = Infinity,
): Promise<{ readonly walked: readonly TruePlace[]; readonly requests: Readonly<Record<string, number>> }> {
  const graphs: Graph[] = [];
  const before = world.countRequests();
  const pages: (readonly TruePlace[])[] = [];
  const askNow = (page: number) => {
    if (page === 0 || page % pagesOfAProcess === 0) graphs.push(world.createGraph());
    return graphs.at(-1)!.ask;
  };
  for await (const { places } of walkPages(askNow, walk)) pages.push(places);
  await Promise.all(graphs.map((graph) => graph.close()));
  if (walk.isBackward) pages.reverse();
  return { walked: pages.flat(), requests: since(before, world) };
}

function check(name: string, { truth }: GraphWorld, { direction }: Walk, walked: readonly TruePlace[]): void {
  const difference = differenceFrom(direction === 'ASC' ? truth : truth.toReversed(), walked);
  report.holds(`${name}: every call once, in order`, difference === null, difference ?? `${walked.length} calls`);
}

function compare(
  name: string,
  requests: Readonly<Record<string, number>>,
  minimum: Readonly<Record<string, number>>,
  bound: number,
): void {
  for (const [provider, asked] of Object.entries(requests)) {
    const fewest = minimum[provider] ?? NaN;
    report.atMost(`${name}, ${provider}: ${asked} requests for a minimum of ${fewest}, ratio`, asked / fewest, bound);
  }
}

function since(before: Readonly<Record<string, number>>, world: GraphWorld): Record<string, number> {
  const now = Object.entries(world.countRequests());
  return Object.fromEntries(now.map(([provider, requests]) => [provider, requests - (before[provider] ?? 0)]));
}

function minimumOf(world: GraphWorld): Record<string, number> {
  const { from, to } = rangeOf(world);
  const range = { from: Date.parse(from), to: Date.parse(to) };
  return Object.fromEntries(
    BENCH_VENDORS.map((vendor) => {
      const { settings } = world.demo.vendors[vendor.kind satisfies DemoKind];
      const own = world.truth.filter(({ provider }) => provider === settings.id);
      return [settings.id, fewestRequests(own, vendor, range)];
    }),
  );
}

/** From the first call to the second behind the last. */
function rangeOf({ truth }: GraphWorld): { readonly from: string; readonly to: string } {
  const [first, last] = [truth.at(0)!.startedAt, truth.at(-1)!.startedAt];
  return { from: new Date(first).toISOString(), to: new Date(last + 1000).toISOString() };
}
import type { DemoKind } from '../src/demo/call-source.ts';
