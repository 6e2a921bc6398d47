import { readDecimal } from '../../../domain/money.ts';
import { booleanOrNull, listOf, numberOrNull, recordOf, textOrNull } from '../../../transport/read-wire.ts';
import { accountZone } from '../api/account-zone.ts';
import { shortened, textsOf } from '../media/to-recording.ts';
import type { StoredRow } from '../api/wire.ts';

/** A record inside a row, or the row itself, with the zone of its times. */
export type Detail = StoredRow<Readonly<Record<string, unknown>>>;

/** A column as text; an id as its digits. */
export const textOf = ({ columns }: Detail, name: string): string | null => textOrNull(columns[name]);

/** A column as a whole number. */
export function wholeOf({ columns }: Detail, name: string): number | null {
  const number = numberOrNull(columns[name]);
  return number === null || Math.abs(number) > 0x7fff_ffff ? null : Math.trunc(number);
}

/** A column as exact digits. */
export const decimalOf = ({ columns }: Detail, name: string): string | null => readDecimal(textOrNull(columns[name]));

/** A column as true or false. */
export const booleanOf = ({ columns }: Detail, name: string): boolean | null => booleanOrNull(columns[name]);

/** A column with wall time of the account, as an instant. */
export const instantOf = ({ columns, timeZone }: Detail, name: string): number | null =>
  accountZone(timeZone).toInstant(columns[name]);

/** A column with a list of words. */
export const wordsOf = ({ columns }: Detail, name: string): string[] => textsOf(columns[name]);

/** A column with the ids of records, each as much as may be shown. */
export const shortenedOf = (detail: Detail, name: string): string[] => wordsOf(detail, name).map(shortened);

/** A column with a list of records. */
export const recordsIn = ({ columns, timeZone }: Detail, name: string): Detail[] =>
  listOf(columns[name]).map((one) => ({ columns: recordOf(one), timeZone }));
