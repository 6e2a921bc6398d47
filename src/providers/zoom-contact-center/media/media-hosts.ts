import { type FileHosts, createFileHosts } from '../../../transport/file-hosts.ts';
import { toHostOrigin } from '../../to-host-origin.ts';

/** Where recordings may be fetched from, token and all: the API's own host, and Zoom's cloud or what the settings name instead. */
export function createMediaHosts({
  baseUrl,
  mediaHosts = ['*.zoom.us'],
}: {
  readonly baseUrl: string;
  readonly mediaHosts?: readonly string[] | undefined;
}): FileHosts {
  const isPattern = (host: string) => host.startsWith('*.');
  const named = mediaHosts.filter((host) => !isPattern(host)).map(toHostOrigin);
  return createFileHosts([baseUrl, ...named], mediaHosts.filter(isPattern));
}
