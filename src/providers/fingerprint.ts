import { createHash } from 'node:crypto';

/** Names something without repeating it: equal parts have equal fingerprints. */
export const fingerprint = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);

/** The host of an address, with its port. */
export const hostOf = (url: string): string => new URL(url).host;
