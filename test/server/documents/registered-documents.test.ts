import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRegisteredDocuments } from '../../../src/server/documents/registered-documents.ts';
import { makeKey } from '../../support/make-key.ts';
import { sendHttp } from '../../support/send-http.ts';
import { type ServedDemo, startServedDemo } from '../../support/start-served-demo.ts';

const QUERY = 'query Keys { providers { id key } }';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

let served: ServedDemo;
beforeAll(async () => {
  served = await startServedDemo({ count: 5 });
});
afterAll(() => served.close());

describe('a client that offers the hash of its query to a server that registers none', () => {
  // urql's persistedExchange looks for the message among the errors of an answer that came with a status of success.
  it.each(['application/json', 'application/graphql-response+json, application/json', '*/*'])(
    'is told in the words that urql knows: %s',
    async (accept) => {
      const extensions = { persistedQuery: { version: 1, sha256Hash: sha256(QUERY) } };
      const headers = { accept, 'content-type': 'application/json' };
      const body = JSON.stringify({ operationName: 'Keys', variables: {}, extensions });
      const answer = await sendHttp(`${served.url}/graphql`, { method: 'POST', headers, body });
      expect([answer.status, JSON.parse(answer.bytes.toString())]).toEqual([
        200,
        {
          errors: [{ message: 'PersistedQueryNotSupported', extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } }],
        },
      ]);
      const both = JSON.stringify({ query: QUERY, extensions });
      const retried = await sendHttp(`${served.url}/graphql`, { method: 'POST', headers, body: both });
      expect(JSON.parse(retried.bytes.toString())).toMatchObject({ data: { providers: [{}, {}, {}, {}] } });
    },
  );
});

describe('a server that registers queries under their hashes', () => {
  const [first, second] = [makeKey('first', ['calls:read']), makeKey('second', ['calls:read'])];
  const developer = makeKey('developer', ['documents:any']);
  const extensions = { persistedQuery: { version: 1, sha256Hash: sha256(QUERY) } };
  let open: ServedDemo;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trunkline-registered-'));
    writeFileSync(join(folder, 'operations.json'), JSON.stringify({ listed: '{ providers { name } }' }));
    const auth = { mode: 'keys', keys: [first.entry, second.entry, developer.entry] };
    const documents = { register: true, file: join(folder, 'operations.json') };
    open = await startServedDemo({ count: 5 }, { more: { auth, documents } });
  });
  afterAll(async () => {
    await open.close();
    rmSync(folder, { recursive: true });
  });
  const ask = async (body: object, { headers }: typeof first) => {
    const answer = await sendHttp(`${open.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const { data, errors } = JSON.parse(answer.bytes.toString()) as {
      data?: object;
      errors?: { message: string; extensions: { code: string } }[];
    };
    return errors
      ? [answer.status, errors[0]!.extensions.code, errors[0]!.message]
      : [answer.status, Object.keys(data!)];
  };
  const NOT_FOUND = [200, 'PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound'];
  const FOUND = [200, ['providers']];

  it('keeps what each caller registers for that caller alone', async () => {
    expect(await ask({ extensions }, first)).toEqual(NOT_FOUND);
    expect(await ask({ query: QUERY, extensions }, first)).toEqual(FOUND);
    expect(await ask({ extensions }, first)).toEqual(FOUND);
    expect(await ask({ extensions }, second)).toEqual(NOT_FOUND);
  });

  it('registers no query under a hash that is not its own', async () => {
    const query = '{ providers { name key } }';
    const [status, code] = await ask({ query, extensions }, second);
    expect([status, code]).toEqual([400, 'BAD_REQUEST']);
    expect(await ask({ extensions }, second)).toEqual(NOT_FOUND);
  });

  it('registers nothing of callers who may only ask what is listed', async () => {
    open.renewDocuments({ only: true });
    for (const query of [{}, { query: QUERY }])
      expect((await ask({ ...query, extensions }, first))[1]).toBe('DOCUMENT_NOT_TRUSTED');
    expect(await ask({ query: QUERY, extensions }, developer)).toEqual(FOUND);
    expect(await ask({ extensions }, developer)).toEqual(FOUND);
    expect(await ask({ documentId: 'listed' }, first)).toEqual(FOUND);
    open.renewDocuments();
  });
});

describe('registered queries', () => {
  const textOf = (index: number) => `query Q${index} { providers { key } }`;
  type RegisteredDocuments = ReturnType<typeof createRegisteredDocuments>;
  const addTo = (registered: RegisteredDocuments, caller: string, text: string) =>
    registered.add(caller, sha256(text), text);
  const keptOf = (registered: RegisteredDocuments, caller: string) =>
    Array.from({ length: 10 }, (_, index) => index).filter(
      (index) => registered.find(caller, sha256(textOf(index))) !== undefined,
    );

  it('are bounded in number, in characters and in callers; those that were used last stay', () => {
    const few = createRegisteredDocuments({ callers: 2, documentsOfCaller: 3, charactersOfCaller: 10_000 });
    for (let index = 0; index < 10; index += 1) addTo(few, 'a', textOf(index));
    addTo(few, 'b', textOf(1));
    expect([keptOf(few, 'a'), keptOf(few, 'b')]).toEqual([[7, 8, 9], [1]]);
    addTo(few, 'c', textOf(2));
    expect([keptOf(few, 'a'), keptOf(few, 'b'), keptOf(few, 'c')]).toEqual([[], [1], [2]]);
    const short = createRegisteredDocuments({ callers: 2, documentsOfCaller: 10, charactersOfCaller: 250 });
    for (let index = 0; index < 10; index += 1) addTo(short, 'a', textOf(index));
    expect(keptOf(short, 'a')).toEqual([8, 9]);
    addTo(short, 'a', `{ ${'key '.repeat(200)} }`);
    expect(keptOf(short, 'a')).toEqual([8, 9]);
  });
});
