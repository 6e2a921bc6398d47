import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../..');
const FOLDER = join(ROOT, 'test/support/sample-provider');
const guide = readFileSync(join(ROOT, 'docs/add-a-provider.md'), 'utf8');
const files = new Map(readdirSync(FOLDER).map((file) => [file, readFileSync(join(FOLDER, file), 'utf8')]));
const conformance = readFileSync(join(import.meta.dirname, 'conformance.full.test.ts'), 'utf8');

describe('docs/add-a-provider.md', () => {
  it('shows the code of the sample, word for word', () => {
    const shown = [...guide.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => withoutIndent(match[1]!));
    const code = [...files.values(), conformance].map(withoutIndent);
    expect(shown.length).toBeGreaterThan(5);
    expect(shown.filter((block) => !code.some((text) => text.includes(block)))).toEqual([]);
  });

  it('names each file of the sample', () => {
    expect([...files.keys()].filter((file) => !guide.includes(`\`${file}\``))).toEqual([]);
  });

  it('promises a vendor and its provider in fewer than 500 lines, and keeps it', () => {
    const lines = [...files.values()].reduce((sum, text) => sum + text.split('\n').length - 1, 0);
    expect(guide).toContain('fewer than 500 lines');
    expect(lines).toBeLessThan(500);
  });
});

/** A piece that stands alone is indented less. */
const withoutIndent = (code: string): string => code.replace(/^ +/gm, '').trim();
