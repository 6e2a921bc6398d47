import type { IncomingMessage, ServerResponse } from 'node:http';
import { isLoopbackHost } from '../../transport/safe-url.ts';

/** Which pages of other origins may make a browser ask, and read what it gets. */
export type OriginPolicy = ReturnType<typeof createOriginPolicy>;

/** Keeps `server.allowedOrigins`. Nobody asks with cookies here, so credentials are never part of it. */
export function createOriginPolicy(allowedOrigins: readonly string[], publicUrl?: string) {
  const isOpen = allowedOrigins.includes('*');
  // A browser writes an origin in lower case and without the usual port.
  const allowed = new Set(allowedOrigins.map((origin) => URL.parse(origin)?.origin));
  const ownOrigin = publicUrl === undefined ? undefined : new URL(publicUrl).origin;
  return {
    /** Tells the browser what the page of this request may read (CORS). Says whether it may. */
    admit({ headers: { origin } }: IncomingMessage, response: ServerResponse): boolean {
      if (allowedOrigins.length === 0) return false;
      if (!isOpen) response.appendHeader('vary', 'origin');
      if (origin === undefined || !(isOpen || allowed.has(origin))) return false;
      response
        .setHeader('access-control-allow-origin', isOpen ? '*' : origin)
        .setHeader('access-control-expose-headers', EXPOSED);
      return true;
    },
    /** Whether a browser asks on behalf of a page that is neither this server's own nor named in the settings. */
    isForeign({ headers: { origin, host, 'sec-fetch-site': site } }: IncomingMessage): boolean {
      if (isOpen || site === 'same-origin' || site === 'none') return false;
      if (origin !== undefined && allowed.has(origin)) return false;
      // Browsers send no Sec-Fetch-Site to plain http off the loopback; what asks without either header is no page.
      if (site === undefined) return origin !== undefined && origin !== ownOrigin && URL.parse(origin)?.host !== host;
      return true;
    },
  };
}

const EXPOSED =
  'x-request-id, retry-after, www-authenticate, accept-ranges, content-disposition, content-length, content-range, content-encoding, etag';

/** Answers a browser that asks ahead (a preflight); it remembers the answer for as long as it is willing to. */
export function sendPreflight(response: ServerResponse, methods: readonly string[]): void {
  response
    .writeHead(204, {
      'access-control-allow-methods': methods.join(', '),
      // The wildcard stands for every header but authorization.
      'access-control-allow-headers': '*, authorization',
      'access-control-max-age': '86400',
    })
    .end();
}

export const isPreflight = ({ method, headers }: IncomingMessage): boolean =>
  method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined;

/** What is wrong with the Host of a request; null when nothing is. */
type HostProblem = { readonly status: number; readonly code: string; readonly message: string };

/**
 * A page in a browser can point its own name at the loopback and then read what answers there as its own. Whoever
 * listens on the loopback therefore answers to the names of the loopback and its public one. Elsewhere any name will
 * do, since nothing is made from it (links start with the public URL), but it has to be one.
 */
export function createHostCheck(
  host: string,
  publicUrl: string | undefined,
): (header: string | undefined) => HostProblem | null {
  const isOpen = !isLoopbackHost(host);
  const publicName = publicUrl === undefined ? null : new URL(publicUrl).hostname;
  return (header) => {
    if (header === undefined) return isOpen ? null : UNREADABLE;
    const name = readHost(header);
    if (name === null) return UNREADABLE;
    return isOpen || name === publicName || isLoopbackHost(name) ? null : WRONG;
  };
}

const UNREADABLE: HostProblem = {
  status: 400,
  code: 'BAD_REQUEST',
  message: 'The Host header of this request is not a host name.',
};
const WRONG: HostProblem = {
  status: 421,
  code: 'WRONG_HOST',
  message: 'This server has another name: server.publicUrl in its settings says which.',
};

/** The name without its port; null for what is more than a name and a port, or less. */
function readHost(header: string): string | null {
  if (/[/\\?#@]/.test(header)) return null;
  return URL.parse(`http://${header}`)?.hostname ?? null;
}
