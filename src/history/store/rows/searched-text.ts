import { searchedTextOf } from '../../../domain/call-filter.ts';
import type { CallSession } from '../../../domain/call-session.ts';

/**
 * What the index of texts holds of a call: whatever `text` and `numberContains` look through, as far as the row says it.
 * Names that are kept apart from calls (`createKeptNames`) are not in it.
 */
export const toSearchedText = (
  call: Pick<CallSession, 'customer' | 'note' | 'agents'>,
  digits: readonly (string | null)[],
): string => [searchedTextOf(call), ...digits.filter((text) => text !== null)].join('\n');
