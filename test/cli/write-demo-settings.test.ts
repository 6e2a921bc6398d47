import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../src/demo/index.ts';
import { readSettingsFile } from '../../src/server/settings-file/read-settings-file.ts';
import { writeDemoSettings } from '../../src/cli/demo.ts';

describe('settings that the demo writes', () => {
  let demo: Demo;
  let folder = '';
  beforeAll(async () => {
    demo = await startDemo({ count: 5 });
    folder = mkdtempSync(join(tmpdir(), 'trunkline-written-'));
  });
  afterAll(async () => {
    await demo.close();
    rmSync(folder, { recursive: true });
  });

  it('name all its phone systems and people, for the eyes of their owner', () => {
    const file = join(folder, 'demo.yaml');
    writeDemoSettings(demo, file);
    const settings = readSettingsFile(file, {}, {});
    expect(settings.providers.map(({ id }) => id)).toEqual(['portal', 'tracking', 'pbx', 'desk']);
    expect(settings.people.map(({ name }) => name)).toEqual(demo.people.map(({ name }) => name));
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('replace those of an earlier demo, and no other file', () => {
    const file = join(folder, 'again.yaml');
    writeDemoSettings(demo, file);
    const first = readFileSync(file, 'utf8');
    writeFileSync(file, `${first}# more\n`);
    writeDemoSettings(demo, file);
    expect(readFileSync(file, 'utf8')).toBe(first);

    const own = join(folder, 'trunkline.yaml');
    writeFileSync(own, 'providers: []\n');
    expect(() => writeDemoSettings(demo, own)).toThrow(/trunkline\.yaml is there already, .* Name another file\./);
    expect(readFileSync(own, 'utf8')).toBe('providers: []\n');
  });

  it('say where they cannot be written', () => {
    expect(() => writeDemoSettings(demo, join(folder, 'none', 'demo.yaml'))).toThrow(
      /none.demo\.yaml cannot be written/,
    );
  });
});
