import { isLoopbackHost } from '../../transport/is-loopback-host.ts';

/** What is wrong with the Host of a request; null when nothing is. */
export type HostProblem = { readonly status: number; readonly code: string; readonly message: string };

/**
 * A page in a browser can point its own name at the loopback and then read what answers there as its own. Whoever
 * listens on the loopback therefore answers to the names of the loopback and its public one. Elsewhere any name will
 * do, since nothing is made from it (links start with the public URL), but it has to be one.
 */
export function createHostCheck(
  host: string,
  publicUrl: string | undefined,
): (header: string | undefined) => HostProblem | null {
  const isOpen = !isLoopbackHost(host);
  const publicName = publicUrl === undefined ? null : new URL(publicUrl).hostname;
  return (header) => {
    if (header === undefined) return isOpen ? null : UNREADABLE;
    const name = readHost(header);
    if (name === null) return UNREADABLE;
    return isOpen || name === publicName || isLoopbackHost(name) ? null : WRONG;
  };
}

const UNREADABLE: HostProblem = {
  status: 400,
  code: 'BAD_REQUEST',
  message: 'The Host header of this request is not a host name.',
};
const WRONG: HostProblem = {
  status: 421,
  code: 'WRONG_HOST',
  message: 'This server has another name: server.publicUrl in its settings says which.',
};

/** The name without its port; null for what is more than a name and a port, or less. */
function readHost(header: string): string | null {
  if (/[/\\?#@]/.test(header)) return null;
  return URL.parse(`http://${header}`)?.hostname ?? null;
}
