import { createReport } from './report.ts';
import { type Graph, startGraphWorld } from './support/graph-world.ts';

const LIST = 'nodes { startedAt providerKey nativeId durationSeconds direction outcome customer { number } }';
const nested = (more = '') => `nodes {
  startedAt providerKey nativeId durationSeconds direction outcome customer { number }
  agents { displayName email } queues { name }
  legs { direction durationSeconds agent { displayName } }
  recordings { kind durationSeconds url } ${more}
}`;
const pageOf = (fields: string): string => `query Page($first: Int, $filter: CallSessionFilter) {
  callSessions(first: $first, filter: $filter) { ${fields} isComplete }
}`;

const report = createReport(
  'The nested query on `even`, first: 100, over four providers: requests beside the list pages',
);
const world = await startGraphWorld('even');

const plain = await countOperations(world.createGraph(), pageOf(LIST), { first: 100 });
const graph = world.createGraph();
const cold = await countOperations(graph, pageOf(nested()), { first: 100 });
compare('cold', cold);
const warm = await countOperations(graph, pageOf(nested()), { first: 100 });
report.atMost(
  'warm: names of agents asked for again',
  joinsOf(warm, ['GetUsers', 'get.employees', 'user.get', 'users']),
  0,
);
note('warm', warm);

const costed = await countOperations(world.createGraph(), pageOf(nested('cost { amount currency }')), { first: 100 });
report.atMost('callgear: requests for costs', joinsOf(costed, ['get.financial_call_legs_report']), 1);
await askOneAgentOften(world.createGraph());
await world.close();
report.end();

type Operations = Readonly<Record<DemoKind, Readonly<Record<string, number>>>>;

async function countOperations(graph: Graph, query: string, variables: object): Promise<Operations> {
  const vendors = Object.values(world.demo.vendors);
  for (const { server } of vendors) server.resetCounts();
  const data = (await graph.ask(query, variables)) as { callSessions: { nodes: unknown[]; isComplete: boolean } };
  report.holds('a whole page', data.callSessions.isComplete && data.callSessions.nodes.length === 100);
  return Object.fromEntries(
    vendors.map(({ kind, server }) => {
      const asked = server.exchanges.filter(({ purpose }) => purpose === 'data').map(({ operation }) => operation);
      return [
        kind,
        Object.fromEntries(
          Map.groupBy(asked, (name) => name)
            .entries()
            .map(([name, all]) => [name, all.length]),
        ),
      ];
    }),
  ) as Operations;
}

function compare(name: string, operations: Operations): void {
  note(name, operations);
  const beyond = (kind: DemoKind): number => sum(operations[kind]) - sum(plain[kind]);
  report.atMost(`${name}: bitrix24, one batch`, beyond('bitrix24'), 1);
  // Two applications stand in the demo's rows.
  report.atMost(`${name}: voximplant, one for the users of each application`, beyond('voximplant'), 2);
  report.atMost(
    `${name}: voximplant, lists`,
    joinsOf(operations, ['GetCallHistory']),
    joinsOf(plain, ['GetCallHistory']),
  );
  report.atMost(`${name}: callgear, one for legs and one for employees`, beyond('callgear'), 2);
  report.atMost(
    `${name}: zoom-contact-center, one for recordings of each month touched`,
    beyond('zoom-contact-center'),
    2,
  );
}

async function askOneAgentOften(graph: Graph): Promise<void> {
  const query = 'query Agents { agents(filter: { providers: ["portal"], search: "Ada" }) { nodes { id } } }';
  const { agents } = (await graph.ask(query, {})) as { agents: { nodes: { id: string }[] } };
  const { server } = world.demo.vendors.bitrix24;
  server.resetCounts();
  const filter = { agentIds: agents.nodes.map(({ id }) => id) };
  const answer = await world
    .createGraph()
    .ask(pageOf('nodes { agents { displayName email } }'), { first: 200, filter });
  const { nodes } = (answer as { callSessions: { nodes: unknown[] } }).callSessions;
  const lookUps = server.exchanges.filter(({ operation }) => /user|batch/.test(operation)).length;
  report.holds(
    `${nodes.length} calls of one agent: looked up once`,
    nodes.length === 200 && lookUps === 1,
    `${lookUps}`,
  );
}

function joinsOf(operations: Operations, names: readonly string[]): number {
  const counts = Object.values(operations).flatMap((asked) => Object.entries(asked));
  return counts
    .filter(([name]) => names.some((wanted) => name.includes(wanted)))
    .reduce((all, [, count]) => all + count, 0);
}

function sum(asked: Readonly<Record<string, number>>): number {
  return Object.values(asked).reduce((all, count) => all + count, 0);
}

function note(name: string, operations: Operations): void {
  for (const [kind, asked] of Object.entries(operations)) {
    report.note(
      `${name}: ${kind}: ${Object.entries(asked)
        .map(([operation, count]) => `${count} × ${operation}`)
        .join(', ')}`,
    );
  }
}
import type { DemoKind } from '../src/demo/call-source.ts';
