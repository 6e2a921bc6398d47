import { ProviderError } from '../domain/provider-error.ts';
import { toGraphError } from './graph-error.ts';

/**
 * A part of a row: what the page's joins brought, without a promise; loaded only where no join was planned. A failure is
 * thrown where the part stands, so that the field is null beside an error and its row stays.
 */
export function partOf<Value>(
  part: Value | ProviderError | undefined,
  load: () => Promise<Value>,
): Value | Promise<Value> {
  if (part === undefined) return loadPart(load);
  return orThrow(part);
}

/** A part that must be there by now. */
export function orThrow<Value>(part: Value | ProviderError): Value {
  if (part instanceof ProviderError) throw toGraphError(part);
  return part;
}

/** Loads a part, its failure said as the graph says failures. */
export async function loadPart<Value>(load: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await load();
  } catch (error) {
    throw toGraphError(error);
  }
}
