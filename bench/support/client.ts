import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** A question over HTTP: with a body it is a POST. */
export type Question = { readonly url: string; readonly body?: string };

/** Whoever wants everything new. Nothing that was read before answers it. */
export const READ_ANEW = { 'cache-control': 'no-cache' } as const;

/** Asks over connections that stay open, as clients of a server do. */
export function createClient(own: Readonly<Record<string, string>> = READ_ANEW): {
  ask(question: Question): Promise<string>;
  close(): void;
} {
  const agent = new Agent({ keepAlive: true });
  return {
    ask: ({ url, body }) =>
      new Promise((resolve, reject) => {
        const headers = {
          ...own,
          ...(body === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
        };
        const method = body === undefined ? 'GET' : 'POST';
        request(url, { method, agent, headers }, (response) => {
          text(response).then((answer) => {
            if (response.statusCode === 200) resolve(answer);
            else reject(new Error(`${url} answered ${response.statusCode}: ${answer.slice(0, 300)}`));
          }, reject);
        })
          .on('error', reject)
          .end(body);
      }),
    close: () => agent.destroy(),
  };
}
