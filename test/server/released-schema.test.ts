import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trunkline-release-'));
  cpSync(join(ROOT, 'schema.graphql'), join(folder, 'schema.graphql'));
  write('CHANGELOG.md', '# Changelog\n\n## Unreleased\n\n## 1.2.0\n');
  write('package.json', '{ "version": "1.3.0" }');
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const run = (command: string) => {
  const script = join(ROOT, 'scripts', 'released-schema.ts');
  const { status, stdout } = spawnSync(process.execPath, [script, command, folder], { encoding: 'utf8' });
  return { status, said: stdout };
};
const change = (from: string, to: string) => {
  const schema = readFileSync(join(folder, 'schema.graphql'), 'utf8');
  expect(schema).toContain(from);
  write('schema.graphql', schema.replace(from, to));
};

describe('the schema of the last release', () => {
  it('is kept to: a field that is taken out fails, with its name', () => {
    expect(run('release').status).toBe(0);
    expect(run('check')).toMatchObject({ status: 0 });
    change('  isComplete: Boolean!', '  isWhole: Boolean!');
    const { status, said } = run('check');
    expect(status).toBe(1);
    expect(said).toMatch(/- \w+\.isComplete: /);
  });

  it('may be added to', () => {
    run('release');
    change('  isComplete: Boolean!', '  isComplete: Boolean!\n  isNew: Boolean');
    expect(run('check').status).toBe(0);
  });

  it('may be broken by a version that says so', () => {
    run('release');
    change('  isComplete: Boolean!', '  isWhole: Boolean!');
    write('package.json', '{ "version": "2.0.0" }');
    expect(run('check').status).toBe(0);
  });

  it('is not forgotten at a release', () => {
    expect(run('check').status).toBe(1);
    run('release');
    write('CHANGELOG.md', '# Changelog\n\n## 1.3.0\n\n## 1.2.0\n');
    expect(run('check')).toMatchObject({ status: 1, said: expect.stringContaining('1.3.0') as string });
  });

  it('is none before the first release', () => {
    write('CHANGELOG.md', '# Changelog\n\n## Unreleased\n');
    expect(run('check').status).toBe(0);
    expect(run('release').status).toBe(1);
  });
});
