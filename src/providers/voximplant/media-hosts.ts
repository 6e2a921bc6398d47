import { ProviderError } from '../../domain/provider-error.ts';

/** Where files may be fetched from, and which of them want the token. */
export type MediaHosts = {
  /** Reads a link; throws where it leads anywhere but to a declared host. */
  check(link: string): URL;
  /** Secure files want the token, open ones do not get it. */
  wantsToken(url: URL): boolean;
};

const CLOUD = 'voximplant.com';

/**
 * The API's own host; Voximplant's cloud where the API is there; and what the settings name. A link in a reply is no
 * reason to fetch from anywhere else, still less to send a token there.
 */
export function createMediaHosts(
  provider: string,
  { baseUrl, mediaHosts }: { readonly baseUrl: string; readonly mediaHosts?: readonly string[] | undefined },
): MediaHosts {
  const api = new URL(baseUrl);
  const cloud = isBelow(api.hostname, CLOUD) ? [`*.${CLOUD}`] : [];
  const declared = (mediaHosts ?? cloud).map((host) => host.toLowerCase());
  const isDeclared = (url: URL): boolean =>
    url.origin === api.origin || (url.protocol === 'https:' && declared.some((host) => isMatch(url, host)));
  return {
    check(link) {
      const url = URL.parse(link);
      if (url && isDeclared(url)) return url;
      const where = url === null ? 'a link that cannot be read' : `${url.protocol}//${url.host}`;
      throw new ProviderError(
        provider,
        'misconfigured',
        `Voximplant keeps a file at ${where}, which is none of this provider's hosts. Name it in mediaHosts if it is right.`,
      );
    },
    wantsToken: (url) => /-secure\//.test(url.pathname),
  };
}

function isMatch(url: URL, host: string): boolean {
  if (host.startsWith('*.')) return isBelow(url.hostname, host.slice(2));
  return host === url.host || host === url.hostname;
}

const isBelow = (hostname: string, domain: string): boolean => hostname === domain || hostname.endsWith(`.${domain}`);
