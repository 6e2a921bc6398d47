import type { CallSession } from '../../../domain/call-session.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import { type Portal, rowOf } from './row.ts';
import { toCallSession } from './to-call-session.ts';

/** A kept call made anew of its row, whose links are cut: what only they tell is not made. */
export function remap(call: CallSession, portal: Portal): CallSession | null {
  const made = toCallSession(rowOf(call), portal);
  if (made instanceof ProviderError) return null;
  const isNamed = (made.references?.sessionIds.length ?? 0) > 0;
  return { ...made, recordings: undefined, references: isNamed ? made.references : undefined };
}
