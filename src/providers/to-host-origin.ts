import { isLoopbackHost } from '../transport/is-loopback-host.ts';

/** The origin of a host that the settings name for files: nothing travels in the clear but on this machine. */
export function toHostOrigin(host: string): string {
  const url = new URL(`http://${host}`);
  return isLoopbackHost(url.hostname) ? url.origin : new URL(`https://${host}`).origin;
}
