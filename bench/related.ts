import { DATA_SETS_END, createDataSet } from '../src/demo/data-sets.ts';
import { nativeIdOf } from '../src/demo/native-ids.ts';
import { createReport } from './report.ts';
import { type Ask, type GraphWorld, startGraphWorld } from './support/graph-world.ts';

/** Requests that related calls may add for a page of a hundred, at each provider that is asked. */
const BOUND = 2;
const FIRST = 100;

type Row = {
  readonly providerKey: string;
  readonly nativeId: string;
  readonly related?: readonly {
    readonly via: string;
    readonly session: { readonly providerKey: string; readonly nativeId: string };
  }[];
};
type Variables = { readonly providers: readonly string[] | null };

const BY_IDS = '[SHARED_SESSION_ID, SHARED_EXTERNAL_ID]';
const BY_ALL = '[SHARED_SESSION_ID, SHARED_EXTERNAL_ID, SAME_NUMBER_AND_TIME]';

const report = createReport('Related calls of a page of 100 of `even`: requests they add at each provider');
const world = await startGraphWorld('even');
const keys = Object.values(world.demo.vendors).map(({ settings }) => settings.id);
const twins = twinsOf(world);

for (const providers of [null, ...keys.map((key) => [key])]) {
  const page = providers === null ? 'calls of all providers' : `calls of ${providers.join()}`;
  const plain = await costOf({ providers }, '');
  for (const [words, via] of [
    ['by ids', BY_IDS],
    ['by ids, number and time', BY_ALL],
  ] as const) {
    const selection = `related(via: ${via}) { via session { providerKey nativeId startedAt direction customer { number } } }`;
    const { requests, rows } = await costOf({ providers }, selection);
    for (const key of keys)
      report.atMost(`${page}, ${words}: ${key}`, (requests[key] ?? NaN) - (plain.requests[key] ?? NaN), BOUND);
    const lost = rows.flatMap((row) => missingFrom(row));
    const related = rows.reduce((sum, row) => sum + (row.related?.length ?? 0), 0);
    report.holds(
      `${page}, ${words}: every shared call is found`,
      lost.length === 0,
      `${related} of ${rows.length} rows, ${lost.length} lost`,
    );
  }
}
await world.close();
report.end();

/** The requests of one page, in a process that has just started and knows nothing but the way. */
async function costOf(
  variables: Variables,
  related: string,
): Promise<{ readonly requests: Readonly<Record<string, number>>; readonly rows: readonly Row[] }> {
  const graph = world.createGraph();
  const before = world.countRequests();
  const rows = await readPage(graph.ask, variables, related);
  const after = Object.entries(world.countRequests());
  await graph.close();
  return { rows, requests: Object.fromEntries(after.map(([key, count]) => [key, count - (before[key] ?? 0)])) };
}

async function readPage(ask: Ask, variables: Variables, related: string): Promise<readonly Row[]> {
  const query = `query Page($providers: [ID!]) {
    callSessions(first: ${FIRST}, filter: { providers: $providers }) {
      isComplete
      nodes { providerKey nativeId startedAt customer { number } direction ${related} }
    }
  }`;
  const { callSessions } = (await ask(query, variables)) as {
    readonly callSessions: { readonly isComplete: boolean; readonly nodes: readonly Row[] };
  };
  if (!callSessions.isComplete) throw new Error('the page is not complete');
  return callSessions.nodes;
}

/** The other record of a call, where the data set wrote it down twice; by provider key and native id. */
function twinsOf({ demo }: GraphWorld): ReadonlyMap<string, string> {
  const { bitrix24 } = createDataSet('even', { endsAt: DATA_SETS_END }).sources;
  const pairs = Array.from({ length: bitrix24.count }, (_, index) => bitrix24.at(index)).flatMap(({ index, twin }) => {
    if (!twin) return [];
    const own = `${demo.vendors.bitrix24.settings.id} ${nativeIdOf('bitrix24', index)}`;
    const other = `${demo.vendors[twin.kind].settings.id} ${nativeIdOf(twin.kind, twin.index)}`;
    return [[own, other] as const, [other, own] as const];
  });
  return new Map(pairs);
}

function missingFrom({ providerKey, nativeId, related = [] }: Row): string[] {
  const twin = twins.get(`${providerKey} ${nativeId}`);
  const found = related.map(({ session }) => `${session.providerKey} ${session.nativeId}`);
  return twin === undefined || found.includes(twin) ? [] : [twin];
}
