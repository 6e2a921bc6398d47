import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readSettingsFile } from '../../src/server/settings-file/read-settings-file.ts';
import { ROOT, readAdmitted, readImage } from './image.ts';

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const image = readImage();
const SETTINGS = readSettingsFile(join(ROOT, 'deploy/trunkline.yaml'), { BITRIX24_SECRET: 'secret-of-the-test' });

type Service = {
  readonly volumes: readonly string[];
  readonly read_only: boolean;
  readonly tmpfs: readonly string[];
  readonly ports: readonly string[];
};
const compose = parse(read('compose.yaml')) as {
  readonly services: { readonly trunkline: Service };
  readonly volumes: object;
};

describe('the image', () => {
  it('is built from what there is, and from no more than .dockerignore lets in', () => {
    const admitted = readAdmitted();
    const sources = image.copied.flatMap(({ from }) => from).filter((source) => source !== '.');
    for (const source of [...sources, ...admitted]) {
      expect(existsSync(join(ROOT, source)), source).toBe(true);
      expect(admitted).toContain(source);
    }
    // The build reads the sources and writes dist/; the rest of what is kept has to be let in.
    const kept = image.kept.flatMap(({ from }) => from.map((path) => path.replace('/build/', '')));
    for (const path of kept.filter((name) => name !== 'dist')) expect(admitted).toContain(path);
  });

  it('is built as npm run build does it', () => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
    const whole = scripts['build']!.replaceAll(/npm run (\S+)/g, (_found, name: string) => scripts[name]!);
    expect(image.builds).toEqual([whole]);
  });

  it('runs what it keeps, as somebody who is not root, with one volume', () => {
    const kept = image.kept.flatMap(({ from }) => from.map((path) => path.replace('/build/', '')));
    for (const [node, script] of [image.entrypoint, image.healthcheck]) {
      expect(node).toBe('node');
      expect(existsSync(join(ROOT, script!))).toBe(true);
      expect(kept).toContain(script!.split('/')[0]);
    }
    expect([image.user, image.folder, image.volume]).toEqual(['node', '/app', '/data']);
  });
});

describe('the compose file', () => {
  const { trunkline } = compose.services;
  it('mounts the settings where the image looks for them, and a volume where they keep the store', () => {
    const targets = trunkline.volumes.map((volume) => volume.split(':')[1]);
    expect(targets).toEqual([image.command.at(-1), image.volume]);
    expect(Object.keys(compose.volumes)).toEqual(['data']);
    expect(SETTINGS.store).toEqual({ kind: 'sqlite', path: `${image.volume}/trunkline.db` });
    expect(trunkline.ports).toEqual([`127.0.0.1:${SETTINGS.server.port}:${SETTINGS.server.port}`]);
  });

  it('lets nothing be written elsewhere', () => {
    expect([trunkline.read_only, trunkline.tmpfs]).toEqual([true, ['/tmp']]);
  });

  it('has settings that ask everybody for a key', () => {
    expect([SETTINGS.auth, SETTINGS.server.host]).toEqual([{ mode: 'keys', keys: [] }, '0.0.0.0']);
  });
});

const lacksSystemd = spawnSync('systemd-analyze', ['--version']).status !== 0;

describe('the unit for systemd', () => {
  const unit = read('deploy/trunkline.service');

  it.skipIf(lacksSystemd)('is one that systemd understands', () => {
    const folder = mkdtempSync(join(tmpdir(), 'trunkline-unit-'));
    const path = join(folder, 'trunkline.service');
    // The program need not be installed on the machine of the tests.
    writeFileSync(path, unit.replace('/usr/bin/trunkline', process.execPath));
    const { stderr, status } = spawnSync('systemd-analyze', ['verify', path], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect([stderr, status]).toEqual(['', 0]);
  });

  it('reloads with SIGHUP, writes to one folder, and is not begun again with settings that are wrong', () => {
    expect(unit).toMatch(/^ExecReload=.*-HUP \$MAINPID$/m);
    expect(unit).toMatch(/^ProtectSystem=strict$/m);
    expect(unit).toMatch(/^StateDirectory=trunkline$/m);
    expect(unit).toMatch(/^RestartPreventExitStatus=2$/m);
  });
});
