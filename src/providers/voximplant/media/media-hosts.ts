import { type FileHosts, createFileHosts } from '../../../transport/file-hosts.ts';
import { toHostOrigin } from '../../to-host-origin.ts';

const CLOUD = 'voximplant.com';

/** The API's own host; Voximplant's cloud where the API is there; or what the settings name instead of the cloud. */
export function createMediaHosts({
  baseUrl,
  mediaHosts,
}: {
  readonly baseUrl: string;
  readonly mediaHosts?: readonly string[] | undefined;
}): FileHosts {
  const { hostname } = new URL(baseUrl);
  const isCloud = hostname === CLOUD || hostname.endsWith(`.${CLOUD}`);
  const hosts = mediaHosts ?? (isCloud ? [`*.${CLOUD}`] : []);
  const isPattern = (host: string) => host.startsWith('*.');
  const named = hosts.filter((host) => !isPattern(host)).map(toHostOrigin);
  return createFileHosts([baseUrl, ...named], hosts.filter(isPattern));
}

/** Secure files want the token of the API, open ones do not get it. */
export const wantsToken = (url: URL): boolean => url.pathname.includes('-secure/');
