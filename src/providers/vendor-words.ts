import { textOrNull } from '../transport/read-wire.ts';
import { createRedactor } from '../transport/redact.ts';

/** Reads a text of a refusal, a code or a sentence, as it may be shown; null where there is none. */
export type VendorWords = (value: unknown) => string | null;

/**
 * A vendor may repeat what it was sent in any field, codes included, so every text that enters an error or a log comes
 * through here: without secrets, and without the numbers that somebody searched by. The secrets are asked for each time:
 * tokens are issued along the way.
 */
export function createVendorWords(secrets: () => readonly string[]): VendorWords {
  return (value) => {
    const text = textOrNull(value);
    return text === null ? null : withoutNumbers(createRedactor(secrets())(text));
  };
}

/**
 * A text without what may be somebody's number. What a vendor says to one caller is remembered: the next one, who may see no
 * numbers, is told of it, and so is the log. Days stay, and so does what has fewer digits than a number.
 */
export const withoutNumbers = (text: string): string =>
  text.replace(/\+?\d(?:[\s().-]{0,2}\d){6,}/g, (found) => (DAY.test(found) ? found : '…'));

/** A day, with its hour or without. */
const DAY = /^(?:\d{4}-\d\d-\d\d|\d\d\.\d\d\.\d{4})(?:\s\d\d)?$/;

/** Words, a vendor's or our own, as a sentence: with one full stop, whether they brought one or not. */
export function toSentence(words: string): string {
  const said = words.trimEnd();
  return /[.!?…]["')\]]?$/.test(said) ? said : `${said}.`;
}
