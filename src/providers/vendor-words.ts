import { textOrNull } from '../transport/read-wire.ts';
import { createRedactor } from '../transport/redact.ts';

/** Reads a text of a refusal, a code or a sentence, as it may be shown; null where there is none. */
export type VendorWords = (value: unknown) => string | null;

/**
 * A vendor may repeat what it was sent in any field, codes included, so every text that enters an error or a log comes
 * through here: without secrets, and without what somebody searched by. What is said to one caller is remembered, and told
 * to the next, who may not see it, and to the log. The secrets are asked for each time: tokens are issued along the way.
 */
export function createVendorWords(secrets: () => readonly string[], question: unknown = null): VendorWords {
  return (value) => {
    const text = textOrNull(value);
    return text === null
      ? null
      : withoutNumbers(createRedactor([...secrets(), ...beginningsOf(valuesIn(question))])(text));
  };
}

/** A text without what may be somebody's number, however it is written. Days stay, and so does what has fewer digits. */
export const withoutNumbers = (text: string): string =>
  text.replace(/\+?\d(?:(?:[\s().+-]|%2[\dA-F]){0,3}\d){6,}/gi, (found) => (DAY.test(found) ? found : '…'));

/** A day, with its hour or without. */
const DAY = /^(?:\d{4}-\d\d-\d\d|\d\d\.\d\d\.\d{4})(?:\s\d\d)?$/;

/**
 * The texts that a question looks for: the values of its parameters, those within commands of a batch included. What it is
 * asked with (names of fields, methods and orders) is no secret, and a refusal is read by it.
 */
function valuesIn(question: unknown): readonly string[] {
  if (typeof question === 'string') {
    const query = question.indexOf('?');
    const parts = query < 0 ? [] : [...new URLSearchParams(question.slice(query + 1))];
    return parts.length > 0 ? parts.flatMap(([name, value]) => valuesUnder(name, value)) : tellingOf(question);
  }
  if (Array.isArray(question)) return question.flatMap(valuesIn);
  if (typeof question !== 'object' || question === null) return [];
  return Object.entries(question).flatMap(([name, value]) => valuesUnder(name, value));
}

const valuesUnder = (name: string, value: unknown): readonly string[] => (WIRE.test(name) ? [] : valuesIn(value));

/** What a question has beside values. */
const WIRE = /^(?:operation|purpose|budget|path|method|url|fields?|operator|sort(?:_by)?|order(?:_by)?|\w*type)$/i;

/** A refusal repeats a field and not a file, and what looks for many long texts cannot be made: their beginnings will do. */
function beginningsOf(values: readonly string[]): readonly string[] {
  let left = MOST_CHARACTERS;
  return values.map((value) => value.slice(0, LONGEST_VALUE)).filter((value) => (left -= value.length) >= 0);
}

const LONGEST_VALUE = 1000;
const MOST_CHARACTERS = 50_000;

/** Short numbers, days and switches are anybody's; taken out, they would make a refusal unreadable. */
const tellingOf = (text: string): readonly string[] =>
  text.length < 4 || /^(?:\d{1,6}|true|false|\d{4}-\d\d-\d\d\b.*)$/.test(text) ? [] : [text];

/** Words, a vendor's or our own, as a sentence: with one full stop, whether they brought one or not. */
export function toSentence(words: string): string {
  const said = words.trimEnd();
  return /[.!?…]["')\]]?$/.test(said) ? said : `${said}.`;
}
