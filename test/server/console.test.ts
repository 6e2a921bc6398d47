import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANYBODY, SCOPES } from '../../src/domain/caller.ts';
import { readConsole, readConsoleOperations } from '../../src/server/console.ts';
import { createDocuments, readDocumentRules } from '../../src/server/documents/create-documents.ts';
import { type RunningServer, type ServerOptions, startServer } from '../../src/server/server.ts';
import { settingsSchema } from '../../src/server/settings.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { sendHttp } from '../support/send-http.ts';

const SCRIPT = 'main-0a1b2c3d.js';
const CODE = 'console.log("calls")\n'.repeat(200);
const PAGE =
  '<!doctype html><base href="/" /><meta property="csp-nonce" nonce="NONCE_OF_EACH_ANSWER">' +
  `<script type="module" src="./console/${SCRIPT}" nonce="NONCE_OF_EACH_ANSWER"></script>`;
const ASKS = 'query Mine {\n  providers {\n    key\n    __typename\n  }\n}';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trunkline-console-'));
  mkdirSync(join(folder, 'console'));
  const files = { 'index.html': PAGE, [`console/${SCRIPT}`]: CODE, 'operations.json': JSON.stringify({ mine: ASKS }) };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, 'secret.txt'), 'not to be sent');
  writeFileSync(join(folder, 'listed.json'), JSON.stringify({ listed: '{ providers { id } }' }));
});
const running: RunningServer[] = [];
afterAll(async () => {
  await Promise.all(running.map((server) => server.close(0)));
  rmSync(folder, { recursive: true });
});

async function serve(options: Partial<ServerOptions> = {}): Promise<string> {
  const server = await startServer({
    ...{ host: '127.0.0.1', port: 0, allowedOrigins: [], providers: [], log: SILENT_LOG },
    ...{ graphiql: null, schemaText: null, publicUrl: undefined },
    console: readConsole(null, [folder]),
    identify: async () => ({ caller: ANYBODY }),
    graphql: (_request, response) => response.end(),
    ...options,
  });
  running.push(server);
  return server.url;
}

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const textOf = ({ bytes }: { bytes: Buffer }): string => bytes.toString();
const nonceIn = (text: string): string | undefined => /nonce="([^"]*)"/.exec(text)?.[1];

describe('the console', () => {
  it('is the same page at each of its addresses, with the way back to where the server begins', async () => {
    const url = await serve();
    const bases = {
      '/': './',
      '/overview': './',
      '/systems': './',
      '/calls/abc': '../',
      '/overview?dates=today': './',
    };
    for (const [path, base] of Object.entries(bases)) {
      const page = await sendHttp(`${url}${path}`, { headers: BROWSER });
      expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
      expect(textOf(page)).toContain(`<base href="${base}" />`);
    }
  });

  it('goes on as it was read while another build takes the place of its files', async () => {
    const url = await serve();
    const file = join(folder, 'console', SCRIPT);
    rmSync(file);
    const script = await sendHttp(`${url}/console/${SCRIPT}`);
    writeFileSync(file, CODE);
    expect([script.status, textOf(script)]).toEqual([200, CODE]);
  });

  it('is opened by those whom the server does not know: it asks them for a key', async () => {
    const url = await serve({ identify: async () => ({ status: 401, message: 'Who asks?', challenge: 'Bearer' }) });
    expect((await sendHttp(`${url}/overview`, { headers: BROWSER })).status).toBe(200);
    expect((await sendHttp(`${url}/console/${SCRIPT}`)).status).toBe(200);
  });

  it('has a nonce of its own in each answer, which its policy names', async () => {
    const url = await serve();
    const answers = await Promise.all([1, 2].map(() => sendHttp(`${url}/overview`, { headers: BROWSER })));
    const nonces = answers.map((answer) => nonceIn(textOf(answer)));
    expect(new Set(nonces).size).toBe(2);
    for (const [place, { headers, bytes }] of answers.entries()) {
      expect(bytes.toString()).not.toContain('NONCE_OF_EACH_ANSWER');
      expect(headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonces[place]}'`);
      expect(headers['cache-control']).toBe('no-cache');
    }
  });

  it('runs code of this server alone, and stands in nobody else’s page', async () => {
    const url = await serve();
    const { headers } = await sendHttp(`${url}/`, { headers: BROWSER });
    const policy = headers['content-security-policy'] as string;
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'self'"]),
    );
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(headers['x-frame-options']).toBe('DENY');
  });

  it('may play what is served from the public address', async () => {
    const url = await serve({ console: readConsole('https://calls.example.com', [folder]) });
    const { headers } = await sendHttp(`${url}/`, { headers: BROWSER });
    const policy = headers['content-security-policy'] as string;
    expect(policy).toContain("media-src 'self' blob: https://calls.example.com");
    expect(policy).toContain("connect-src 'self' https://calls.example.com");
  });

  it('sends its files for good: a client asks once, and one that has them is sent nothing', async () => {
    const url = await serve();
    const file = await sendHttp(`${url}/console/${SCRIPT}`, { headers: { 'accept-encoding': 'br' } });
    expect(file.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-encoding': 'br',
    });
    expect(brotliDecompressSync(file.bytes).toString()).toBe(CODE);
    const { etag } = file.headers;
    const again = await sendHttp(`${url}/console/${SCRIPT}`, {
      headers: { 'accept-encoding': 'br', 'if-none-match': etag },
    });
    expect([again.status, again.bytes.length]).toEqual([304, 0]);
  });

  it.each([
    '/console/',
    '/console/main-00000000.js',
    '/console/../secret.txt',
    '/console/..%2fsecret.txt',
    '/console/%2e%2e/secret.txt',
    '/console/....//secret.txt',
    '/console/__proto__',
    '/overview/deeper',
    '/nowhere',
  ])('has nothing at %s', async (path) => {
    const url = await serve();
    const answer = await sendHttp(url, { path, headers: BROWSER });
    expect(answer.status).toBe(404);
    expect(textOf(answer)).not.toContain('not to be sent');
  });

  it('is only read', async () => {
    const url = await serve();
    for (const path of ['/overview', `/console/${SCRIPT}`])
      expect((await sendHttp(`${url}${path}`, { method: 'POST' })).status).toBe(405);
  });

  it('is for browsers: others are told at / what there is', async () => {
    const url = await serve();
    const answer = await sendHttp(`${url}/`, { headers: { accept: '*/*' } });
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(answer.headers['vary']).toContain('accept');
    expect(textOf(answer)).toContain('/graphql is the endpoint');
  });

  it('is not there where the settings leave it out, nor where nothing was built', async () => {
    const empty = join(folder, 'console');
    expect(readConsole(null, [empty])).toBeNull();
    const url = await serve({ console: readConsole(null, [empty]) });
    for (const path of ['/overview', '/systems', '/calls/abc', `/console/${SCRIPT}`])
      expect((await sendHttp(`${url}${path}`, { headers: BROWSER })).status).toBe(404);
  });
});

describe('what the console asks', () => {
  const settings = (console: boolean, federation = false) =>
    settingsSchema.parse({
      ...{ server: { console }, federation },
      documents: { only: true, file: [join(folder, 'listed.json')] },
      providers: [{ id: 'tracking', kind: 'callgear', accessToken: 'a-key-of-the-test' }],
    });
  const caller = { ...ANYBODY, scopes: new Set(SCOPES.filter((scope) => scope !== 'documents:any')) };

  it('is answered where only listed operations are, in the text that its build wrote down', () => {
    const documents = createDocuments(readDocumentRules(settings(true), [folder]));
    expect(documents.textOf({ id: null, text: ASKS }, caller)).toBe(ASKS);
    const other = ASKS.replace('key', 'name');
    expect(() => documents.textOf({ id: null, text: other }, caller)).toThrow('documents.only');
  });

  it('is not, where the console is not served', () => {
    for (const unserved of [settings(false), settings(true, true)]) {
      const documents = createDocuments(readDocumentRules(unserved, [folder]));
      expect(() => documents.textOf({ id: null, text: ASKS }, caller)).toThrow('documents.only');
    }
  });

  it('is nothing where nothing was built', () => {
    expect(readConsoleOperations([join(folder, 'console')])).toEqual([]);
  });
});
