import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { killFillers } from './kill-fillers.ts';
import { SYNC_VENDORS } from './sync-world.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trunkline-killed-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a sync that is killed fourteen times', () => {
  it.each(SYNC_VENDORS.map((vendor) => [vendor.kind, vendor] as const))(
    'goes on where it was, without a gap: %s',
    async (kind, vendor) => {
      await killFillers(vendor, join(folder, `${kind}.db`), 14);
    },
    600_000,
  );
});
