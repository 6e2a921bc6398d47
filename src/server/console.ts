import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readManifest } from './documents/read-manifest.ts';
import { createStaticAnswer } from './http/static-answer.ts';
import type { Settings } from './settings.ts';

/** The console: pages for a browser, built before (npm run build:web), which ask the graph like any other client. */
export type Console = NonNullable<ReturnType<typeof readConsole>>;

/** Where the built files are: beside the built program, or in a checkout in dist/. */
const FOLDERS: readonly string[] = ['./web', '../../dist/web'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/** Whether settings have it served, where it was built. It asks for nodes by their ids, and a subgraph has none. */
export const servesConsole = ({ server, federation }: Pick<Settings, 'server' | 'federation'>): boolean =>
  server.console && !federation;

export const isConsoleBuilt = (): boolean => findBuilt(FOLDERS) !== undefined;

/** Reads the built files; null where nothing was built. `mediaOrigin` is where links to recordings lead, if not here. */
export function readConsole(mediaOrigin: string | null = null, folders = FOLDERS) {
  const folder = findBuilt(folders);
  if (folder === undefined) return null;
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const assets = new Map(
    readdirSync(join(folder, 'console')).map((name) => [
      name,
      createStaticAnswer({
        contentType: CONTENT_TYPES[extname(name)] ?? 'application/octet-stream',
        cacheControl: 'public, max-age=31536000, immutable',
        // Read now: another build may take the place of the files while this page is served.
        body: readFileSync(join(folder, 'console', name)),
      }),
    ]),
  );
  return {
    /** Its page, the same for each of its addresses. */
    answerPage(request: IncomingMessage, response: ServerResponse): void {
      const nonce = randomBytes(16).toString('base64');
      const body = page.replace('<base href="/" />', `<base href="${baseOf(request)}" />`).replaceAll(NONCE, nonce);
      response
        .writeHead(200, {
          'content-type': 'text/html; charset=utf-8',
          'cache-control': 'no-cache',
          'content-security-policy': policyOf(nonce, mediaOrigin),
          'referrer-policy': 'same-origin',
          'permissions-policy': 'camera=(), geolocation=(), microphone=()',
          'x-frame-options': 'DENY',
        })
        .end(body);
    },
    /** What lies below /console/: files that carry a hash of their content in their names. Null: there is no such file. */
    findAsset: (name: string) => assets.get(name) ?? null,
  };
}

/** The texts of what the console asks for, as the build wrote them down; none where nothing was built. */
export function readConsoleOperations(folders = FOLDERS): readonly string[] {
  const file = folders.map((each) => join(each, 'operations.json')).find((each) => existsSync(each));
  return file === undefined
    ? []
    : [...readManifest(readFileSync(file, 'utf8'), 'the operations of the console').values()];
}

const findBuilt = (folders: readonly string[]): string | undefined =>
  folders.find((each) => existsSync(join(each, 'index.html')));

/** What stands in the built page for a value that each answer makes anew. */
const NONCE = 'NONCE_OF_EACH_ANSWER';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** The way from the page's address back to where the server begins, which a proxy may have put below a path of its own. */
const baseOf = ({ url = '/' }: IncomingMessage): string =>
  '../'.repeat(url.split('?', 1)[0]!.split('/').length - 2) || './';

/** Code and styles from here alone. Styles that libraries add while they run carry the nonce. */
function policyOf(nonce: string, mediaOrigin: string | null): string {
  const media = mediaOrigin === null ? '' : ` ${mediaOrigin}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${media}`,
    `media-src 'self' blob:${media}`,
    "base-uri 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
