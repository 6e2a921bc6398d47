import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import { type AddressInfo, type Socket, connect } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type UntakenBounds, createUntaken } from '../../../src/server/admission/untaken.ts';

/** More than the buffers of a connection take. */
const LARGE = Buffer.alloc(16 * 1024 * 1024);
const PATIENCE = { timeout: 20_000 };

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A server that answers whoever asks for a path, as a client of that name, with more than they read. */
async function serve(bounds: UntakenBounds) {
  const untaken = createUntaken(bounds);
  server = createServer((request, response) => {
    untaken.watch(request.url!.slice(1), response);
    response.end(LARGE);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const ask = async (client: string): Promise<Socket> => {
    const socket = connect({ host: '127.0.0.1', port }).pause();
    socket.write(`GET /${client} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n\r\n`);
    await once(socket, 'readable');
    return socket;
  };
  return { untaken, ask };
}

describe('answers that nobody takes', () => {
  it('are too much of one client until it has read them, and not of another', async () => {
    const { untaken, ask } = await serve({ ofClient: 1_000_000, inAll: 1_000_000_000 });
    expect(untaken.isTooMuch('one')).toBe(false);
    const socket = await ask('one');
    await vi.waitFor(() => expect(untaken.isTooMuch('one')).toBe(true), PATIENCE);
    expect(untaken.isTooMuch('two')).toBe(false);
    socket.resume();
    await vi.waitFor(() => expect(untaken.isTooMuch('one')).toBe(false), PATIENCE);
  });

  it('are cut off where they are too much in all, those of whoever leaves most first', async () => {
    const { untaken, ask } = await serve({ ofClient: 1_000_000_000, inAll: 2 * LARGE.length });
    const sockets = [await ask('most'), await ask('little'), await ask('most')];
    const cut: string[] = [];
    for (const [index, socket] of sockets.entries())
      socket.once('close', () => cut.push(index === 1 ? 'little' : 'most'));
    await vi.waitFor(() => {
      untaken.isTooMuch('somebody');
      for (const socket of sockets) socket.read();
      expect(cut).toEqual(['most', 'most']);
    }, PATIENCE);
  });
});
