import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readSettingsFile } from '../src/server/settings-file/read-settings-file.ts';

const FOLDER = join(import.meta.dirname, '../docs/compose');
const read = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');

type Service = {
  readonly image: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly volumes: readonly string[];
  readonly depends_on?: Readonly<Record<string, unknown>>;
};
const { services, volumes } = parse(read('replicas.yaml'), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: object;
};
const replicas = Object.entries(services).filter(([, { image }]) => image === 'trunkline');

/** Whatever an operator fills in. */
const filledIn = (text: string): string =>
  text.replaceAll(/\$\{(\w+)[^}]*\}/g, (_whole, name: string) =>
    name === 'PUBLIC_URL' ? 'https://calls.example.com' : 'filled-in',
  );

describe('the compose file of docs/replicas.md', () => {
  it('has replicas that differ in nothing', () => {
    expect(replicas.map(([name]) => name)).toEqual(['replica-1', 'replica-2']);
    expect(replicas[0]![1]).toEqual(replicas[1]![1]);
  });

  it('gives them settings that are accepted, with every secret that they name', () => {
    const [, { environment, volumes: mounted }] = replicas[0]!;
    expect(mounted).toEqual(['./replicas-settings.yaml:/etc/trunkline/trunkline.yaml:ro']);
    const filled = Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, filledIn(value)]));
    const settings = readSettingsFile(join(FOLDER, 'replicas-settings.yaml'), filled);
    expect(settings.store).toEqual({ kind: 'postgres', url: 'postgres://trunkline:filled-in@postgres:5432/trunkline' });
    expect(settings.server.publicUrl).toBe('https://calls.example.com');
    expect(read('replicas-settings.yaml').match(/\$\{\w+\}/g)).toHaveLength(Object.keys(environment).length);
  });

  it('has the database and the balancer that they are named in', () => {
    const { environment } = services['postgres']!;
    expect([environment['POSTGRES_USER'], environment['POSTGRES_DB']]).toEqual(['trunkline', 'trunkline']);
    expect(Object.keys(replicas[0]![1].depends_on!)).toEqual(['postgres']);
    const asked = /reverse_proxy (.+) \{/.exec(read('Caddyfile'))![1]!.split(' ');
    expect(asked).toEqual(replicas.map(([name]) => `${name}:4000`));
    const named = Object.values(services).flatMap((service) =>
      service.volumes.filter((volume) => !volume.startsWith('.')),
    );
    expect(named.map((volume) => volume.split(':')[0])).toEqual(Object.keys(volumes));
  });
});
