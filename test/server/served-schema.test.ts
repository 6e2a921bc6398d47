import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  lexicographicSortSchema,
  parse,
  printSchema,
  validate,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendHttp } from '../support/send-http.ts';
import { type ServedDemo, startServedDemo } from '../support/start-served-demo.ts';

const MODULES = join(import.meta.dirname, '..', '..', 'node_modules');
const PARTS = 'recordings { url }';
const QUERY = `query Page { callSessions(first: 3) { nodes { id ... @defer(label: "parts") { ${PARTS} } } } }`;
const STREAM = 'query Rows { callSessions(first: 5) { nodes @stream(label: "rows", initialCount: 2) { id } } }';

let served: ServedDemo;
let text: string;
let folder: string;

beforeAll(async () => {
  served = await startServedDemo({ count: 5 });
  text = (await sendHttp(`${served.url}/schema.graphql`)).bytes.toString();
  folder = mkdtempSync(join(tmpdir(), 'trunkline-schema-'));
  symlinkSync(MODULES, join(folder, 'node_modules'));
  write('package.json', '{ "type": "module" }');
  write('schema.graphql', text);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await served.close();
});

const write = (name: string, content: string) => writeFileSync(join(folder, name), content);
const run = (script: string, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(MODULES, script), ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
};

describe('GET /schema.graphql', () => {
  it('is the schema that is served, and the one that is committed', async () => {
    const body = JSON.stringify({
      query: getIntrospectionQuery({
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        inputValueDeprecation: true,
        oneOf: true,
      }),
    });
    const headers = { 'content-type': 'application/json' };
    const answer = await sendHttp(`${served.url}/graphql`, { method: 'POST', headers, body });
    const { data } = JSON.parse(answer.bytes.toString()) as { data: Parameters<typeof buildClientSchema>[0] };
    const sorted = (schema: ReturnType<typeof buildSchema>) => printSchema(lexicographicSortSchema(schema));
    expect(sorted(buildSchema(text))).toBe(sorted(buildClientSchema(data)));
    const committed = readFileSync(join(MODULES, '..', 'schema.graphql'), 'utf8');
    expect(sorted(buildSchema(text))).toBe(sorted(buildSchema(committed)));
  });

  it('is plain text that is not sent again to whoever has it', async () => {
    const { headers, bytes } = await sendHttp(`${served.url}/schema.graphql`, { headers: { 'accept-encoding': 'br' } });
    expect(headers).toMatchObject({ 'content-type': 'text/plain; charset=utf-8', 'content-encoding': 'br' });
    expect(bytes.byteLength).toBeLessThan(text.length / 3);
    const kept = { 'accept-encoding': 'br', 'if-none-match': headers['etag']! };
    expect((await sendHttp(`${served.url}/schema.graphql`, { headers: kept })).status).toBe(304);
  });

  it('is not there where clients may not ask for the schema', async () => {
    const closed = await startServedDemo({ count: 5 }, { server: { introspection: false } });
    expect((await sendHttp(`${closed.url}/schema.graphql`)).status).toBe(404);
    await closed.close();
  });
});

describe('a query with @defer or @stream', () => {
  it('is valid against the printed schema', () => {
    for (const query of [QUERY, STREAM]) expect(validate(buildSchema(text), parse(query))).toEqual([]);
  });

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
