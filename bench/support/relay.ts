import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

export type RelayOptions = {
  /** When an answer leaves, counted from the arrival of its question: the vendor's own work is part of it. */
  readonly latencyMs: number;
  /**
   * Whether what has been asked before is answered out of memory: writing a reply costs a demo vendor as much as reading it
   * costs the product, and the vendor would be what is measured.
   */
  readonly remembers: boolean;
};

type Reply = { readonly status: number; readonly headers: Record<string, string>; readonly bytes: Buffer };

/**
 * Stands before a vendor, at an address of its own. Where a reply names the vendor's address, as Bitrix24's tokens do, it names
 * the relay's: the next request would pass it by.
 */
export async function startRelay(
  origin: string,
  { latencyMs, remembers }: RelayOptions,
  onRequest: () => void,
): Promise<string> {
  const known = new Map<string, Promise<Reply>>();
  const server = createServer((request, response) => {
    const arrivedAt = performance.now();
    onRequest();
    void text(request).then(async (body) => {
      const { method = 'GET', url = '/' } = request;
      const { authorization, 'content-type': contentType } = request.headers;
      const headers = { ...(authorization && { authorization }), ...(contentType && { 'content-type': contentType }) };
      const ask = () => forward(`${origin}${url}`, { method, headers, ...(body !== '' && { body }) });
      const key = `${method} ${url} ${body}`;
      const reply = (remembers ? known.get(key) : undefined) ?? ask();
      if (remembers) known.set(key, reply);
      const { status, headers: replied, bytes: original } = await reply;
      const bytes = original.includes(origin)
        ? Buffer.from(original.toString().replaceAll(origin, `http://${request.headers.host}`))
        : original;
      const leftMs = latencyMs - (performance.now() - arrivedAt);
      if (leftMs > 0) await delay(leftMs);
      response.writeHead(status, { ...replied, 'content-length': bytes.length }).end(bytes);
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Headers of one connection are not those of the next. */
const OF_A_CONNECTION: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'transfer-encoding']);

async function forward(url: string, init: RequestInit): Promise<Reply> {
  const response = await fetch(url, init);
  return {
    status: response.status,
    headers: Object.fromEntries([...response.headers].filter(([name]) => !OF_A_CONNECTION.has(name))),
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}
