import { DOCUMENTED_REASONS, NEWER_REASONS } from './finish-reasons.ts';
import { isKnownReason } from './to-outcome.ts';

const named = (...words: string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(words.map((word) => [word, `${word[0]?.toUpperCase()}${word.slice(1)}.`]));

/** Words of `direction`, described; those of the channel and of the device follow. */
export const DIRECTION_WORDS: Readonly<Record<string, string>> = { in: 'Incoming.', out: 'Outgoing.' };

export const CHANNEL_WORDS: Readonly<Record<string, string>> = {
  ...named('display', 'paid', 'affiliate', 'messenger', 'social', 'email', 'organic', 'internal', 'recommendation'),
  cashed: 'Cached pages, in the spelling of the vendor.',
  ...named('referral', 'direct'),
};

export const DEVICE_WORDS = named('desktop', 'mobile', 'tablet', 'other');

/**
 * The words of a column whose list is closed, when `word` is none of them; null for one of them, and for every word of
 * a column without a closed list: the vendor keeps adding to `source`, and `visitor_type` depends on the language.
 */
export function wordsInsteadOf(column: string, word: string): readonly string[] | null {
  // Two spellings of the reasons are on the wire: either is sent as it is.
  if (column === 'finish_reason') return isKnownReason(word) ? null : REASON_WORDS;
  const words = CLOSED[column];
  return words === undefined || words.includes(word) ? null : words;
}

const REASON_WORDS = Object.keys({ ...DOCUMENTED_REASONS, ...NEWER_REASONS });

const CLOSED: Readonly<Record<string, readonly string[]>> = {
  direction: Object.keys(DIRECTION_WORDS),
  channel: Object.keys(CHANNEL_WORDS),
  visitor_device: Object.keys(DEVICE_WORDS),
};
