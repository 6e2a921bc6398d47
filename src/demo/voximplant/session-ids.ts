import { nativeIdOf } from '../native-ids.ts';

const FIRST_ID = 4_202_760_000n;
const FIRST_LONG_ID = 9_007_199_254_740_993n;
const FIRST_RECORD_ID = 9_100_000_000_000_000_000n;

/** The index behind a session id; null where no session has it. */
export function indexOfSession(id: string, count: number): number | null {
  const number = BigInt(id);
  const index = Number(number >= FIRST_LONG_ID ? (number - FIRST_LONG_ID) / 2n : number - FIRST_ID);
  return index >= 0 && index < count && nativeIdOf('voximplant', index) === id ? index : null;
}

/** The id of a session's recording: past what a double holds, as the vendor's int64 may be. */
export const recordIdOf = (index: number, part: number): string => String(FIRST_RECORD_ID + BigInt(index * 2 + part));

/** The session and the part behind a recording's id. */
export function placeOfRecord(id: string): { index: number; part: number } | null {
  if (!/^\d{1,19}$/.test(id) || BigInt(id) < FIRST_RECORD_ID) return null;
  const place = Number(BigInt(id) - FIRST_RECORD_ID);
  return { index: Math.floor(place / 2), part: place % 2 };
}

/** The id of a session's leg. */
export const callIdOf = (index: number, position: number): number => 4_302_000_000 + index * 4 + position;

/** The id of what was billed for a session. */
export const transactionIdOf = (index: number, position: number): number => 42_027_700_000_000 + index * 100 + position;
