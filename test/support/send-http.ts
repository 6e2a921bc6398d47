import { type OutgoingHttpHeaders, request as sendRequest } from 'node:http';
import { buffer } from 'node:stream/consumers';

export type HttpAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly bytes: Buffer;
};

/** Sends a request with exactly these headers, those included that `fetch` keeps for itself, and this path, which a URL would tidy up; reads it undecoded. */
export function sendHttp(
  url: string,
  {
    method = 'GET',
    headers = {},
    body,
    path,
  }: { path?: string; method?: string; headers?: OutgoingHttpHeaders; body?: string | Buffer } = {},
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const request = sendRequest(
      url,
      { method, headers, agent: false, ...(path !== undefined && { path }) },
      (response) => {
        buffer(response).then((bytes) => {
          const shown = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
          resolve({
            status: response.statusCode ?? 0,
            headers: Object.fromEntries(shown) as HttpAnswer['headers'],
            bytes,
          });
        }, reject);
      },
    );
    request.on('error', reject).end(body);
  });
}
