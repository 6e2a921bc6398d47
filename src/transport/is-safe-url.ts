import { isLoopbackHost } from './is-loopback-host.ts';

/** Whether a credential may travel to an address: over TLS, or without it on this machine. */
export function isSafeUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname)));
}
