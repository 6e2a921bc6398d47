import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { on, once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../src/demo/index.ts';
import { FIRST_QUERY } from '../../src/server/example-queries.ts';

const MAIN = fileURLToPath(new URL('../../start.js', import.meta.url));
/** Machines that are busy with other tests start slowly. */
const PATIENCE = { timeout: 20_000 };
const children: ChildProcess[] = [];
const shells: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const { pid } of shells.splice(0)) endGroup(pid);
});

/** Ends a shell and what it started, as far as they still run. */
function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function start(...args: string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  return child;
}

/** Runs to the end. */
async function run(...args: string[]) {
  const child = start(...args);
  const [said, complained, exit] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { said, complained, exitCode: exit[0] as number | null };
}

/** Starts a server and waits until it has said something that holds the pattern. */
async function serve(pattern: RegExp, ...args: string[]) {
  const child = start(...args);
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    const match = pattern.exec(said);
    if (match) return { child, said, url: match[1] ?? '' };
  }
  throw new Error(`it ended and said only: ${said}`);
}

/** What a check said of each provider; they come in the order in which they answered. */
const verdictsIn = (said: string): string[] => (said.match(/^(ok|FAIL) +\S+/gm) ?? []).sort();

const stop = async (child: ChildProcess, signal: NodeJS.Signals) => {
  const exit = once(child, 'exit');
  child.kill(signal);
  return (await exit)[0] as number | null;
};

describe('the program, asked nothing', () => {
  it('shows the demo, answers the first query, and stops when it is told', async () => {
    const { child, said, url } = await serve(/GraphiQL\s+(\S+)\/graphql[^]*Ctrl-C/, '--port', '0');
    expect(said).toContain(FIRST_QUERY);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: FIRST_QUERY }),
    });
    const { data } = (await response.json()) as { data: { callSessions: { nodes: unknown[] } } };
    expect(data.callSessions.nodes).toHaveLength(5);
    expect(await stop(child, 'SIGTERM')).toBe(0);
  });

  it('has a phone system out of order where it is told, and settings that reach it from elsewhere', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'trunkline-demo-settings-'));
    const file = join(folder, 'demo.yaml');
    const wishes = ['--break', 'callgear', '--write-settings', file];
    const { child, said, url } = await serve(/GraphiQL\s+(\S+)\/graphql[^]*Ctrl-C/, '--port', '0', ...wishes);
    expect(said).toContain('npm start -- --break tracking');
    expect(said).toContain(`npm start -- check --settings ${file}`);
    expect(said).toMatch(/tracking +callgear +answers with errors/);
    const query = '{ callSessions { isComplete problems { provider { key } kind } } }';
    const response = await fetch(`${url}/graphql?query=${encodeURIComponent(query)}`);
    expect(await response.json()).toEqual({
      data: {
        callSessions: { isComplete: false, problems: [{ provider: { key: 'tracking' }, kind: 'UNAVAILABLE' }] },
      },
    });
    const checked = await run('check', '--settings', file);
    rmSync(folder, { recursive: true });
    expect(verdictsIn(checked.said)).toEqual(['FAIL  tracking', 'ok    desk', 'ok    pbx', 'ok    portal']);
    expect(checked.exitCode).toBe(1);
    child.kill('SIGKILL');
  });

  it('says whom it still waits for when it is told to stop, and ends at once on a second signal', async () => {
    const { child, url } = await serve(/GraphiQL\s+(\S+)\/graphql[^]*Ctrl-C/, '--port', '0');
    // A request whose body never comes is answered for as long as it is held.
    const headers = { 'content-type': 'application/json', 'content-length': 100, expect: '100-continue' };
    const held = sendRequest(`${url}/graphql`, { method: 'POST', headers }).on('error', () => {});
    held.flushHeaders();
    await once(held, 'continue');
    const complaints = createInterface(child.stderr);
    const complaint = once(complaints, 'line');
    child.kill('SIGINT');
    expect(await complaint).toEqual(['Stopping when 1 request is answered; Ctrl-C again ends at once.']);
    // What follows within a quarter of a second is taken for npm's echo.
    const again = () => (child.kill('SIGINT'), child.exitCode);
    await expect.poll(again, { ...PATIENCE, interval: 100 }).toBe(130);
    held.destroy();
  });

  it('stops when the shell is stopped that npm has put before it', async () => {
    const script = '"$0" "$1" --port 0; true';
    const shell = spawn('sh', ['-c', script, process.execPath, MAIN], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, npm_lifecycle_event: 'start' },
      detached: true,
    });
    shells.push(shell);
    const lines = createInterface(shell.stdout);
    for await (const [line] of on(lines, 'line')) if (String(line).includes('Ctrl-C stops')) break;
    // The program holds the shell's output open for as long as it runs.
    const ended = once(shell.stdout, 'close');
    shell.kill('SIGTERM');
    await ended;
  });
});

describe('the demo, asked from a page', () => {
  it('answers the origins that it was told to allow', async () => {
    const origins = ['http://localhost:5173', 'https://app.example.com'];
    const allowed = origins.flatMap((origin) => ['--allow-origin', origin]);
    const { url } = await serve(/GraphiQL\s+(\S+)\/graphql[^]*Ctrl-C/, '--port', '0', ...allowed);
    for (const origin of origins) {
      const { headers } = await fetch(`${url}/graphql?query={__typename}`, { headers: { origin } });
      expect(headers.get('access-control-allow-origin')).toBe(origin);
    }
    const headers = { origin: 'https://foreign.example.com' };
    const foreign = await fetch(`${url}/graphql?query={__typename}`, { headers });
    expect(foreign.headers.get('access-control-allow-origin')).not.toBe(headers.origin);
  });
});

/** Programs called "node" that people have in their path and that are too old. */
const oldNodes = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'node'))
  .filter((path) => {
    const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
    return /^v(\d|1\d|2[0-3])\./.test(stdout ?? '');
  });

describe('the program, on a Node that cannot run it', () => {
  const WANTED =
    /^Trunkline runs on Node 24\.15 or later, which reads TypeScript; this is Node 2\d\.\d+\.\d+\. Install Node 24, or .*\n$/;
  const runOn = (node: string, ...before: string[]) => spawnSync(node, [...before, MAIN], { encoding: 'utf8' });

  it('says in one line which Node is wanted', () => {
    const version = 'Object.defineProperty(process.versions, "node", { value: "20.20.2" });';
    const { stderr, status } = runOn(process.execPath, '--import', `data:text/javascript,${version}`);
    expect([stderr, status]).toEqual([expect.stringMatching(WANTED), 1]);
    // Without TypeScript a new one is of no use either.
    expect(runOn(process.execPath, '--no-experimental-strip-types').stderr).toMatch(WANTED);
  });

  it('is read by the old one itself', ({ skip }) => {
    if (oldNodes.length === 0) return skip('no old Node is in the path');
    for (const node of oldNodes) expect(runOn(node).stderr).toMatch(WANTED);
  });
});

describe('the program, asked wrongly', () => {
  it.each([
    [['--break', 'trackin'], 2, /^--break: the demo has no phone system "trackin"\. Did you mean tracking\?/],
    [['--setings', 'x'], 2, /Did you mean --settings\?\) What there is: npm start -- --help$/m],
    [['--settings', '/nowhere/trunkline.yaml'], 2, /there is no file \/nowhere\/trunkline\.yaml/],
    [
      ['--host', '0.0.0.0', '--port', '0'],
      2,
      /^The demo is served on this machine only, since it asks nobody for a key: .*--settings to listen elsewhere\./,
    ],
  ])('%j ends with exit code %i and says why', async (args, code, why) => {
    const { exitCode, complained, said } = await run(...args);
    expect(complained).toMatch(why);
    expect([exitCode, said]).toEqual([code, '']);
  });

  it('says that a port is taken, and ends with exit code 1', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { exitCode, complained } = await run('--port', String(port));
    other.close();
    expect(complained).toContain(`Port ${port} of 127.0.0.1 is taken`);
    expect(complained).toContain(`npm start -- --port ${port + 1}`);
    expect(exitCode).toBe(1);
  });
});

describe('the program, with settings', () => {
  let demo: Demo;
  let folder = '';
  let file = '';
  beforeAll(async () => {
    demo = await startDemo({ count: 50 });
    folder = mkdtempSync(join(tmpdir(), 'trunkline-main-'));
    file = join(folder, 'trunkline.json');
    writeFileSync(file, JSON.stringify({ server: { port: 0 }, providers: demo.providers }));
  });
  afterAll(async () => {
    await demo.close();
    rmSync(folder, { recursive: true });
  });

  it('checks every provider: a line each, exit code 1 when one fails', async () => {
    demo.vendors.voximplant.server.fault({ fault: { kind: 'refused' } });
    const failed = await run('check', '--settings', file);
    demo.vendors.voximplant.server.clearFaults();
    expect(failed.exitCode).toBe(1);
    expect(verdictsIn(failed.said)).toEqual(['FAIL  pbx', 'ok    desk', 'ok    portal', 'ok    tracking']);
    expect(failed.said).toMatch(/^FAIL {2}pbx .*\n {6}unauthorized: /m);
    for (const vendor of Object.values(demo.vendors))
      for (const secret of vendor.secrets) expect(failed.said).not.toContain(secret);
  });

  it('is told at start, and by a check, which of its trusted operations no client could use', async () => {
    writeFileSync(
      join(folder, 'operations.json'),
      JSON.stringify({ abc: 'query Calls { callSesions { nodes { id } } }' }),
    );
    const untrusted = join(folder, 'untrusted.json');
    const documents = { file: './operations.json', only: true };
    writeFileSync(untrusted, JSON.stringify({ server: { port: 0 }, documents, providers: demo.providers }));
    for (const command of [[], ['check']]) {
      const { complained, exitCode } = await run(...command, '--settings', untrusted);
      expect([exitCode, complained]).toEqual([2, expect.stringContaining('Calls: Cannot query field "callSesions"')]);
    }
  });

  it('checks with exit code 0 when all are well', async () => {
    expect((await run('check', '--settings', file)).exitCode).toBe(0);
  });

  it('lets a request in flight end after SIGTERM', async () => {
    const { child, url } = await serve(/"url":"([^"]+)\/graphql"/, '--settings', file);
    expect((await fetch(`${url}/health`)).status).toBe(200);
    demo.vendors.bitrix24.server.fault({ fault: { kind: 'latency', ms: 400 } });
    demo.vendors.bitrix24.server.resetCounts();
    const answer = fetch(
      `${url}/graphql?query=${encodeURIComponent('{ callSessions(first: 1) { isComplete nodes { id } } }')}`,
    );
    await expect.poll(() => demo.vendors.bitrix24.server.count(), PATIENCE).toBeGreaterThan(0);
    const exitCode = stop(child, 'SIGTERM');
    const { data } = (await (await answer).json()) as { data: { callSessions: { isComplete: boolean } } };
    demo.vendors.bitrix24.server.clearFaults();
    expect(data.callSessions.isComplete).toBe(true);
    expect(await exitCode).toBe(0);
  });
});
