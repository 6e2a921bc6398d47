import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const RUN = fileURLToPath(new URL('../../bench/run.ts', import.meta.url));

it('names the benchmarks there are when it is asked for one there is not, and runs none', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [RUN, 'first-page', 'nonsense'], { encoding: 'utf8' });
  expect(stderr).toMatch(/^There is no benchmark nonsense\. There are:\n {2}.*\n {2}first-page\n/s);
  expect([status, stdout]).toEqual([1, '']);
});
