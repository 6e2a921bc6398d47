import { searchedTextOf } from '../../../domain/call-filter.ts';
import type { CallSession } from '../../../domain/call-session.ts';
import { digitsText } from '../number-key.ts';

/**
 * What the index of texts holds of a call: whatever `text` and `numberContains` look through, as far as the row says it.
 * Names that are kept apart from calls (`createKeptNames`) are not in it.
 */
export const toSearchedText = (call: Pick<CallSession, 'customer' | 'line' | 'note' | 'agents'>): string =>
  [searchedTextOf(call), digitsText(call.customer), digitsText(call.line)].filter((text) => text !== null).join('\n');
