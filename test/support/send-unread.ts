import { once } from 'node:events';
import { type Socket, connect } from 'node:net';

/** Asks a GraphQL endpoint over a connection of its own, from which nothing is read. */
export async function sendUnread(
  endpoint: string,
  asked: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Socket> {
  const { hostname, port, host, pathname } = new URL(endpoint);
  const socket = connect({ host: hostname, port: Number(port) }).pause();
  socket.on('error', () => {});
  await once(socket, 'connect');
  const body = JSON.stringify(asked);
  const fields = {
    host,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  };
  const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`POST ${pathname} HTTP/1.1\r\n${head.join('')}\r\n${body}`);
  return socket;
}
