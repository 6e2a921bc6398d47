import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { type ConcreteRequest, Environment, Network, RecordSource, Store, fetchQuery } from 'relay-runtime';
import { describe, expect, it } from 'vitest';
import { SCOPES } from '../src/domain/caller.ts';
import { makeKey } from '../test/support/make-key.ts';
import { EXAMPLES } from '../test/support/run-example.ts';
import { type ServedDemo, startServedDemo } from '../test/support/start-served-demo.ts';

const QUERY = 'query Keys { providers { id key } }';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const app = makeKey(
  'app',
  SCOPES.filter((scope) => scope !== 'documents:any'),
);
const developer = makeKey('developer', SCOPES);
const auth = { mode: 'keys', keys: [app.entry, developer.entry] };

/** A folder of its own, and a server whose documents are in it. */
async function withServer(
  documents: (folder: string) => Readonly<Record<string, unknown>> | undefined,
  use: (served: ServedDemo, folder: string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'trunkline-documents-'));
  try {
    const settings = documents(folder);
    const served = await startServedDemo({ count: 5 }, { more: { auth, ...(settings && { documents: settings }) } });
    await use(served, folder).finally(() => served.close());
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Asks the same twice, and gives what Apollo's client sent: its method, and whether the text of the query was in it. */
async function askTwice(
  { url }: ServedDemo,
  { headers }: typeof app,
  options: ConstructorParameters<typeof PersistedQueryLink>[0],
): Promise<string[]> {
  const sent: string[] = [];
  const watchedFetch: typeof fetch = (input, init) => {
    const address = input instanceof Request ? input.url : input.toString();
    const text = typeof init?.body === 'string' ? init.body : decodeURIComponent(address);
    sent.push(
      `${init?.method} ${text.includes('query Keys') ? 'text' : ''}${text.includes('sha256Hash') ? 'hash' : ''}`,
    );
    return fetch(input, init);
  };
  const http = new HttpLink({ uri: `${url}/graphql`, headers, fetch: watchedFetch });
  const client = new ApolloClient({
    link: ApolloLink.from([new PersistedQueryLink(options), http]),
    cache: new InMemoryCache(),
  });
  for (let round = 0; round < 2; round += 1) {
    const { data } = await client.query<{ providers: object[] }>({ query: gql(QUERY), fetchPolicy: 'network-only' });
    expect(data?.providers).toHaveLength(4);
  }
  client.stop();
  return sent;
}

describe("Apollo's client, which offers the hash of its query", () => {
  it.each([false, true])(
    'sends a server that registers none the query itself, and no hash again (over GET: %s)',
    (isGet) =>
      withServer(
        () => undefined,
        async (served) => {
          const sent = await askTwice(served, developer, { sha256, useGETForHashedQueries: isGet });
          expect(sent).toEqual([isGet ? 'GET hash' : 'POST hash', 'POST text', 'POST text']);
        },
      ),
  );

  it('sends a server that registers them the query once, and the hash alone from then on', () =>
    withServer(
      () => ({ register: true }),
      async (served) => {
        const sent = await askTwice(served, developer, { sha256, useGETForHashedQueries: true });
        expect(sent).toEqual(['GET hash', 'POST texthash', 'GET hash']);
      },
    ));

  it('sends a server that has its manifest no text at all', () =>
    withServer(
      (folder) => {
        const file = join(folder, 'persisted-query-manifest.json');
        const operations = [{ id: sha256(QUERY), name: 'Keys', type: 'query', body: QUERY }];
        writeFileSync(file, JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }));
        return { file, only: true };
      },
      async (served) => {
        const options = { generateHash: () => sha256(QUERY), useGETForHashedQueries: true };
        expect(await askTwice(served, app, options)).toEqual(['GET hash', 'GET hash']);
      },
    ));
});

describe('Relay', () => {
  it('sends a server that has the manifest of its compiler no text at all', () =>
    withServer(compileForRelay, async (served, folder) => {
      const compiled = (await import(join(folder, 'generated', 'keysQuery.graphql.ts'))) as {
        default: ConcreteRequest;
      };
      expect(compiled.default.params.text).toBeNull();
      const environment = new Environment({
        network: Network.create(async ({ id }, variables) => {
          const response = await fetch(`${served.url}/graphql`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', ...app.headers },
            body: JSON.stringify({ doc_id: id, variables }),
          });
          return (await response.json()) as never;
        }),
        store: new Store(new RecordSource()),
      });
      const data = await fetchQuery(environment, compiled.default, {}).toPromise();
      expect((data as { providers: object[] }).providers).toHaveLength(4);
    }));

  function compileForRelay(folder: string) {
    mkdirSync(join(folder, 'generated'));
    const write = (name: string, content: unknown) =>
      writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
    const query = QUERY.replace('Keys', 'keysQuery');
    write('keys.ts', `import { graphql } from 'relay-runtime';\nexport const query = () => graphql\`${query}\`;`);
    write('persisted_queries.json', {});
    write('relay.config.json', {
      ...{ src: '.', schema: 'schema.graphql', artifactDirectory: 'generated' },
      ...{ language: 'typescript', eagerEsModules: true, useImportTypeSyntax: true },
      persistConfig: { file: './persisted_queries.json', algorithm: 'MD5' },
    });
    write('schema.graphql', readFileSync(join(EXAMPLES, '..', 'schema.graphql'), 'utf8'));
    const compiler = join(EXAMPLES, 'node_modules', 'relay-compiler', 'cli.js');
    const { status, stdout, stderr } = spawnSync(process.execPath, [compiler, 'relay.config.json'], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`relay-compiler failed: ${stdout}${stderr}`);
    return { file: join(folder, 'persisted_queries.json'), only: true };
  }
});
