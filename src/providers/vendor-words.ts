import { textOrNull } from '../transport/read-wire.ts';
import { createRedactor } from '../transport/redact.ts';

/** Reads a text of a refusal, a code or a sentence, as it may be shown; null where there is none. */
export type VendorWords = (value: unknown) => string | null;

/**
 * A vendor may repeat what it was sent in any field, codes included, so every text that enters an error or a log comes
 * through here. The secrets are asked for each time: tokens are issued along the way.
 */
export function createVendorWords(secrets: () => readonly string[]): VendorWords {
  return (value) => {
    const text = textOrNull(value);
    return text === null ? null : createRedactor(secrets())(text);
  };
}

/** Words, a vendor's or our own, as a sentence: with one full stop, whether they brought one or not. */
export function toSentence(words: string): string {
  const said = words.trimEnd();
  return /[.!?…]["')\]]?$/.test(said) ? said : `${said}.`;
}
