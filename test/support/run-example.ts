import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Where the examples are, with what they need installed beside them. */
export const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url));

/** A program that goes on, and what it said when it was ready. */
export type RunningExample = { readonly said: string; close(): Promise<void> };

/** Starts a program of the examples; ready when a line says what the expression captures. */
export async function startExample(ready: RegExp, ...args: readonly string[]): Promise<RunningExample> {
  const child = spawn(process.execPath, args, { cwd: EXAMPLES });
  const close = async () => {
    if (child.exitCode === null && child.kill()) await once(child, 'exit');
  };
  try {
    return { said: await readUntil(child, ready), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Runs a program of the examples to its end. */
export async function runExample(
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  const child = spawn(process.execPath, args, { cwd: EXAMPLES });
  const [stdout, stderr] = await Promise.all([readAll(child.stdout), readAll(child.stderr), once(child, 'exit')]);
  return { code: child.exitCode ?? 1, stdout, stderr };
}

/** A port that nobody listens at now. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const readAll = async (stream: AsyncIterable<unknown>): Promise<string> => {
  let text = '';
  for await (const piece of stream) text += String(piece);
  return text;
};

async function readUntil({ stdout, stderr }: ChildProcess, ready: RegExp): Promise<string> {
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
