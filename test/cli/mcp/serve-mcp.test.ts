import { PassThrough, Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Ask } from '../../../src/domain/ask.ts';
import { serveMcp } from '../../../src/cli/mcp/serve-mcp.ts';
import { SILENT_LOG } from '../../../src/transport/log.ts';

/** Serves over streams of its own. */
function serve<Output extends Writable = PassThrough>(
  ask: Ask = () => Promise.resolve({ data: { providers: [] } }),
  output = new PassThrough() as Writable as Output,
) {
  const [input, stopping] = [new PassThrough(), new AbortController()];
  let said = '';
  output.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const tools = { ask, input, output, version: '1', writes: false, log: SILENT_LOG, signal: stopping.signal };
  const exitCode = serveMcp(tools);
  const answers = () =>
    said
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { readonly id: unknown; readonly error?: { readonly message: string } });
  return { input, output, stopping, exitCode, answers };
}

const ping = (id: number): string => JSON.stringify({ jsonrpc: '2.0', id, method: 'ping' });
const call = (id: number): string =>
  JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name: 'providers', arguments: {} } });

it('answers what was asked before the input ended, the last line without an end of its own too', async () => {
  const waiting = Promise.withResolvers<void>();
  const { input, exitCode, answers } = serve(async () => {
    await waiting.promise;
    return { data: { providers: [] } };
  });
  input.end(`${ping(1)}\n${call(2)}\n${ping(3)}`);
  await expect.poll(() => answers().map(({ id }) => id)).toEqual([1, 3]);
  waiting.resolve();
  expect(await exitCode).toBe(0);
  expect(answers().map(({ id }) => id)).toEqual([1, 3, 2]);
});

it('waits for no answer that was cancelled', async () => {
  const { input, exitCode, answers } = serve(() => new Promise(() => {}));
  const cancelled = { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } };
  input.end(`${call(1)}\n${JSON.stringify(cancelled)}\n`);
  expect(await exitCode).toBe(0);
  expect(answers()).toEqual([]);
});

it('ends what was asked when it is cancelled', async () => {
  const ended = Promise.withResolvers<void>();
  const { input, exitCode } = serve((_document, _variables, signal) => {
    signal?.addEventListener('abort', () => ended.resolve());
    return new Promise(() => {});
  });
  const cancelled = { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } };
  input.write(`${call(1)}\n`);
  await nextTurn();
  input.write(`${JSON.stringify(cancelled)}\n`);
  await ended.promise;
  input.end();
  expect(await exitCode).toBe(0);
});

it('waits for an answer that the library gives although it was cancelled', async () => {
  const waiting = Promise.withResolvers<void>();
  const { input, exitCode, answers } = serve(async () => {
    await waiting.promise;
    return { data: { providers: [] } };
  });
  const cancelled = { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 0 } };
  input.end(`${call(0)}\n${JSON.stringify(cancelled)}\n`);
  for (let turns = 0; turns < 100; turns++) await nextTurn();
  waiting.resolve();
  expect(await exitCode).toBe(0);
  expect(answers().map(({ id }) => id)).toEqual([0]);
});

it('refuses a question under the id of one that waits', async () => {
  const waiting = Promise.withResolvers<void>();
  const { input, exitCode, answers } = serve(async () => {
    await waiting.promise;
    return { data: { providers: [] } };
  });
  input.end(`${call(1)}\n${call(1)}\n`);
  await expect.poll(answers).toMatchObject([{ id: null, error: { message: /same id/ } }]);
  waiting.resolve();
  expect(await exitCode).toBe(0);
  expect(answers().map(({ id }) => id)).toEqual([null, 1]);
});

it('ends once its answers were taken, and not before', async () => {
  const held: (() => void)[] = [];
  const output = new Writable({ highWaterMark: 1_000_000, write: (_chunk, _encoding, done) => void held.push(done) });
  const { input, exitCode } = serve(undefined, output);
  let hasEnded = false;
  void exitCode.then(() => (hasEnded = true));
  input.end(`${ping(1)}\n${ping(2)}\n`);
  for (let turns = 0; turns < 100; turns++) await nextTurn();
  expect(hasEnded).toBe(false);
  const taking = setInterval(() => held.splice(0).forEach((done) => done()), 1);
  expect(await exitCode.finally(() => clearInterval(taking))).toBe(0);
});

it('fails where its input cannot be read', async () => {
  const { input, exitCode } = serve();
  input.destroy(new Error('EIO: i/o error, read'));
  await expect(exitCode).rejects.toThrow('EIO');
});

it('says of a line that is no message what is wrong, and reads the next', async () => {
  const { input, exitCode, answers } = serve();
  input.end(`nonsense\n\n{}\r\n"${'x'.repeat(20_000_000)}"\n[${ping(1)}]\n${ping(2)}\n`);
  expect(await exitCode).toBe(0);
  expect(answers().flatMap(({ error }) => error ?? [])).toMatchObject([
    { message: expect.stringContaining('not JSON') as string },
    { message: expect.stringContaining('no message of JSON-RPC 2.0') as string },
    { message: 'A message may have 100000 bytes.' },
  ]);
  expect(
    answers()
      .filter(({ error }) => error === undefined)
      .map(({ id }) => id),
  ).toEqual([1, 2]);
});

it('reads lines that come in parts, also in the middle of a character', async () => {
  const { input, exitCode, answers } = serve();
  const line = Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: '€', method: 'ping' }) + '\n');
  for (const byte of line) {
    input.write(Buffer.of(byte));
    await nextTurn();
  }
  await expect.poll(() => answers().map(({ id }) => id)).toEqual(['€']);
  input.end();
  expect(await exitCode).toBe(0);
});

it('reads no more while a hundred questions wait, and goes on with the next', async () => {
  const asked: (() => void)[] = [];
  const { input, exitCode, answers } = serve(async () => {
    await new Promise<void>((resolve) => asked.push(resolve));
    return { data: { providers: [] } };
  });
  input.end(Array.from({ length: 120 }, (_, id) => `${call(id)}\n`).join(''));
  await expect.poll(() => asked.length).toBe(100);
  for (let turns = 0; turns < 100; turns++) await nextTurn();
  expect(asked).toHaveLength(100);
  asked.shift()!();
  await expect.poll(() => asked.length).toBe(100);
  const answering = setInterval(() => asked.splice(0).forEach((answer) => answer()), 1);
  expect(await exitCode.finally(() => clearInterval(answering))).toBe(0);
  expect(answers()).toHaveLength(120);
});

it('reads no more while nobody takes its answers', async () => {
  const { input, output, exitCode, answers } = serve();
  output.pause();
  input.end('nonsense\n'.repeat(10_000));
  for (let turns = 0; turns < 1_000; turns++) await nextTurn();
  expect(output.writableLength + output.readableLength).toBeLessThan(200_000);
  output.resume();
  expect(await exitCode).toBe(0);
  expect(answers()).toHaveLength(10_000);
});

it('ends when nobody reads its answers any more', async () => {
  const { input, output, exitCode } = serve();
  output.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
  input.write(`${ping(1)}\n`);
  expect(await exitCode).toBe(0);
});

it('ends when it is told to, whatever is being asked', async () => {
  const { input, stopping, exitCode } = serve(() => new Promise(() => {}));
  input.write(`${call(1)}\n`);
  await nextTurn();
  stopping.abort();
  expect(await exitCode).toBe(0);
});
