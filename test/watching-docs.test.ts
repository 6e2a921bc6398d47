import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Definition, METRICS } from '../src/server/metrics/definitions.ts';
import { readMetrics } from './support/read-metrics.ts';
import { type ServedDemo, startServedDemo } from './support/start-served-demo.ts';

const DOCS = resolve(import.meta.dirname, '../docs');
const read = (file: string): string => readFileSync(join(DOCS, file), 'utf8');

type Place = { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
type Panel = {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: Place;
  readonly datasource?: unknown;
  readonly targets?: readonly { readonly refId: string; readonly expr: string; readonly datasource: unknown }[];
};
type Dashboard = {
  readonly uid: string;
  readonly title: string;
  readonly schemaVersion: number;
  readonly templating: { readonly list: readonly { readonly name: string; readonly definition?: string }[] };
  readonly panels: readonly Panel[];
};
type Rule = {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly description: string };
};

const dashboard = JSON.parse(read('grafana/dashboard.json')) as Dashboard;
const { groups } = parse(read('prometheus/alerts.yaml')) as { groups: { rules: Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);
const expressions = [
  ...dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
  ...dashboard.templating.list.flatMap(({ definition }) => definition ?? []),
  ...rules.map(({ expr }) => expr),
];

let served: ServedDemo;
let types: ReadonlyMap<string, string>;
beforeAll(async () => {
  served = await startServedDemo({ count: 10 }, { isKept: true });
  const { text } = await readMetrics(served.url);
  types = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => [name!, type!]));
});
afterAll(() => served.close());

/** The metric that a name in an expression is of: a histogram has three names beside its own. */
function metricOf(name: string): string | null {
  if (types.has(name)) return types.get(name) === 'histogram' ? null : name;
  const [, base] = /^(\w+)_(?:bucket|sum|count)$/.exec(name) ?? [];
  return base !== undefined && ['histogram', 'summary'].includes(types.get(base) ?? '') ? base : null;
}

const namesIn = (expression: string): string[] => expression.match(/\b(?:trunkline|nodejs|process)_\w+/g) ?? [];

describe('the dashboard and the alerts', () => {
  it.each(expressions)('name only what /metrics has: %s', (expression) => {
    const names = namesIn(expression);
    expect(names.filter((name) => metricOf(name) === null)).toEqual([]);
    if (!expression.startsWith('up{')) expect(names.length).toBeGreaterThan(0);
  });

  it('name only labels that their metric has', () => {
    for (const expression of expressions)
      for (const [, name, labels] of expression.matchAll(/\b(trunkline_\w+)\{([^}]*)\}/g)) {
        const known: Definition = METRICS[metricOf(name!) as keyof typeof METRICS];
        const used = [...labels!.matchAll(/(\w+)(?:=~|!=|!~|=)/g)].map((match) => match[1]!);
        const strange = used.filter((label) => ![...known.labels, 'job', 'instance'].includes(label));
        expect(strange, expression).toEqual([]);
      }
  });

  it('leave no metric of ours unseen on the dashboard, but for those that others say more of', () => {
    const seen = new Set(expressions.flatMap(namesIn).map(metricOf));
    const unseen = Object.keys(METRICS).filter((name) => !seen.has(name));
    expect(unseen).toEqual(['trunkline_http_request_duration_seconds', 'trunkline_operation_upstream_requests_total']);
  });
});

describe('the dashboard', () => {
  it('is one that Grafana can load: panels with an id, a place of their own and a data source', () => {
    expect(dashboard).toMatchObject({ uid: 'trunkline', title: 'Trunkline' });
    expect(dashboard.schemaVersion).toBeGreaterThanOrEqual(36);
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    const taken = new Set<string>();
    for (const { type, title, description, gridPos, datasource, targets = [] } of dashboard.panels) {
      expect(['row', 'stat', 'timeseries']).toContain(type);
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1)
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          expect(taken.has(`${x} ${y}`), title).toBe(false);
          taken.add(`${x} ${y}`);
        }
      if (type === 'row') continue;
      expect(description, title).toBeTruthy();
      expect(targets.length, title).toBeGreaterThan(0);
      expect(new Set(targets.map(({ refId }) => refId)).size).toBe(targets.length);
      for (const source of [datasource, ...targets.map((target) => target.datasource)])
        expect(source).toEqual({ type: 'prometheus', uid: '${datasource}' });
    }
  });
});

describe('the alerts', () => {
  it('have a name of their own, a severity, and words that say what to do', () => {
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
    for (const { labels, annotations } of rules) {
      expect(['warning', 'critical']).toContain(labels.severity);
      expect(annotations.summary.length).toBeGreaterThan(10);
      expect(annotations.description.length).toBeGreaterThan(10);
    }
  });
});

describe('docs/observability.md', () => {
  it('says of every metric what it means, in the words of /metrics, and names none that is not there', () => {
    const page = read('observability.md');
    const told = new Map(
      [...page.matchAll(/^\| `(trunkline_\w+)`\s*\|([^|]*)\|([^|]*)\|/gm)].map((row) => [row[1]!, row]),
    );
    expect([...told.keys()].sort()).toEqual(Object.keys(METRICS).sort());
    for (const [name, { labels, help }] of Object.entries<Definition>(METRICS)) {
      expect(told.get(name)![2]!.trim(), name).toBe(labels.map((label) => `\`${label}\``).join(', '));
      expect(told.get(name)![3]!.trim(), name).toBe(help);
    }
  });
});
