import type { Agent } from '../domain/agent.ts';
import { builder } from './builder.ts';

export const AgentFilterRef = builder.inputType('AgentFilter', {
  description: 'Which agents are wanted. Different fields: and.',
  fields: (t) => ({
    providers: t.idList({
      description: 'Keys of the providers whose directories are read, as Provider.key has them; all when left out.',
    }),
    search: t.string({
      description: 'Text somewhere in the name, the address or the internal number; capitals do not matter.',
    }),
    isActive: t.boolean({ description: 'Whether they still work with the phone system.' }),
  }),
});

export type AgentFilterInput = typeof AgentFilterRef.$inferInput;

/** Whether an agent passes a filter; its providers were chosen before. */
export function matchesAgentFilter(agent: Agent, filter: AgentFilterInput): boolean {
  if (filter.isActive != null && agent.isActive !== filter.isActive) return false;
  const wanted = filter.search?.trim().toLowerCase();
  if (!wanted) return true;
  return [agent.displayName, agent.email, agent.extension].some((text) => text?.toLowerCase().includes(wanted));
}
