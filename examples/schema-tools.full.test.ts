import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const MODULES = join(import.meta.dirname, 'node_modules');
const PARTS = 'recordings { url }';
const QUERY = `query Page { callSessions(first: 3) { nodes { id ... @defer(label: "parts") { ${PARTS} } } } }`;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trunkline-schema-'));
  symlinkSync(MODULES, join(folder, 'node_modules'));
  write('package.json', '{ "type": "module" }');
  copyFileSync(join(import.meta.dirname, '..', 'schema.graphql'), join(folder, 'schema.graphql'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const write = (name: string, content: string) => writeFileSync(join(folder, name), content);
const run = (script: string, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(MODULES, script), ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
};

describe('a query with @defer or @stream', () => {
  it("is compiled by Relay's compiler", () => {
    mkdirSync(join(folder, 'src'));
    write(
      'src/page.js',
      `import { graphql } from 'react-relay';
graphql\`query pageQuery { callSessions(first: 3) { nodes { id ...page_parts @defer(label: "parts") } } }\`;
graphql\`query pageRowsQuery { callSessions(first: 5) { nodes @stream(label: "rows", initialCount: 2) { id } } }\`;
graphql\`fragment page_parts on CallSession { ${PARTS} }\`;\n`,
    );
    write('relay.config.json', '{ "src": "./src", "schema": "./schema.graphql", "language": "javascript" }');
    expect(run('relay-compiler/cli.js', 'relay.config.json')).toMatchObject({ status: 0 });
    expect(readdirSync(join(folder, 'src', '__generated__'))).toContain('pageQuery.graphql.js');
  });

  it('is accepted by gql.tada, which still refuses a field that is not there', () => {
    const plugin = { name: 'gql.tada/ts-plugin', schema: './schema.graphql', tadaOutputLocation: './graphql-env.d.ts' };
    const compilerOptions = { strict: true, module: 'nodenext', noEmit: true, skipLibCheck: true, plugins: [plugin] };
    write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    const page = (query: string) => `import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './graphql-env.d.ts';
const graphql = initGraphQLTada<{ introspection: introspection }>();
export const Page = graphql(\`${query}\`);\n`;
    write('right.ts', page(QUERY));
    write('wrong.ts', page(QUERY.replace('url', 'nothing')));
    expect(run('gql.tada/bin/cli.js', 'generate-output')).toMatchObject({ status: 0 });
    const { said } = run('gql.tada/bin/cli.js', 'check');
    expect(said).toContain('Cannot query field "nothing"');
    expect(said).not.toContain('right.ts');
  });
});
