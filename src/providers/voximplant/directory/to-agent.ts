import type { Agent } from '../../../domain/agent.ts';
import { booleanOrNull, textOrNull } from '../../../transport/read-wire.ts';
import type { UserRow } from '../api/wire.ts';

/** A user of an application. The vendor keeps neither an address nor an extension for it. */
export function toAgent(user: UserRow, provider: string): Agent | null {
  const nativeId = textOrNull(user.user_id);
  if (nativeId === null || !/^\d+$/.test(nativeId)) return null;
  return {
    provider,
    nativeId,
    displayName: textOrNull(user.user_display_name) ?? textOrNull(user.user_name),
    email: null,
    extension: null,
    isActive: booleanOrNull(user.user_active),
  };
}
