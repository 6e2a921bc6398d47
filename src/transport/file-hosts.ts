import { lookup as lookupHost } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import type { HttpRequest, HttpStream, Send } from './http.ts';

/** Where files may be fetched from. A link in a vendor's reply is no reason to fetch from anywhere else. */
export type FileHosts = {
  /** Throws ForeignHost for a link that leads out of the declared hosts, or into a private network nobody named. */
  check(url: URL): Promise<void>;
};

/** A file lies where nobody said that files may lie. The message says why: "its host redirects too often". */
export class ForeignHost extends Error {
  /** Scheme and host alone, since the rest of a link may open the file; for the operator alone. */
  readonly host: string;

  constructor(host: string, why: string) {
    super(why);
    this.name = 'ForeignHost';
    this.host = host;
  }
}

/**
 * `named` are origins out of the settings: they are trusted as they stand, private addresses included. `declared` are
 * hosts the provider knows its vendor to use ("media.example.com", "*.example.com"), over https only.
 */
export function createFileHosts(
  named: readonly string[],
  declared: readonly string[],
  resolve: (hostname: string) => Promise<readonly string[]> = resolveHost,
): FileHosts {
  const [isNamed, isDeclared] = [createHostTest(named, []), createHostTest([], declared)];
  return {
    async check(url) {
      if (isNamed(url)) return;
      const where = `${url.protocol}//${url.host}`;
      if (!isDeclared(url)) throw new ForeignHost(where, 'its host is none of those this provider keeps files on');
      if (await isPrivate(url.hostname, resolve))
        throw new ForeignHost(where, 'its host lies in a private network that no setting names');
    },
  };
}

/** Tells whether a host is one of the named origins, or of the declared hosts over https. */
export function createHostTest(named: readonly string[], declared: readonly string[]): (url: URL) => boolean {
  const origins = new Set(named.map((url) => new URL(url).origin));
  const patterns = declared.map((pattern) => pattern.toLowerCase());
  return (url) =>
    origins.has(url.origin) || (url.protocol === 'https:' && patterns.some((pattern) => isMatch(url, pattern)));
}

function isMatch(url: URL, pattern: string): boolean {
  if (pattern.startsWith('*.')) return url.hostname.endsWith(pattern.slice(1)) || url.hostname === pattern.slice(2);
  return pattern === url.host || pattern === url.hostname;
}

async function isPrivate(
  hostname: string,
  resolve: (hostname: string) => Promise<readonly string[]>,
): Promise<boolean> {
  const bare = hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(bare) ? [bare] : await resolve(bare);
  return addresses.some((address) => PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4'));
}

// A host that cannot be resolved is not reached either: the connection says so in its own words.
const resolveHost = (hostname: string): Promise<readonly string[]> =>
  lookupHost(hostname, { all: true }).then(
    (found) => found.map(({ address }) => address),
    () => [],
  );

const PRIVATE = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [
  ['::', 127],
  // Addresses that carry one of IPv4, which may be any of those above: NAT64 and 6to4.
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv6');

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
