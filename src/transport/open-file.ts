import { type FileHosts, ForeignHost } from './file-hosts.ts';
import type { HttpRequest, HttpStream, Send } from './http.ts';

/** What is asked of a file: headers are made for each host anew, so that a token goes only where it belongs. */
export type FileRequest = Omit<HttpRequest, 'headers' | 'purpose'> & {
  readonly headersFor: (url: URL) => Readonly<Record<string, string>>;
};

const MAX_REDIRECTS = 3;

/** Opens a file and follows its redirects, each no further than the declared hosts. */
export async function openFile(
  open: Send<HttpStream>,
  { headersFor, ...request }: FileRequest,
  hosts: FileHosts,
  signal: AbortSignal,
): Promise<HttpStream> {
  let url = URL.parse(request.url);
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    if (url === null) throw new ForeignHost('a link that cannot be read', 'its link cannot be read');
    await hosts.check(url);
    const stream = await open({ ...request, url: url.href, headers: headersFor(url), purpose: 'read' }, signal);
    const { location } = stream.headers;
    if (stream.status < 300 || stream.status >= 400 || location === undefined) return stream;
    stream.body.destroy();
    url = URL.parse(location, url);
  }
  throw new ForeignHost(url?.host ?? 'the host', `its host redirects more than ${MAX_REDIRECTS} times`);
}
