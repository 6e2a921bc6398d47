import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const MODULES = join(ROOT, 'node_modules');

/** Operations as the pages of a client write them. */
export const PROVIDERS = `query Providers { providers { id key } }`;
export const PAGE = `query Page($first: Int!) { callSessions(first: $first) { nodes { id ...Row } } } fragment Row on CallSession { startedAt durationSeconds }`;

/** A folder in which the tools of clients have written their manifests. */
export type Manifests = {
  readonly folder: string;
  readonly codegen: string;
  readonly relay: string;
  readonly apollo: string;
  /** The id of an operation, by its name, in a manifest of `{ id: text }`. */
  readonly idIn: (file: string, name: string) => string;
  /** Writes a file of one's own, and gives its path. */
  readonly write: (name: string, value: unknown) => string;
  readonly remove: () => void;
};

/** Lets GraphQL Code Generator write its manifest; those of Relay and Apollo are written in the form that they have. */
export function makeManifests(): Manifests {
  const folder = mkdtempSync(join(tmpdir(), 'trunkline-documents-'));
  symlinkSync(MODULES, join(folder, 'node_modules'));
  const write = (name: string, value: unknown): string => {
    writeFileSync(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));
    return join(folder, name);
  };
  const run = (script: string, ...args: string[]): void => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(MODULES, script), ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`${script} failed: ${stdout}${stderr}`);
  };
  copyFileSync(join(ROOT, 'schema.graphql'), join(folder, 'schema.graphql'));
  write('package.json', { type: 'module' });

  mkdirSync(join(folder, 'src'));
  write('src/queries.ts', `export const queries = [graphql(\`${PROVIDERS}\`), graphql(\`${PAGE}\`)];`);
  const preset = { preset: 'client', presetConfig: { persistedDocuments: { hashAlgorithm: 'sha256' } } };
  const config = { schema: 'schema.graphql', documents: 'src/*.ts', generates: { 'codegen/': preset } };
  write('codegen.mjs', `export default ${JSON.stringify(config)};`);
  run('@graphql-codegen/cli/esm/bin.js', '--config', 'codegen.mjs');

  // As relay-compiler writes it, and examples/documents.full.test.ts has it written.
  const byRelay = PROVIDERS.replace('Providers', 'providersQuery');
  const relay = write('persisted_queries.json', { [createHash('md5').update(byRelay).digest('hex')]: byRelay });

  const apollo = write('persisted-query-manifest.json', {
    format: 'apollo-persisted-query-manifest',
    version: 1,
    operations: [
      { id: createHash('sha256').update(PROVIDERS).digest('hex'), name: 'Providers', type: 'query', body: PROVIDERS },
    ],
  });
  return {
    ...{ folder, apollo, relay, write },
    codegen: join(folder, 'codegen', 'persisted-documents.json'),
    idIn(file, name) {
      const texts = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>);
      return texts.find(([, text]) => text.includes(`query ${name}`))![0];
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
