/**
 * Text whose order by code point is the order of the original by code unit, and which both engines can hold.
 *
 * The timeline orders ids by UTF-16 code unit. SQLite and Postgres (`COLLATE "C"`) order by code point, which differs
 * once a surrogate meets a character past U+DFFF; neither keeps a lone surrogate, and Postgres no U+0000. So code units
 * from U+D7FF on become two characters, the first of them always U+D7FF, and U+0000 and U+0001 become two that begin
 * with U+0001. Ids of everyday characters stay as they are. This is the only place that knows of the difference.
 */
export const toOrderText = (text: string): string => text.replace(ESCAPED, (unit) => escape(unit.charCodeAt(0)));

/** The text that an order text was made of. */
export const fromOrderText = (text: string): string =>
  text.replace(ESCAPES, (pair) => String.fromCharCode(pair.charCodeAt(1) - OFFSET + baseOf(pair.charCodeAt(0))));

const HIGH = 0xd7ff;
const LOW = 0x0001;
/** Keeps the second character of a pair away from U+0000 and U+0001. */
const OFFSET = 0x20;

// Without the `u` flag: single code units are meant.
// eslint-disable-next-line no-control-regex
const ESCAPED = /[\u0000\u0001\ud7ff-\uffff]/g;
// eslint-disable-next-line no-control-regex
const ESCAPES = /[\u0001\ud7ff][\s\S]/g;

const baseOf = (lead: number): number => (lead === HIGH ? HIGH : 0);

function escape(unit: number): string {
  const lead = unit >= HIGH ? HIGH : LOW;
  return String.fromCharCode(lead, unit - baseOf(lead) + OFFSET);
}
