import type { HttpStream, Send } from '../transport/http.ts';
import type { MediaHosts } from './media-hosts.ts';

/** What a vendor's files are opened with. */
export type FileToken = {
  readonly get: (signal: AbortSignal) => Promise<string>;
  /** Replaces a token with which a file was refused: true where asking once more may help. */
  readonly replace: (token: string, status: number) => boolean;
};

/** Opens files with the token, where their host gets it; a refused one is replaced once, never again after that. */
export const withFileToken =
  (hosts: Pick<MediaHosts, 'getsToken'>, { get, replace }: FileToken) =>
  (open: Send<HttpStream>): Send<HttpStream> =>
  async (request, signal) => {
    if (!hosts.getsToken(new URL(request.url))) return open(request, signal);
    const openWith = (token: string) =>
      open({ ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } }, signal);
    const token = await get(signal);
    const stream = await openWith(token);
    if (!replace(token, stream.status)) return stream;
    stream.body.destroy();
    return openWith(await get(signal));
  };
