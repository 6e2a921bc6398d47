import type { Party } from './party.ts';
import { wholeNumber } from './phone-number.ts';

/** One of the company's numbers: every spelling of it is the same line. */
export type Line = {
  readonly provider: string;
  /** What all spellings of the number share: its digits, or the text of what is no number. */
  readonly nativeId: string;
  readonly party: Party;
  /** What people call it. */
  readonly name: string | null;
};

/** What a line has for a number is part of its id; whoever writes more than this has written no number. */
const LONGEST_NUMBER = 200;

/** Makes the line that a party is, as a vendor's directory or a call has it; null for one without a number. */
export function toLine(provider: string, party: Party | null, name: string | null): Line | null {
  if (party?.number == null || party.number.length > LONGEST_NUMBER) return null;
  return { provider, nativeId: wholeNumber(party.number, party.defaultCountry), party, name };
}

/** Each line once: what an earlier mention does not say, a later one may. */
export function distinctLines(lines: readonly Line[]): Line[] {
  const known = new Map<string, Line>();
  for (const line of lines) {
    const first = known.get(line.nativeId);
    known.set(line.nativeId, first ? { ...first, name: first.name ?? line.name } : line);
  }
  return [...known.values()];
}
