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

describe('a sync that is killed', () => {
  it('goes on where it was, without a gap', async () => {
    const vendor = SYNC_VENDORS.find(({ kind }) => kind === 'bitrix24')!;
    await killFillers(vendor, join(folder, 'trunkline.db'), 3);
  });
});
