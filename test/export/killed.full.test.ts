import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { type Demo, startDemo } from '../../src/demo/index.ts';
import { runKilledExport } from './killed-export.ts';
import { readExport } from './read-export.ts';

const MAIN = fileURLToPath(new URL('../../start.js', import.meta.url));

let demo: Demo;
let folder = '';
let settings = '';
beforeAll(async () => {
  demo = await startDemo({ count: 200 });
  folder = mkdtempSync(join(tmpdir(), 'trunkline-killed-'));
  settings = join(folder, 'trunkline.yaml');
  // By a webhook: whoever is killed between a new OAuth token and its file has lost it, and the portal with it. However
  // busy this machine is, nothing is missing.
  const portal = { ...demo.vendors.bitrix24.settings, plan: 'on-premise' };
  const providers = demo.providers.map((one) => ({
    ...(one['kind'] === 'bitrix24' ? portal : one),
    deadlineMs: 60_000,
  }));
  const timeline = { maxPageSize: 50 };
  writeFileSync(settings, stringify({ timeline, people: demo.people, providers }), { mode: 0o600 });
});
afterAll(async () => {
  await demo.close();
  rmSync(folder, { recursive: true });
});

it.each(['ndjson', 'ndjson.gz', 'csv', 'csv.zst', 'parquet'])(
  'an export that is killed twice is the truth, as %s',
  async (file) => {
    const out = join(folder, `calls.${file}`);
    const { killed, exitCode } = await runKilledExport({
      args: [MAIN, 'export', '--settings', settings, '--format', file.split('.')[0]!, '--out', out],
      // Another file finds the calls kept: then a run is killed as soon as it asks for anything, or ends before.
      requests: () => Object.values(demo.vendors).reduce((sum, { server }) => sum + server.count(), 0),
      killAfter: [3, 1],
    });
    expect(exitCode).toBe(0);
    expect(killed).toBeGreaterThan(0);
    const names: string[] = [];
    for await (const row of readExport(out)) names.push(`${row.get('providerKey')} ${row.get('nativeId')}`);
    expect(names.sort()).toEqual(
      Object.values(demo.vendors)
        .flatMap((vendor) => vendor.truth().map(({ nativeId }) => `${vendor.settings.id} ${nativeId}`))
        .sort(),
    );
  },
);
