import { type ProviderError, orThrow } from '../domain/provider-error.ts';

/**
 * A part of a row: what the page's joins brought, without a promise; loaded only where no join was planned. A failure is
 * thrown where the part stands, so that the field is null beside an error and its row stays.
 */
export const partOf = <Value>(
  part: Value | ProviderError | undefined,
  load: () => Promise<Value>,
): Value | Promise<Value> => (part === undefined ? load() : orThrow(part));
