import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';

/**
 * `check` compares schema.graphql with that of the last release and fails where a client of it would break; `release`
 * keeps schema.graphql as that of the newest release of CHANGELOG.md. A file, not a tag: clones without tags have it too.
 */
const [command = 'check', folder = fileURLToPath(new URL('..', import.meta.url))] = process.argv.slice(2);
const RELEASED = 'schema.released.graphql';

const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const end = (code: number, ...lines: readonly string[]): never => {
  console.log(lines.join('\n'));
  process.exit(code);
};

const released = /^## \[?(\d+\.\d+\.\d+)/m.exec(read('CHANGELOG.md'))?.[1];
const keep = 'npm run schema:release keeps schema.graphql as that of the newest release of CHANGELOG.md.';

if (command === 'release') {
  if (released === undefined) end(1, 'CHANGELOG.md has no release to keep the schema of: give it a "## 1.2.3" first.');
  writeFileSync(join(folder, RELEASED), `# Released with ${released}\n${read('schema.graphql')}`);
  end(0, `${RELEASED} is the schema of ${released}.`);
}
if (command !== 'check') end(1, 'Say check or release.');

const kept = existsSync(join(folder, RELEASED)) ? read(RELEASED) : undefined;
const keptRelease = kept === undefined ? undefined : /^# Released with (\S+)/.exec(kept)?.[1];
if (released !== keptRelease)
  end(1, `CHANGELOG.md has ${released ?? 'no release'}, ${RELEASED} is of ${keptRelease ?? 'none'}.`, keep);
if (kept === undefined || released === undefined) end(0, 'Nothing is released yet: there is no schema to keep to.');

const changes = await diff(buildSchema(kept!), buildSchema(read('schema.graphql')));
const breaking = changes.filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking);
const { version } = JSON.parse(read('package.json')) as { version: string };
if (breaking.length === 0) end(0, `Clients of ${released} go on working: ${changes.length} changes, none breaks them.`);
const list = breaking.map(({ message, path = '' }) => `- ${path}: ${message}`);
if (mayBreak(released!, version)) end(0, `${version} may break clients of ${released}, and does:`, ...list);
end(
  1,
  `${breaking.length} changes of schema.graphql break clients of ${released}:`,
  ...list,
  `Keep what is there and deprecate it (@deprecated), or raise the version in package.json: ${version} promises not to.`,
);

/** Semantic versions: the first number that is not 0 says that clients may break. */
function mayBreak(from: string, to: string): boolean {
  const [was, is] = [from, to].map((version) => version.split('.').map(Number) as [number, number, number]);
  return is![0] !== was![0] ? is![0] > was![0] : is![0] === 0 && is![1] > was![1];
}
