import { digitsOf } from '../filters/digits.ts';
import { texts } from '../texts.ts';

/** What a party is called by: its name, or else its number. */
export type NamedParty = {
  readonly number?: string | null;
  readonly e164?: string | null;
  readonly displayName?: string | null;
};

export const partyName = (party: NamedParty | null | undefined): string =>
  party?.displayName ?? partyNumber(party) ?? texts.call.unknownParty;

/** The number that its other calls are found by. Null where there is none: "hidden" is nobody's. */
export function customerNumber(party: NamedParty | null | undefined): string | null {
  const number = party?.e164 ?? party?.number ?? null;
  return number === null || digitsOf(number) === '' ? null : number;
}

/** Its number, in international form where that is known. */
export const partyNumber = (party: NamedParty | null | undefined): string | null =>
  party?.e164 ?? (party?.number === 'hidden' ? texts.call.hiddenNumber : (party?.number ?? null));
