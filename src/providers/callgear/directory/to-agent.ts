import type { Agent, AgentMention } from '../../../domain/agent.ts';
import { idOrNull, listOf, recordOf, textOrNull } from '../../../transport/read-wire.ts';
import { PEOPLE } from '../calls/columns-for.ts';
import type { CallRow, EmployeeRow } from '../api/wire.ts';

const EMAIL = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/;

/** An employee of the directory; null for one without an id. No field says that an employee is switched off. */
export function toAgent(row: EmployeeRow, provider: string): Agent | null {
  const nativeId = idOrNull(row.id);
  if (nativeId === null) return null;
  const email = textOrNull(row.email);
  const names = [textOrNull(row.last_name), textOrNull(row.first_name)].filter((name) => name !== null);
  return {
    provider,
    nativeId,
    displayName: textOrNull(row.full_name) ?? (names.join(' ') || null),
    email: email !== null && EMAIL.test(email) ? email : null,
    extension: textOrNull(recordOf(row.extension).extension_phone_number),
    isActive: null,
  };
}

/** Everybody a call names, each once: who took part, and the first and last to pick up and to talk. */
export function toAgents(row: CallRow, provider: string): AgentMention[] {
  const agents = new Map<string, AgentMention>();
  const add = (id: unknown, name: unknown): void => {
    const nativeId = textOrNull(id);
    if (nativeId === null || agents.has(nativeId)) return;
    const displayName = textOrNull(name);
    agents.set(nativeId, { provider, nativeId, ...(displayName === null ? {} : { displayName }) });
  };
  for (const part of listOf(row.employees)) {
    const { employee_id, employee_full_name } = recordOf(part);
    add(employee_id, employee_full_name);
  }
  for (const name of PEOPLE) add(row[`${name}_employee_id`], row[`${name}_employee_full_name`]);
  return [...agents.values()];
}
