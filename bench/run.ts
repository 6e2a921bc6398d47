import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const NOT_COMMANDS = new Set(['run.ts', 'report.ts', 'vendors.ts']);
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && !NOT_COMMANDS.has(file))
  .map((file) => file.replace(/\.ts$/, ''))
  .sort();

const asked = process.argv.slice(2).map((word) => word.replace(/\.ts$/, ''));
const unknown = asked.filter((word) => !names.includes(word));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are:\n  ${names.join('\n  ')}`);
  process.exit(1);
}

const commands = names.filter((name) => asked.length === 0 || asked.includes(name));
const missed = commands.filter((name) => {
  const { status } = spawnSync(process.execPath, ['--expose-gc', join(import.meta.dirname, `${name}.ts`)], {
    stdio: 'inherit',
  });
  return status !== 0;
});

console.log(
  `${commands.length - missed.length} passed, ${missed.length} failed${missed.length > 0 ? `: ${missed.join(', ')}` : ''}`,
);
process.exit(missed.length > 0 ? 1 : 0);
