import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { type Demo, startDemo } from '../../src/demo/index.ts';
import { copyCheckout, environment, npm } from './checkout.ts';

let checkout: string;
let installed: string;
let demo: Demo;
const children: ChildProcess[] = [];

beforeAll(async () => {
  demo = await startDemo({ count: 20 });
  checkout = copyCheckout();
  npm(checkout, 'pack');
  const [tarball] = readdirSync(checkout).filter((file) => file.endsWith('.tgz'));
  installed = mkdtempSync(join(tmpdir(), 'trunkline-installed-'));
  writeFileSync(join(installed, 'package.json'), '{ "private": true }');
  // There is nothing that it needs: no registry is asked.
  npm(installed, 'install', '--offline', join(checkout, tarball!));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  await demo.close();
  for (const folder of [checkout, installed]) rmSync(folder, { recursive: true, force: true });
});

/** Runs to the end, while the demo vendors of this process answer. */
async function npx(...args: string[]) {
  const child = spawn('npx', ['trunkline', ...args], { cwd: installed, env: environment });
  const [stdout, stderr, exit] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { stdout, stderr, status: exit[0] as number | null };
}

/** Starts a server through npx and waits until it has said something that holds the pattern. */
async function serve(pattern: RegExp, ...args: string[]) {
  const child = spawn('npx', ['trunkline', ...args], { cwd: installed, env: environment, detached: true });
  children.push(child);
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    const match = pattern.exec(said);
    if (match) return { child, said, url: match[1]! };
  }
  throw new Error(`it ended and said only: ${said}`);
}

async function stop(child: ChildProcess): Promise<number | null> {
  const exit = once(child, 'exit');
  process.kill(-child.pid!, 'SIGTERM');
  return (await exit)[0] as number | null;
}

async function ask(url: string, query: string): Promise<unknown> {
  const response = await fetch(`${url}?query=${encodeURIComponent(query)}`);
  return response.json();
}

function writeSettings(more: object): string {
  const path = join(installed, 'trunkline.yaml');
  const value = { server: { port: 0 }, people: demo.people, providers: demo.providers, ...more };
  writeFileSync(path, stringify(value));
  return path;
}

describe('the package that npm pack makes', () => {
  it('holds what runs, the guides and every license, and leaves package.json of the checkout as it was', () => {
    const folder = join(installed, 'node_modules/trunkline');
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
    expect(manifest).toMatchObject({ name: 'trunkline', engines: { node: '>=24.15' } });
    expect(manifest).not.toHaveProperty('dependencies');
    expect(readdirSync(join(installed, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['trunkline']);
    for (const file of ['dist/main.js', 'README.md', 'LICENSE', 'CHANGELOG.md', 'schema.graphql', 'docs/settings.md'])
      expect(existsSync(join(folder, file)), file).toBe(true);
    for (const file of ['src', 'test', 'bench', 'scripts']) expect(existsSync(join(folder, file)), file).toBe(false);
    expect(readFileSync(join(folder, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8')).toMatch(
      /graphql-yoga .*\(MIT\)[^]*Permission is hereby granted/,
    );
    expect(readFileSync(join(folder, 'dist/web/THIRD-PARTY-LICENSES.txt'), 'utf8')).toMatch(
      /fontsource-variable\/inter .*\(OFL-1\.1\)[^]*SIL Open Font License[^]*react-dom .*\(MIT\)/,
    );
    const sources = readdirSync(join(folder, 'dist')).filter((file) => /\.(js|map)$/.test(file));
    for (const file of sources) expect(readFileSync(join(folder, 'dist', file), 'utf8'), file).not.toContain(checkout);
    expect(readFileSync(join(checkout, 'package.json'), 'utf8')).toBe(readFileSync('package.json', 'utf8'));
    expect(existsSync(join(checkout, 'package.checkout.json'))).toBe(false);
  });

  it('shows the demo through npx, answers a query and GraphiQL, and stops when it is told', async () => {
    const { child, said, url } = await serve(/GraphiQL\s+(\S+\/graphql)[^]*Ctrl-C/, '--port', '0');
    expect(said).toContain('Your own: npx trunkline --settings trunkline.yaml');
    expect(said).not.toContain('npm start');
    expect(await ask(url, '{ callSessions(first: 5) { nodes { id } isComplete } }')).toMatchObject({
      data: { callSessions: { nodes: { length: 5 }, isComplete: true } },
    });
    const page = await (await fetch(url, { headers: { accept: 'text/html' } })).text();
    const [script = ''] = /graphiql\/graphiql\.js\?[\w-]+/.exec(page) ?? [];
    expect((await fetch(new URL(script, url))).status).toBe(200);
    expect(page).toContain('callSessions');
    // npx ends with the signal that it passed on.
    expect([0, null, 143]).toContain(await stop(child));
  });

  it('serves the console, and answers what it asks where only listed operations are', async () => {
    const listed = join(installed, 'listed.json');
    writeFileSync(listed, JSON.stringify({ own: 'query Own { providers { name } }' }));
    const settings = writeSettings({ documents: { only: true, file: [listed] } });
    const { child, url } = await serve(/"url":"([^"]+)"/, '--settings', settings);
    const { origin } = new URL(url);
    const page = await (await fetch(`${origin}/overview`, { headers: { accept: 'text/html' } })).text();
    const [script = ''] = /console\/index-[\w-]+\.js/.exec(page) ?? [];
    const code = await fetch(`${origin}/${script}`);
    expect([code.status, code.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    const operations = readFileSync(join(installed, 'node_modules/trunkline/dist/web/operations.json'), 'utf8');
    const [query] = Object.values(JSON.parse(operations) as Record<string, string>).filter((text) =>
      /^query Systems\b/.test(text),
    );
    expect(await ask(`${origin}/graphql`, query!)).toMatchObject({ data: { providers: { length: 4 } } });
    expect(await ask(`${origin}/graphql`, '{ providers { key } }')).toMatchObject({
      errors: [{ extensions: { code: 'DOCUMENT_NOT_TRUSTED' } }],
    });
    await stop(child);
  });

  it('keeps its history in a file, through the threads of the store, and tells its status beside the server', async () => {
    const settings = writeSettings({ store: { kind: 'sqlite', path: './kept.db' } });
    const { child, url } = await serve(
      /"url":"([^"]+)"[^]*CURRENT[^]*CURRENT[^]*CURRENT[^]*CURRENT/,
      '--settings',
      settings,
    );
    expect(await ask(url, '{ callSessions(first: 1) { totalCount isComplete } }')).toMatchObject({
      data: { callSessions: { totalCount: 80, isComplete: true } },
    });
    const status = await npx('history', 'status', '--settings', settings);
    expect([status.status, status.stderr]).toEqual([0, '']);
    expect(status.stdout).toMatch(/portal.*20 calls/);
    await stop(child);
    expect(existsSync(join(installed, 'kept.db'))).toBe(true);
  });

  it('checks settings, and names its commands as they can be typed', async () => {
    const check = await npx('check', '--settings', writeSettings({}));
    expect([check.status, check.stdout.match(/^ok /gm)?.length]).toEqual([0, 4]);
    const help = (await npx('--help')).stdout;
    expect(help).toMatch(/^Usage: npx trunkline \[options\] \[command\]/);
    expect(help).not.toContain('npm start');
    expect((await npx('--setings')).stderr).toContain('What there is: npx trunkline --help');
    const direct = spawnSync(process.execPath, [join(installed, 'node_modules/.bin/trunkline'), '--help'], {
      encoding: 'utf8',
      env: environment,
    });
    expect(direct.stdout).toMatch(/^Usage: trunkline \[options\]/);
  });

  const oldNodes = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'node'))
    .filter((path) => /^v(1[2-9]|2[0-3])\./.test(spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout ?? ''));

  it('says which Node it wants on an older one', ({ skip }) => {
    if (oldNodes.length === 0) return skip('no old Node is in the path');
    for (const node of oldNodes) {
      const { stderr, status } = spawnSync(node, [join(installed, 'node_modules/.bin/trunkline')], {
        encoding: 'utf8',
      });
      expect(stderr).toMatch(
        /^Trunkline runs on Node 24\.15 or later; this is Node \d+\.\d+\.\d+\. Install Node 24\.\n$/,
      );
      expect(status).toBe(1);
    }
  });
});
