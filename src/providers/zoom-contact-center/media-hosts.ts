import { type FileHosts, createFileHosts } from '../../transport/file-hosts.ts';
import { isLoopbackHost } from '../../transport/is-loopback-host.ts';

/** Where recordings may be fetched from, token and all: the API's own host, and Zoom's cloud or what the settings name instead. */
export function createMediaHosts({
  baseUrl,
  mediaHosts = ['*.zoom.us'],
}: {
  readonly baseUrl: string;
  readonly mediaHosts?: readonly string[] | undefined;
}): FileHosts {
  const isPattern = (host: string) => host.startsWith('*.');
  const named = mediaHosts.filter((host) => !isPattern(host)).map(toOrigin);
  return createFileHosts([baseUrl, ...named], mediaHosts.filter(isPattern));
}

/** Nothing travels in the clear but on this machine. */
function toOrigin(host: string): string {
  const url = new URL(`http://${host}`);
  return isLoopbackHost(url.hostname) ? url.origin : new URL(`https://${host}`).origin;
}
