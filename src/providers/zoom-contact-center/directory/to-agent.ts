import type { Agent } from '../../../domain/agent.ts';
import { idOrNull, recordOf, textOrNull } from '../../../transport/read-wire.ts';
import type { UserRow } from '../api/wire.ts';

/** Reads a user of the contact centre; null for a row without an id. */
export function toAgent(value: unknown, provider: string): Agent | null {
  const row: UserRow = recordOf(value);
  const nativeId = idOrNull(row.user_id);
  if (nativeId === null) return null;
  const access = textOrNull(row.user_access);
  return {
    provider,
    nativeId,
    displayName: textOrNull(row.display_name),
    email: textOrNull(row.user_email),
    extension: null,
    isActive: access === 'active' ? true : access === 'inactive' ? false : null,
  };
}
