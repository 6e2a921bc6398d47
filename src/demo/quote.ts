import type { DemoRequest } from './demo-http.ts';

/** A request as a careless vendor repeats it: its credential, bare and as it was sent, its address and its body. */
export function quote({ path, query, headers, body }: DemoRequest): string {
  const { authorization = '' } = headers;
  const search = query.size === 0 ? '' : `?${query}`;
  return [authorization, bareCredential(authorization), path + search, body].filter((part) => part !== '').join(' ');
}

/** What follows the scheme of an authorization header. */
export const bareCredential = (authorization = ''): string => authorization.replace(/^\w+ /, '');
