import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const NOT_COMMANDS = new Set(['run.ts', 'report.ts', 'vendors.ts']);
const asked = process.argv.slice(2);
const commands = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && !NOT_COMMANDS.has(file))
  .filter((file) => asked.length === 0 || asked.some((name) => file === name || file === `${name}.ts`))
  .sort();

const missed = commands.filter((file) => {
  const { status } = spawnSync(process.execPath, ['--expose-gc', join(import.meta.dirname, file)], {
    stdio: 'inherit',
  });
  return status !== 0;
});

console.log(
  `${commands.length - missed.length} passed, ${missed.length} failed${missed.length > 0 ? `: ${missed.join(', ')}` : ''}`,
);
process.exit(missed.length > 0 || commands.length === 0 ? 1 : 0);
