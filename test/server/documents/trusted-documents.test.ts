import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCOPES } from '../../../src/domain/caller.ts';
import { readDocumentRules } from '../../../src/server/documents/create-documents.ts';
import { DocumentsError } from '../../../src/server/documents/documents-error.ts';
import { checkSettings } from '../../../src/server/settings-file/read-settings-file.ts';
import { makeKey } from '../../support/make-key.ts';
import { type HttpAnswer, sendHttp } from '../../support/send-http.ts';
import { type ServedDemo, startServedDemo } from '../../support/start-served-demo.ts';
import { type Manifests, PROVIDERS, makeManifests } from './make-manifests.ts';

const MUTATION =
  'mutation Finish($input: FinishExternalCallInput!) { finishExternalCall(input: $input) { __typename } }';
const OWN = 'query Own { providers { name } }';

const app = makeKey(
  'app',
  SCOPES.filter((scope) => scope !== 'documents:any'),
);
const developer = makeKey('developer', SCOPES);

let manifests: Manifests;
let served: ServedDemo;
beforeAll(async () => {
  manifests = makeManifests();
  const others = manifests.write('others.json', { finish: MUTATION });
  const { codegen, relay, apollo } = manifests;
  served = await startServedDemo(
    { count: 5 },
    {
      more: {
        auth: { mode: 'keys', keys: [app.entry, developer.entry] },
        documents: { file: [codegen, relay, apollo, others], only: true, cacheSeconds: 10 },
      },
    },
  );
});
afterAll(async () => {
  await served.close();
  manifests.remove();
});

const JSON_HEADERS = { 'content-type': 'application/json', ...app.headers };
const post = (body: object, headers: Readonly<Record<string, string>> = {}) =>
  sendHttp(`${served.url}/graphql`, {
    method: 'POST',
    headers: { ...JSON_HEADERS, ...headers },
    body: JSON.stringify(body),
  });
const get = (search: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
  sendHttp(`${served.url}/graphql?${new URLSearchParams(search).toString()}`, {
    headers: { accept: 'application/json', ...app.headers, ...headers },
  });
type Said = {
  data?: { providers?: object[]; callSessions?: { nodes: object[] } } | null;
  errors?: { message: string; extensions: { code: string } }[];
};
const said = ({ bytes }: HttpAnswer) => JSON.parse(bytes.toString()) as Said;
const codeOf = (answer: HttpAnswer) => [answer.status, said(answer).errors?.[0]?.extensions.code];

describe('an operation of a manifest', () => {
  it("of graphql-codegen is answered by documentId, by Apollo's hash with and without its prefix, and by GET", async () => {
    const id = manifests.idIn(manifests.codegen, 'Page');
    expect(id).toMatch(/^sha256:/);
    const bare = id.replace('sha256:', '');
    const variables = { first: 2 };
    const hash = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });
    for (const asked of [
      { documentId: id },
      { documentId: bare },
      hash(id),
      hash(bare),
      { ...hash(bare), query: '' },
    ]) {
      const answer = said(await post({ ...asked, operationName: 'Page', variables }));
      expect(answer.data?.callSessions?.nodes).toHaveLength(2);
    }
    const extensions = JSON.stringify(hash(bare).extensions);
    for (const asked of [{ documentId: id }, { extensions }] as Record<string, string>[]) {
      const answer = await get({ ...asked, variables: JSON.stringify(variables) });
      expect(said(answer).data?.callSessions?.nodes).toHaveLength(2);
      expect(answer.headers['cache-control']).toBe('private, max-age=10');
      for (const header of ['authorization', 'x-trunkline-cost', 'x-trunkline-partial', 'x-trunkline-trace'])
        expect(answer.headers['vary']).toContain(header);
    }
  });

  // The libraries themselves are asked in examples/documents.full.test.ts.
  it('of relay-compiler is answered by doc_id', async () => {
    const doc_id = manifests.idIn(manifests.relay, 'providersQuery');
    expect(doc_id).toMatch(/^[\da-f]{32}$/);
    expect(said(await post({ doc_id, variables: {} })).data?.providers).toHaveLength(4);
  });

  it('of Apollo is answered by its hash, over GET too', async () => {
    const persistedQuery = { version: 1, sha256Hash: createHash('sha256').update(PROVIDERS).digest('hex') };
    expect(said(await get({ extensions: JSON.stringify({ persistedQuery }) })).data?.providers).toHaveLength(4);
  });

  it('is answered by its text too', async () => {
    expect(said(await post({ query: PROVIDERS })).data?.providers).toHaveLength(4);
  });

  it('keeps the limits of any other: variables can make it too dear, a mutation wants POST, wrong ones are told', async () => {
    const id = manifests.idIn(manifests.codegen, 'Page');
    expect(codeOf(await post({ documentId: id, variables: { first: 5000 } }))).toEqual([200, 'BAD_PAGE_SIZE']);
    expect(codeOf(await post({ documentId: id, variables: { first: 'x' } }))[1]).toBe('BAD_REQUEST');
    const asked = { documentId: 'finish', variables: '{"input":{"provider":"portal","callId":"1","userId":"1"}}' };
    expect(codeOf(await get(asked))).toEqual([405, 'METHOD_NOT_ALLOWED']);
    const failed = await get({ documentId: id });
    expect([failed.headers['cache-control'], codeOf(failed)[1]]).toEqual(['no-store', 'BAD_REQUEST']);
  });

  it('is refused where another text stands beside its id, or the id is none', async () => {
    const id = manifests.idIn(manifests.codegen, 'Providers');
    expect(codeOf(await post({ documentId: id, query: '{ __typename }' }))[1]).toBe('BAD_REQUEST');
    for (const documentId of [5, '', {}, ['x']])
      expect(codeOf(await post({ documentId, query: PROVIDERS })), JSON.stringify(documentId)).toEqual([
        400,
        'BAD_REQUEST',
      ]);
    const twice = `documentId=${id}&documentId=other`;
    const answer = await sendHttp(`${served.url}/graphql?${twice}`, {
      headers: { accept: 'application/json', ...app.headers },
    });
    expect(answer.status).toBe(200);
  });
});

describe('documents.only', () => {
  it('refuses what is not listed, in every form, and says what to do', async () => {
    const hash = { extensions: { persistedQuery: { version: 1, sha256Hash: 'f'.repeat(64) } } };
    const refused = [
      await post({ query: OWN }),
      await post({ query: '{ __schema { types { name } } }' }),
      await post({ query: '{ broken' }),
      await post(hash),
      await post({ ...hash, query: OWN }),
      await post({ documentId: 'x'.repeat(5000) }),
      await get({ query: OWN }),
      await get({ doc_id: 'nobody' }),
    ];
    for (const answer of refused) {
      expect(said(answer).errors).toMatchObject([{ extensions: { code: 'DOCUMENT_NOT_TRUSTED' } }]);
      expect(said(answer).errors![0]!.message).toMatch(/documents\.only.*documents:any/);
      expect(answer.bytes.length).toBeLessThan(600);
      expect(answer.headers['cache-control']).toBe('no-store');
    }
    const modern = { accept: 'application/graphql-response+json' };
    expect([(await post({ query: OWN }, modern)).status, (await post({ query: OWN })).status]).toEqual([403, 200]);
    expect(codeOf(await post({}))).toEqual([400, 'BAD_REQUEST']);
  });

  it('leaves GraphiQL and the schema to callers with the scope documents:any', async () => {
    const page = { accept: 'text/html' };
    const refused = await sendHttp(`${served.url}/graphql`, { headers: { ...page, ...app.headers } });
    expect([refused.status, refused.bytes.toString()]).toEqual([403, expect.stringContaining('documents:any')]);
    const schema = await sendHttp(`${served.url}/schema.graphql`, { headers: app.headers });
    expect(codeOf(schema)).toEqual([403, 'DOCUMENT_NOT_TRUSTED']);
    for (const path of ['/graphql', '/schema.graphql'])
      expect((await sendHttp(served.url + path, { headers: { ...page, ...developer.headers } })).status).toBe(200);
    const asked = await post({ query: OWN }, developer.headers);
    expect(said(asked).data?.providers).toHaveLength(4);
  });

  it('applies to what is asked over an event stream', async () => {
    const place = `${served.url}/graphql`;
    const token = await (await fetch(place, { method: 'PUT', headers: app.headers })).text();
    const stream = await fetch(`${place}?token=${token}`, { headers: { accept: 'text/event-stream', ...app.headers } });
    const named = { 'x-graphql-event-stream-token': token };
    const documentId = manifests.idIn(manifests.codegen, 'Providers');
    await post({ query: OWN, extensions: { operationId: 'own' } }, named);
    await post({ documentId, extensions: { operationId: 'listed' } }, named);
    let text = '';
    for await (const chunk of stream.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      if (text.match(/event: complete/g)?.length === 2) break;
    }
    const events = [...text.matchAll(/data: (\{"id".*"payload".*)/g)].map(([, json]) => JSON.parse(json!) as object);
    expect(events).toMatchObject([
      { id: 'own', payload: { errors: [{ extensions: { code: 'DOCUMENT_NOT_TRUSTED' } }] } },
      { id: 'listed', payload: { data: { providers: [{}, {}, {}, {}] } } },
    ]);
  });

  it('applies to everybody where nobody is asked who they are', async () => {
    const open = await startServedDemo({ count: 1 }, { more: { documents: { file: manifests.codegen, only: true } } });
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ query: OWN });
    const answer = await sendHttp(`${open.url}/graphql`, { method: 'POST', headers, body });
    const page = await sendHttp(`${open.url}/graphql`, { headers: { accept: 'text/html' } });
    await open.close();
    expect([codeOf(answer)[1], codeOf(page)]).toEqual(['DOCUMENT_NOT_TRUSTED', [403, 'DOCUMENT_NOT_TRUSTED']]);
  });
});

describe('a file of operations that cannot be used', () => {
  const refusalOf = (value: unknown, documents: object = {}, server: object = {}): string => {
    const file = manifests.write('wrong.json', value);
    const settings = checkSettings(
      {
        value: { documents: { file, ...documents }, server, providers: served.demo.providers },
        ...{ problems: [], filled: new Set() },
      },
      'the test',
    );
    try {
      readDocumentRules(settings);
      return 'nothing was refused';
    } catch (error) {
      if (error instanceof DocumentsError) return error.message.replaceAll(manifests.folder, '…');
      throw error;
    }
  };

  it.each([
    ['{ broken', 'it is not JSON'],
    [[], 'it is no JSON object of ids and operations'],
    [{}, 'it holds no operation'],
    [{ abc: 5 }, 'the id "abc" has no operation'],
    [{ format: 'other', operations: [] }, 'its format is not "apollo-persisted-query-manifest"'],
    [
      { format: 'apollo-persisted-query-manifest', version: 1, operations: [{ id: 'x' }] },
      'the id "x" has no operation',
    ],
    [
      { abc: 'query Calls { callSesions { nodes { id } } }' },
      'Calls: Cannot query field "callSesions" on type "Query".',
    ],
    [{ abc: '{ providers { key }' }, 'the operation with the id "abc": Syntax Error'],
    [{ abc: 'fragment F on Provider { key }' }, 'the operation with the id "abc": Fragment "F" is never used.'],
    [{ abc: `query Long { providers { ${'key '.repeat(6000)} } }` }, 'tokens'],
  ] as const)('is refused, naming the operation (%#)', (value, words) => {
    const message = refusalOf(value);
    expect(message).toContain('The operations in …/wrong.json (documents.file) cannot be used:\n  ');
    expect(message).toContain(words);
  });

  it('is refused where it is not there, where two files disagree, and where introspection is off', () => {
    const missing = join(manifests.folder, 'nowhere.json');
    expect(refusalOf({}, { file: missing })).toContain('there is no file …/nowhere.json');
    const other = manifests.write('other.json', { abc: OWN });
    expect(refusalOf({ abc: PROVIDERS }, { file: [other, join(manifests.folder, 'wrong.json')] })).toContain(
      'the id "abc" is that of another operation in another file',
    );
    const introspecting = { abc: 'query Types { __schema { types { name } } }' };
    expect(refusalOf(introspecting, {}, { introspection: false })).toContain('Types: This server does not answer');
    expect(refusalOf(introspecting)).toBe('nothing was refused');
  });
});

/** Reads a manifest under settings that have more. */
function rulesFor(manifest: unknown, more: object = {}) {
  const file = manifests.write('rules.json', manifest);
  const value = { documents: { file }, providers: served.demo.providers, ...more };
  return readDocumentRules(checkSettings({ value, problems: [], filled: new Set() }, 'the test'));
}

describe('an id with and without its prefix', () => {
  it('is one operation', () => {
    const { textById } = rulesFor({ 'sha256:abc': PROVIDERS, abc: PROVIDERS, def: OWN });
    expect([...textById]).toEqual([
      ['abc', PROVIDERS],
      ['def', OWN],
    ]);
  });

  it.each([
    [{ 'sha256:abc': PROVIDERS, abc: OWN }, 'the id "abc" is that of two operations'],
    [{ abc: OWN, 'sha256:abc': PROVIDERS }, 'two operations, once with its prefix sha256: and once without'],
    [
      {
        format: 'apollo-persisted-query-manifest',
        version: 1,
        operations: [
          { id: 'abc', body: OWN },
          { id: 'abc', body: PROVIDERS },
        ],
      },
      'the id "abc" is that of two operations\n',
    ],
  ])('is refused at start where it is that of two (%#)', (value, words) => {
    expect(() => rulesFor(value)).toThrow(DocumentsError);
    expect(() => rulesFor(value)).toThrow(new RegExp(words.trimEnd()));
  });
});

describe('the operations of a supergraph', () => {
  const ENTITIES = 'query Entities($of: [_Any!]!) { _entities(representations: $of) { __typename } _service { sdl } }';
  const NODE = 'query Node { node(id: "x") { __typename } }';

  it('are checked by the graph that is served', () => {
    expect(rulesFor({ entities: ENTITIES }, { federation: true }).texts).toContain(ENTITIES);
    expect(() => rulesFor({ entities: ENTITIES }, {})).toThrow(/Entities: .*_Any/);
    expect(() => rulesFor({ node: NODE }, { federation: true })).toThrow(/Node: Cannot query field "node"/);
    expect(rulesFor({ node: NODE }, {}).texts).toContain(NODE);
  });
});

describe('reading the operations anew', () => {
  it('goes by the file as it is now, and by what it had where the file cannot be used', async () => {
    const file = manifests.write('changing.json', { first: PROVIDERS });
    served.renewDocuments({ file: [file] });
    expect(said(await post({ documentId: 'first' })).data?.providers).toHaveLength(4);
    manifests.write('changing.json', { second: OWN });
    expect(codeOf(await post({ documentId: 'second' }))[1]).toBe('DOCUMENT_NOT_TRUSTED');
    served.renewDocuments({ file: [file] });
    expect(said(await post({ documentId: 'second' })).data?.providers).toHaveLength(4);
    expect(codeOf(await post({ documentId: 'first' }))[1]).toBe('DOCUMENT_NOT_TRUSTED');
    manifests.write('changing.json', { third: '{ nothing }' });
    expect(() => served.renewDocuments({ file: [file] })).toThrow('Cannot query field "nothing"');
    expect(said(await post({ documentId: 'second' })).data?.providers).toHaveLength(4);
    expect(readFileSync(file, 'utf8')).toContain('third');
  });
});
