import type { HttpStream } from '../../../transport/http.ts';
import type { Connection, Question } from '../../connection/index.ts';
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
  { openFile }: Pick<Connection<Question, unknown>, 'openFile'>,
  { originOf, mediaHosts }: { readonly originOf: () => string; readonly mediaHosts: readonly string[] },
): FileOpener {
  return async ({ method, url, headers }, signal) => {
    const origin = originOf();
    const sent = { ...BROWSER, referer: `${origin}/`, ...headers };
    const file = { method, url, operation: 'download of a recording', headersFor: () => sent };
    return openFile(file, createMediaHosts(origin, mediaHosts), signal);
  };
}
