import { type FileHosts, createFileHosts, createHostTest } from '../transport/file-hosts.ts';
import { isLoopbackHost } from '../transport/safe-url.ts';

/** Hosts that files come from, and those of them that get the token of the API. */
export type MediaHosts = FileHosts & {
  /** Whether a file there is asked for with the token: at the API, in the vendor's cloud, and where the settings say so. */
  getsToken(url: URL): boolean;
};

/** What is known of the hosts of one account's files; patterns begin with "*." and stand for all hosts below. */
export type MediaHostNames = {
  readonly baseUrl: string;
  /** Where the vendor's own files are. */
  readonly cloud: readonly string[];
  readonly mediaHosts: readonly string[];
  readonly mediaTokenHosts: readonly string[];
};

/** A host that an operator names beside the vendor's own is fetched from, and learns no token unless it needs one. */
export function createMediaHosts({ baseUrl, cloud, mediaHosts, mediaTokenHosts }: MediaHostNames): MediaHosts {
  const hosts = split([...mediaHosts, ...mediaTokenHosts]);
  const tokens = split([...cloud, ...mediaTokenHosts]);
  return {
    ...createFileHosts([baseUrl, ...hosts.named], hosts.patterns),
    getsToken: createHostTest([baseUrl, ...tokens.named], tokens.patterns),
  };
}

function split(hosts: readonly string[]): { readonly named: string[]; readonly patterns: string[] } {
  const isPattern = (host: string) => host.startsWith('*.');
  return { named: hosts.filter((host) => !isPattern(host)).map(toHostOrigin), patterns: hosts.filter(isPattern) };
}

/** The origin of a host that the settings name for files: nothing travels in the clear but on this machine. */
export function toHostOrigin(host: string): string {
  const url = new URL(`http://${host}`);
  return isLoopbackHost(url.hostname) ? url.origin : new URL(`https://${host}`).origin;
}
