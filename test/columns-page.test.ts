import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const SCRIPT = new URL('../scripts/columns-page.ts', import.meta.url).pathname;

it('docs/columns.md is what the tables of the providers say', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT, 'check']).catch(
    (error: unknown) => error as { readonly stdout: string },
  );
  expect(stdout).toBe('');
});
