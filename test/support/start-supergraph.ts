import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { EXAMPLES } from './lacks-examples.ts';

export type Supergraph = {
  /** Where the gateway answers. */
  readonly url: string;
  close(): Promise<void>;
};

const folder = fileURLToPath(EXAMPLES);
const GATEWAY = 'node_modules/@graphql-hive/gateway/dist/bin.js';

/** Starts the CRM of the examples with these tickets, composes it with a Trunkline, and serves both by the gateway. */
export async function startSupergraph(trunkline: string, key: string, tickets: readonly object[]): Promise<Supergraph> {
  const own = mkdtempSync(join(tmpdir(), 'trunkline-supergraph-'));
  const [written, supergraph] = [join(own, 'tickets.json'), join(own, 'supergraph.graphql')];
  writeFileSync(written, JSON.stringify(tickets));
  const started: ChildProcess[] = [];
  const close = async () => {
    for (const child of started) {
      if (child.exitCode !== null || !child.kill()) continue;
      await once(child, 'exit');
    }
    rmSync(own, { recursive: true, force: true });
  };
  try {
    const start = async (ready: RegExp, ...args: string[]) => {
      const child = spawn(process.execPath, args, { cwd: folder });
      started.push(child);
      return readUntil(child, ready);
    };
    const crm = await start(/^(http\S+)/, 'federation/crm.ts', '--port', '0', '--tickets', written);
    const named = ['--trunkline', `${trunkline}/graphql`, '--crm', crm, '--key', key, '--out', supergraph];
    await promisify(execFile)(process.execPath, ['federation/compose.ts', ...named], { cwd: folder });
    const address = ['-h', '127.0.0.1', '-p', String(await findFreePort())];
    const config = ['-c', 'federation/gateway.config.ts', ...address];
    return { url: await start(/Listening on (http\S+)/, GATEWAY, 'supergraph', supergraph, ...config), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What a line of a program says that it prints when it is ready. */
async function readUntil({ stdout, stderr }: ReturnType<typeof spawn>, ready: RegExp): Promise<string> {
  const said: string[] = [];
  stderr?.on('data', (text: Buffer) => said.push(String(text)));
  for await (const line of createInterface({ input: stdout! })) {
    // eslint-disable-next-line no-control-regex -- colours
    const plain = line.replaceAll(/\u001b\[\d*m/g, '');
    const [, found] = ready.exec(plain) ?? [];
    if (found !== undefined) {
      stdout?.resume();
      return found;
    }
    said.push(plain);
  }
  throw new Error(`It ended before it was ready:\n${said.join('\n')}`);
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
