import { ProviderError } from '../../../domain/provider-error.ts';
import { ForeignHost } from '../../../transport/file-hosts.ts';
import type { HttpStream, Send } from '../../../transport/http.ts';
import { openFile } from '../../../transport/open-file.ts';
import { createMediaHosts } from './portal-hosts.ts';

/** How a file is asked for. */
export type FileRequest = {
  readonly method: 'GET' | 'HEAD';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
};

/** Opens a file on a host that may be fetched from. */
export type FileOpener = (file: FileRequest, signal: AbortSignal) => Promise<HttpStream>;

/** The web server in front of the disk answers 404 to what does not look like a browser. */
const BROWSER = { 'user-agent': 'Mozilla/5.0 (compatible; Trunkline)', accept: '*/*', 'accept-language': 'en' };

/** Opens files of a portal, as long as their links stay on hosts that may be fetched from. */
export function createFileOpener(
  open: Send<HttpStream>,
  {
    provider,
    originOf,
    mediaHosts,
  }: { readonly provider: string; readonly originOf: () => string; readonly mediaHosts: readonly string[] },
): FileOpener {
  return async ({ method, url, headers }, signal) => {
    const origin = originOf();
    const looks = { ...BROWSER, referer: `${origin}/`, ...headers };
    const file = { method, url, operation: 'download of a recording', headersFor: () => looks };
    try {
      return await openFile(open, file, createMediaHosts(origin, mediaHosts), signal);
    } catch (error) {
      throw error instanceof ForeignHost ? toForeignHost(provider, error) : error;
    }
  };
}

function toForeignHost(provider: string, error: ForeignHost): ProviderError {
  const message = `A recording of Bitrix24 is not fetched: ${error.message}. If it should be, add the host to mediaHosts: the log names it.`;
  return new ProviderError(provider, 'misconfigured', message, { detail: error.host, cause: error });
}
