import type { ProviderErrorKind } from '../domain/provider-error.ts';
import type { HttpErrorKind } from '../transport/http-error.ts';

/** What an exchange that brought no whole reply means to a caller. */
export const toProviderErrorKind = (kind: HttpErrorKind): ProviderErrorKind => KINDS[kind];

const KINDS: Readonly<Record<HttpErrorKind, ProviderErrorKind>> = {
  'not-connected': 'unavailable',
  reset: 'unavailable',
  closed: 'unavailable',
  'timed-out': 'timed-out',
  'too-large': 'unreadable',
  unreadable: 'unreadable',
};
