import { type MediaHosts, createMediaHosts as createHosts } from '../../media-hosts.ts';
import type { VoximplantSettings } from '../settings.ts';

const CLOUD = 'voximplant.com';

/** The API's own host; Voximplant's cloud where the API is there; or what the settings name instead of the cloud. */
export function createMediaHosts({
  baseUrl,
  mediaHosts,
  mediaTokenHosts = [],
}: Pick<VoximplantSettings, 'baseUrl' | 'mediaHosts'> & {
  readonly mediaTokenHosts?: VoximplantSettings['mediaTokenHosts'];
}): MediaHosts {
  const { hostname } = new URL(baseUrl);
  const isCloud = hostname === CLOUD || hostname.endsWith(`.${CLOUD}`);
  const cloud = [`*.${CLOUD}`];
  const hosts = createHosts({ baseUrl, cloud, mediaHosts: mediaHosts ?? (isCloud ? cloud : []), mediaTokenHosts });
  // Secure files want the token of the API, open ones do not get it.
  return { ...hosts, getsToken: (url) => url.pathname.includes('-secure/') && hosts.getsToken(url) };
}
