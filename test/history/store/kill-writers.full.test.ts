import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, it } from 'vitest';
import { killWriters } from './kill-writers.ts';

describe('a store in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trunkline-killed-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is whole after each of fifty kills of its writer', async () => {
    await killWriters(join(folder, 'trunkline.db'), 50);
  }, 600_000);
});
