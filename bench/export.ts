import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { startDemo } from '../src/demo/index.ts';
import { DAY_MS, floorToSecond } from '../src/time/instant.ts';
import { runKilledExport } from '../test/export/killed-export.ts';
import { type ExportedRow, readExport } from '../test/export/read-export.ts';
import { createReport } from './report.ts';
import { withOpenPlan } from './support/open-plans.ts';

const ROOT = resolve(import.meta.dirname, '..');
const CALLS = Number(process.env['CALLS'] ?? 100_000);
const BOUND_MB = 120;
const FILES = (process.env['FILES'] ?? 'ndjson,ndjson.gz,ndjson.zst,csv,csv.gz,csv.zst,parquet').split(',');
/** A page of the portal's, of which there are the most. */
const PORTAL_PAGE = 49;

if (spawnSync('npm', ['run', 'build'], { cwd: ROOT, stdio: 'inherit' }).status !== 0) process.exit(1);
const report = createReport(
  `Exporting ${CALLS.toLocaleString('en')} calls of \`large\` with dist/, killed twice at random places: the truth in every format, and memory`,
);
const folder = mkdtempSync(join(tmpdir(), 'trunkline-export-'));
const demo = await startDemo({ dataSet: 'large', count: CALLS / 4 });
try {
  const settings = join(folder, 'trunkline.yaml');
  const value = { history: 'off', people: demo.people, providers: demo.providers.map(withOpenPlan) };
  writeFileSync(settings, stringify(value), { mode: 0o600 });
  // Calls that are on while it runs are in some of the files.
  const to = floorToSecond(Date.now() - DAY_MS);
  const truth = readTruth(to);
  let first: readonly string[] | null = null;
  for (const file of FILES) {
    const out = join(folder, `calls.${file}`);
    const begun = performance.now();
    const { killed, exitCode, told, peak } = await runKilledExport({
      args: [
        ...[join(ROOT, 'bin/trunkline.js'), 'export', '--settings', settings, '--to', new Date(to).toISOString()],
        ...['--format', file.split('.')[0]!, '--out', out],
      ],
      requests: () => demo.vendors.bitrix24.server.count(),
      killAfter: [0, 0].map(() => Math.ceil((Math.random() * 0.45 * CALLS) / 4 / PORTAL_PAGE)),
    });
    const seconds = (performance.now() - begun) / 1000;
    report.holds(
      `${file}: killed twice, then through`,
      killed === 2 && exitCode === 0,
      told.trimEnd().split('\n').at(-1),
    );
    const rows: string[] = [];
    let wrong = 0;
    for await (const row of readExport(out)) {
      if (placeIn(row) !== truth[rows.length]) wrong += 1;
      rows.push([...row].flat().join('\n'));
    }
    first ??= rows;
    const others = rows.filter((row, index) => row !== first![index]).length;
    const isTrue = wrong === 0 && rows.length === truth.length && others === 0;
    const detail = `${rows.length} of ${truth.length}, ${wrong} out of place, ${others} unlike those of ${FILES[0]}`;
    report.holds(`${file}: every call once, in order, every cell`, isTrue, detail);
    report.note(
      `${file}: ${seconds.toFixed(1)} s in three runs, ${Math.round(statSync(out).size / truth.length)} bytes a call; ` +
        `of what was resident, ${peak.ownMegabytes.toFixed(1)} MB were no pages of files`,
    );
    report.atMost(`${file}: the most that was resident`, peak.residentMegabytes, BOUND_MB, ' MB');
    rmSync(out);
  }
} finally {
  await demo.close();
  rmSync(folder, { recursive: true, force: true });
}
report.end();

/** Every call before a moment, as the timeline has them: newest first, ties by provider and id from the end. */
function readTruth(to: number): readonly string[] {
  return Object.values(demo.vendors)
    .flatMap((vendor) => vendor.truth().map((place) => ({ ...place, provider: vendor.settings.id })))
    .filter(({ startedAt }) => startedAt < to)
    .sort(
      (one, other) =>
        other.startedAt - one.startedAt ||
        descending(one.provider, other.provider) ||
        descending(one.nativeId, other.nativeId),
    )
    .map(({ startedAt, provider, nativeId }) => `${startedAt} ${provider} ${nativeId}`);
}

function descending(one: string, other: string): number {
  return one < other ? 1 : one > other ? -1 : 0;
}

function placeIn(row: ExportedRow): string {
  return `${Date.parse(row.get('startedAt')!)} ${row.get('providerKey')} ${row.get('nativeId')}`;
}
