import { type FileHosts, createFileHosts } from '../../../transport/file-hosts.ts';
import { isLoopbackHost } from '../../../transport/safe-url.ts';
import { toHostOrigin } from '../../media-hosts.ts';

/** Domains under which Bitrix24 hosts portals in its cloud. */
const CLOUD_DOMAINS = 'com eu de es fr it pl uk in id jp cn vn mx co ru by kz ua com.br com.tr co.uk'
  .split(' ')
  .map((ending) => `bitrix24.${ending}`);

/**
 * Whether a portal may have moved from one address to another: within the vendor's cloud, or on the host it was on. A
 * request carries a credential, so it follows no other pointer.
 */
export function isPortalMove(from: string, to: string): boolean {
  const [source, target] = [URL.parse(from), URL.parse(to)];
  if (source === null || target === null) return false;
  if (isLoopbackHost(source.hostname)) return target.hostname === source.hostname;
  if (target.protocol !== 'https:') return false;
  return target.host === source.host || (isInCloud(source) && isInCloud(target));
}

/** Where recordings may be fetched from: the portal, the cloud around it, and the hosts that the settings name. */
export function createMediaHosts(portalOrigin: string, mediaHosts: readonly string[]): FileHosts {
  return createFileHosts(
    [portalOrigin, ...mediaHosts.map(toHostOrigin)],
    isInCloud(new URL(portalOrigin)) ? PATTERNS : [],
  );
}

/** The same for a link that is only shown to be playable: nothing is resolved or fetched. */
export function isMediaUrl(url: string, portalOrigin: string, mediaHosts: readonly string[]): boolean {
  const target = URL.parse(url);
  if (target === null) return false;
  if ([portalOrigin, ...mediaHosts.map(toHostOrigin)].includes(target.origin)) return true;
  return target.protocol === 'https:' && isInCloud(new URL(portalOrigin)) && isInCloud(target);
}

const PATTERNS = CLOUD_DOMAINS.map((domain) => `*.${domain}`);

const isInCloud = ({ hostname, port }: URL): boolean =>
  port === '' && CLOUD_DOMAINS.some((domain) => hostname.endsWith(`.${domain}`));
