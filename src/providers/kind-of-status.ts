import type { ProviderErrorKind } from '../domain/provider-error.ts';

/** What a status means at every vendor; null for one that depends on the vendor. */
export function kindOfStatus(status: number): ProviderErrorKind | null {
  if (status >= 500) return 'unavailable';
  // No redirect is followed: the address in the settings is not that of the API.
  if (status >= 300 && status < 400) return 'misconfigured';
  return KINDS[status] ?? null;
}

const KINDS: Readonly<Partial<Record<number, ProviderErrorKind>>> = {
  401: 'unauthorized',
  403: 'forbidden',
  408: 'timed-out',
  429: 'rate-limited',
};
