/** Domains under which Bitrix24 hosts portals in its cloud. */
const CLOUD =
  /^(?:[a-z0-9-]+\.)+bitrix24\.(?:com|eu|de|es|fr|it|pl|uk|in|id|jp|cn|vn|mx|co|ru|by|kz|ua|com\.br|com\.tr|co\.uk)$/i;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Whether bytes may be fetched from an address: of the portal, of the vendor's cloud where the portal is in it, or of a
 * host the settings name. Nothing travels in the clear but on this machine.
 */
export function isMediaUrl(url: string, portalOrigin: string, mediaHosts: ReadonlySet<string>): boolean {
  const [target, portal] = [URL.parse(url), URL.parse(portalOrigin)];
  if (target === null || portal === null) return false;
  if (target.origin === portal.origin) return true;
  if (target.protocol !== 'https:' && !LOOPBACK.test(target.hostname)) return false;
  if (mediaHosts.has(target.host)) return true;
  return CLOUD.test(portal.hostname) && CLOUD.test(target.hostname) && target.port === '';
}

/**
 * Whether a portal may have moved from one address to another: within the vendor's cloud, or on the host it was on. A
 * request carries a credential, so it follows no other pointer.
 */
export function isPortalMove(from: string, to: string): boolean {
  const [source, target] = [URL.parse(from), URL.parse(to)];
  if (source === null || target === null) return false;
  if (LOOPBACK.test(source.hostname)) return target.hostname === source.hostname;
  if (target.protocol !== 'https:') return false;
  if (target.host === source.host) return true;
  return CLOUD.test(source.hostname) && CLOUD.test(target.hostname) && target.port === '';
}
