import type { CallSession } from '../../../domain/call-session.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import type { Account } from '../api/read-fields.ts';
import { toCallSession } from './to-call-session.ts';

/** A kept call made anew of its row, which holds the rows of its legs. */
export function remap(call: CallSession, account: Account): CallSession | null {
  const made = toCallSession(call.row, account, 'detail');
  return made instanceof ProviderError ? null : { ...made, recordings: undefined };
}
