import type { IncomingMessage, ServerResponse } from 'node:http';

/** Which pages of other origins may make a browser ask, and read what it gets. */
export type OriginPolicy = {
  /** Tells the browser what the page of this request may read (CORS). Says whether it may. */
  admit(request: IncomingMessage, response: ServerResponse): boolean;
  /** Whether a browser asks on behalf of a page that is neither this server's own nor named in the settings. */
  isForeign(request: IncomingMessage): boolean;
};

/** Keeps `server.allowedOrigins`. Nobody asks with cookies here, so credentials are never part of it. */
export function createOriginPolicy(allowedOrigins: readonly string[], publicUrl?: string): OriginPolicy {
  const isOpen = allowedOrigins.includes('*');
  // A browser writes an origin in lower case and without the usual port.
  const allowed = new Set(allowedOrigins.map((origin) => URL.parse(origin)?.origin));
  const ownOrigin = publicUrl === undefined ? undefined : new URL(publicUrl).origin;
  return {
    admit({ headers: { origin } }, response) {
      if (allowedOrigins.length === 0) return false;
      if (!isOpen) response.appendHeader('vary', 'origin');
      if (origin === undefined || !(isOpen || allowed.has(origin))) return false;
      response
        .setHeader('access-control-allow-origin', isOpen ? '*' : origin)
        .setHeader('access-control-expose-headers', EXPOSED);
      return true;
    },
    isForeign({ headers: { origin, host, 'sec-fetch-site': site } }) {
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
