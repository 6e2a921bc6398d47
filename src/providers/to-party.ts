import type { Party } from '../domain/party.ts';
import { textOrNull } from '../transport/read-wire.ts';

/** One side of a call, its number as sent; null where the vendor names neither number nor name. */
export function toParty(number: unknown, name: unknown, defaultCountry: string | null): Party | null {
  const [text, displayName] = [textOrNull(number), textOrNull(name)];
  return text === null && displayName === null ? null : { number: text, displayName, defaultCountry };
}
