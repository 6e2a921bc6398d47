import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer, text } from 'node:stream/consumers';

/**
 * Stands before a vendor and answers what has been asked before out of memory: writing a reply costs the demo vendor as
 * much as reading it costs the product, and the vendor would be what is measured.
 */
export async function startReplay(baseUrl: string): Promise<string> {
  const target = new URL(baseUrl);
  const known = new Map<string, Promise<Buffer>>();
  const ask = async (path: string, body: string, authorization: string): Promise<Buffer> => {
    const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
    const response = await fetch(new URL(path, target), { method: 'POST', headers, body });
    return buffer(response.body!);
  };
  const server = createServer((request, response) => {
    void text(request).then(async (body) => {
      const path = request.url ?? '/';
      const reply = known.get(`${path} ${body}`) ?? ask(path, body, request.headers.authorization ?? '');
      known.set(`${path} ${body}`, reply);
      const bytes = await reply;
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length }).end(bytes);
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${target.pathname}`;
}
