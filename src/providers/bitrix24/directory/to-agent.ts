import type { Agent } from '../../../domain/agent.ts';
import { booleanOrNull, idOrNull, recordOf, textOrNull } from '../../../transport/read-wire.ts';
import type { UserRow } from '../api/wire.ts';

/** Reads a user of the portal; null for a row without an id. */
export function toAgent(value: unknown, provider: string): Agent | null {
  const row: UserRow = recordOf(value);
  const nativeId = idOrNull(row.ID);
  if (nativeId === null) return null;
  const name = [textOrNull(row.NAME), textOrNull(row.LAST_NAME)].filter((part) => part !== null).join(' ');
  return {
    provider,
    nativeId,
    displayName: name === '' ? null : name,
    email: textOrNull(row.EMAIL),
    extension: textOrNull(row.UF_PHONE_INNER),
    isActive: booleanOrNull(row.ACTIVE),
  };
}
