import { expect, it } from 'vitest';
import { runExample } from '../test/support/run-example.ts';

it.each(['tsconfig.json', 'federation/tsconfig.json'])('the examples have no error of types by %s', async (project) => {
  const { stdout } = await runExample('../node_modules/typescript/bin/tsc', '--project', project);
  expect(stdout).toBe('');
});
